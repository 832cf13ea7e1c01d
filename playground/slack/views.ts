// Each person's open modals (a stack of at most three) and home tab, with what was entered into them.

import type { Clock } from '../clock.ts';
import { stateOf, type Values } from './blocks/input-state.ts';
import { withIds } from './blocks/walk.ts';
import type { Feed } from './feed.ts';
import type { NewId } from './ids.ts';
import { compact, type Json, objectsOf, textOf } from './json.ts';
import type { Workspace } from './workspace.ts';

const MAX_STACK = 3;

export interface View {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'modal' | 'home';
  readonly rootId: string;
  readonly previousId: string | null;
  /** As the app sent it, block and action ids filled in. */
  definition: Json;
  values: Values;
  hash: string;
  /** By block_id: what the app or the client said is wrong. */
  errors: Record<string, string>;
}

export type ViewRefusal = 'push_limit_reached' | 'duplicate_external_id';

export interface Views {
  open(personId: string, definition: Json): View | ViewRefusal;
  push(personId: string, definition: Json): View | ViewRefusal;
  replace(view: View, definition: Json): void;
  publish(personId: string, definition: Json): View;
  find(ref: { readonly id?: string | undefined; readonly externalId?: string | undefined }): View | undefined;
  stack(personId: string): readonly View[];
  top(personId: string): View | undefined;
  home(personId: string): View | undefined;
  enter(view: View, values: Values): void;
  complain(view: View, errors: Record<string, string>): void;
  /** Takes the view and all above it away; answers what was taken, top first. */
  closeFrom(view: View): readonly View[];
  closeAll(personId: string): readonly View[];
}

export interface ViewsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly feed: Feed;
}

export function createViews({ clock, newId, feed }: ViewsDeps): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();

  const stack = (personId: string): View[] => stacks.get(personId) ?? [];
  const everyView = (): View[] => [...homes.values(), ...[...stacks.values()].flat()];
  const tell = (view: View): void => feed.tell(view.personId, { kind: kindOf(view), view_id: view.id });

  function put(personId: string, views: View[]): void {
    stacks.set(personId, views);
    feed.tell(personId, { kind: 'view' });
  }

  function create(personId: string, kind: View['kind'], sent: Json, below?: View): View {
    const id = newId('V');
    const definition = filled(sent);
    const values = stateOf(objectsOf(definition['blocks']));
    const place = { rootId: below?.rootId ?? id, previousId: below?.id ?? null };
    return { id, personId, kind, ...place, definition, values, hash: newHash(), errors: {} };
  }

  function filled(sent: Json): Json {
    return { ...sent, blocks: withIds(objectsOf(sent['blocks']), () => newId('b')) };
  }

  function newHash(): string {
    return `${Math.floor(clock.now() / 1000)}.${newId('h')}`;
  }

  function isTaken(definition: Json): boolean {
    const externalId = textOf(definition['external_id']);
    return Boolean(externalId) && everyView().some((each) => each.definition['external_id'] === externalId);
  }

  function push(personId: string, definition: Json): View | ViewRefusal {
    const below = stack(personId);
    if (isTaken(definition)) return 'duplicate_external_id';
    if (below.length >= MAX_STACK) return 'push_limit_reached';
    const view = create(personId, 'modal', definition, below.at(-1));
    put(personId, [...below, view]);
    return view;
  }

  return {
    open(personId, definition) {
      if (isTaken(definition)) return 'duplicate_external_id';
      const view = create(personId, 'modal', definition);
      put(personId, [view]);
      return view;
    },
    push,
    replace(view, sent) {
      const definition = filled(sent);
      const values = stateOf(objectsOf(definition['blocks']), view.values);
      Object.assign(view, { definition, values, hash: newHash(), errors: {} });
      tell(view);
    },
    publish(personId, sent) {
      const known = homes.get(personId);
      const view = known ?? create(personId, 'home', sent);
      if (known !== undefined) Object.assign(known, { definition: filled(sent), hash: newHash() });
      view.values = stateOf(objectsOf(view.definition['blocks']), view.values);
      homes.set(personId, view);
      tell(view);
      return view;
    },
    find({ id, externalId }) {
      return everyView().find((view) =>
        id === undefined
          ? Boolean(externalId) && view.definition['external_id'] === externalId
          : view.id === id,
      );
    },
    stack,
    top: (personId) => stack(personId).at(-1),
    home: (personId) => homes.get(personId),
    enter(view, values) {
      view.values = values;
    },
    complain(view, errors) {
      view.errors = errors;
      tell(view);
    },
    closeFrom(view) {
      const open = stack(view.personId);
      const at = open.indexOf(view);
      if (at < 0) return [];
      put(view.personId, open.slice(0, at));
      return open.slice(at).toReversed();
    },
    closeAll(personId) {
      const open = stack(personId);
      if (open.length > 0) put(personId, []);
      return open.toReversed();
    },
  };
}

function kindOf(view: View): 'view' | 'home' {
  return view.kind === 'home' ? 'home' : 'view';
}

export function viewObject(view: View, { team, bot }: Pick<Workspace, 'team' | 'bot'>): Json {
  const { definition } = view;
  return compact({
    id: view.id,
    team_id: team.id,
    type: view.kind,
    blocks: definition['blocks'],
    private_metadata: definition['private_metadata'] ?? '',
    callback_id: definition['callback_id'] ?? '',
    external_id: definition['external_id'] ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: definition['title'],
    close: definition['close'] ?? null,
    submit: definition['submit'] ?? null,
    clear_on_close: definition['clear_on_close'] ?? false,
    notify_on_close: definition['notify_on_close'] ?? false,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: bot.appId,
    app_installed_team_id: team.id,
    bot_id: bot.botId,
  });
}
