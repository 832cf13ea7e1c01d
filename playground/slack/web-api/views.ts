// views.*: opening, stacking and updating modals, and publishing the home tab.

import { LIMITS } from '../blocks/limits.ts';
import { type BlockCheckOptions, checkView } from '../blocks/validate.ts';
import type { Directory } from '../directory.ts';
import { isObject, type Json } from '../json.ts';
import type { Tickets, Trigger } from '../tickets.ts';
import { type View, type Views, viewObject } from '../views.ts';
import type { Args } from './arguments.ts';
import { ApiError, type Methods, refusedFor } from './method.ts';

export interface ViewMethodsDeps {
  readonly directory: Directory;
  readonly views: Views;
  readonly tickets: Tickets;
  blockOptions(): BlockCheckOptions;
}

/** Refuses a view as Slack does; also what a modal's answer to a submission is held to. */
export function refuseBadView(view: unknown, surface: 'modal' | 'home', options: BlockCheckOptions): Json {
  if (!isObject(view)) throw refusedFor('invalid_arguments', ['must be an object [json-pointer:/view]']);
  if (JSON.stringify(view).length > LIMITS.viewBytes) throw new ApiError('view_too_large');
  const problems = checkView(view, surface, options);
  if (problems.length > 0) throw refusedFor('invalid_arguments', problems);
  return view;
}

export function viewMethods(deps: ViewMethodsDeps): Methods {
  const { directory, views, tickets } = deps;
  const shown = (view: View): Json => ({ view: viewObject(view, directory) });
  const wanted = (args: Args, surface: 'modal' | 'home'): Json =>
    refuseBadView(args.structure('view'), surface, deps.blockOptions());

  function trigger(args: Args): Trigger {
    const redeemed = tickets.redeemTrigger(args.text('trigger_id') ?? args.required('interactivity_pointer'));
    if (typeof redeemed === 'string') throw new ApiError(redeemed);
    return redeemed;
  }

  function placed(view: View | string): Json {
    if (typeof view === 'string') throw new ApiError(view);
    return shown(view);
  }

  function update(args: Args): Json {
    const view = views.find({ id: args.text('view_id'), externalId: args.text('external_id') });
    if (view === undefined || view.kind !== 'modal') throw new ApiError('not_found');
    const definition = wanted(args, 'modal');
    refuseStale(args, view);
    views.replace(view, definition);
    return shown(view);
  }

  function publish(args: Args): Json {
    const person = directory.person(args.required('user_id'));
    const definition = wanted(args, 'home');
    if (person === undefined) throw refusedFor('invalid_arguments', ['user not found']);
    const known = views.home(person.id);
    if (known !== undefined) refuseStale(args, known);
    return shown(views.publish(person.id, definition));
  }

  return {
    'views.open': (args) => {
      const definition = wanted(args, 'modal');
      return placed(views.open(trigger(args).personId, definition));
    },
    'views.push': (args) => {
      const definition = wanted(args, 'modal');
      const { personId, inModal } = trigger(args);
      if (!inModal) throw new ApiError('invalid_trigger_id');
      return placed(views.push(personId, definition));
    },
    'views.update': update,
    'views.publish': publish,
  };
}

function refuseStale(args: Args, view: View): void {
  if (args.has('hash') && args.text('hash') !== view.hash) throw new ApiError('hash_conflict');
}
