// Every check of Schedules, Workflows and status checks; what is inside of them is checked by the others too.

import { deadlines } from './deadline-lints.ts';
import { calledOff, doesSomething, plannedEnd } from './length-lints.ts';
import { type ListedCheck, lint } from './listed-check.ts';
import { concurrency, cronText, history, scheduleBody, startingDeadline } from './schedule-lints.ts';
import { statusChecks } from './status-check-lints.ts';
import { tasks, templateBodies } from './template-lints.ts';
import { reach, templateNames } from './workflow-lints.ts';

const LINTS: readonly ListedCheck[] = [
  lint(
    'T14',
    'A Schedule, or a Workflow whose end nobody can tell, without `faultline.dev/for`; a length over a day; a Schedule that is over before it starts anything',
    { 'no-planned-end': 'block', 'planned-length': 'block', 'never-starts': 'block' },
    plannedEnd,
  ),
  lint(
    'T15',
    'A Schedule or Workflow without a fault in it, with more steps than anybody reads, or longer than a run can keep',
    { 'no-fault': 'block', 'too-many-steps': 'block', 'too-long': 'block' },
    doesSomething,
  ),
  lint('T12', 'A Workflow given aborted', { 'comes-aborted': 'block' }, calledOff),
  lint(
    'L16',
    'A cron expression that Chaos Mesh cannot read, or that starts more often than once a minute',
    { 'L16-cron': 'block', 'L16-often': 'warn' },
    cronText,
  ),
  lint(
    'T16',
    'A Schedule of a kind that there is not, without its body, or with another one',
    { 'schedule-type': 'block', 'schedule-body': 'block', 'schedule-other-body': 'warn' },
    scheduleBody,
  ),
  lint(
    'L16',
    'No concurrency policy; runs that last longer than the interval, which pile up or wait',
    { 'L16-policy': 'info', 'L16-overlap': 'warn', 'L16-postponed': 'info' },
    concurrency,
  ),
  lint('L16', 'No history limit: finished runs go at once', { 'L16-history': 'warn' }, history),
  lint(
    'L16',
    'A starting deadline with which it would never start, or stop for good after an outage',
    { 'L16-deadline': 'block' },
    startingDeadline,
  ),
  lint(
    'L19',
    'A fault, Schedule or Suspend in a Workflow without a deadline of its own or above it; a deadline that cannot be read',
    { 'L19-no-deadline': 'block', 'L20-deadline': 'block' },
    deadlines,
  ),
  lint(
    'L20',
    'Names in a Workflow that lead nowhere, are given twice or cannot be names',
    { 'L20-no-template': 'block', 'L20-twice': 'block', 'L20-name': 'block' },
    templateNames,
  ),
  lint(
    'L20',
    'Steps in a circle, and steps that nobody runs',
    { 'L20-circle': 'block', 'L20-unused': 'block' },
    reach,
  ),
  lint(
    'T17',
    'A step of a type there is not, without its body, with the body of another, or with a duration inside its fault',
    {
      'template-type': 'block',
      'template-body': 'block',
      'template-stray': 'block',
      'template-duration': 'block',
    },
    templateBodies,
  ),
  lint('T18', 'A Task, which runs code of its own in the cluster', { 'task-code': 'warn' }, tasks),
  lint(
    'L23',
    'A status check of no address or no code, or one that never ends',
    {
      'status-check-http': 'block',
      'status-check-url': 'block',
      'L23-codes': 'block',
      'L23-endless': 'block',
    },
    statusChecks,
  ),
];

/** Found by a lint of another row, or brought about by how objects are made. */
const ALSO: readonly ListedCheck[] = [
  {
    id: 'L17',
    says: 'Selectors without a namespace: the object’s own is written in',
    checks: {},
    by: 'YAML',
  },
  {
    id: 'L18',
    says: 'Names of Schedules: ours are made of the run’s id, short and found once',
    checks: {},
    by: 'YAML',
  },
  {
    id: 'L21',
    says: 'A Schedule in a Workflow without a concurrency policy, or of a kind that Chaos Mesh forgets there',
    checks: { 'L21-no-policy': 'block', 'L21-lost-body': 'block' },
    by: 'lint',
  },
  { id: 'L22', says: 'A Workflow without annotations: ours carries its seal as one', checks: {}, by: 'YAML' },
  {
    id: 'L24',
    says: 'In which zone a cron expression is read, and its shortest interval',
    checks: { 'L24-interval': 'info' },
    by: 'lint',
  },
];

export const ORCHESTRATION_CHECKS: readonly ListedCheck[] = [
  ...LINTS.map((row): ListedCheck => ({ ...row, of: 'orchestrations' })),
  ...ALSO,
];
