// What the webhooks check of a NetworkChaos, beyond its schema.

import { type Fields, fieldsAt, isFields, listAt, textAt } from '../objects/kube-object.ts';
import { durationProblems, fieldError, valueProblems } from './selector-rules.ts';

const RATE_UNITS = ['bit', 'kbit', 'mbit', 'gbit', 'tbit', 'bps', 'kbps', 'mbps', 'gbps', 'tbps'];

function directionProblems(spec: Fields): string[] {
  const direction = textAt(spec, 'direction');
  if (textAt(spec, 'action') === 'partition' || (direction !== 'from' && direction !== 'both')) return [];
  const problems: string[] = [];
  if (!isFields(spec['target'])) {
    const message = '`from` and `both` direction cannot be used when targets is empty in netem action';
    problems.push(fieldError('Spec.direction', direction, message));
  }
  if (listAt(spec, 'externalTargets').length > 0) {
    const message = 'external targets cannot be used with `from` and `both` direction in netem action yet';
    problems.push(fieldError('Spec.direction', direction, message));
  }
  return problems;
}

const FLOATS: readonly (readonly [holder: string, field: string, path: string])[] = [
  ['delay', 'correlation', 'Spec.TcParameter.Delay.Correlation'],
  ['loss', 'loss', 'Spec.TcParameter.Loss.Loss'],
  ['loss', 'correlation', 'Spec.TcParameter.Loss.Correlation'],
  ['duplicate', 'duplicate', 'Spec.TcParameter.Duplicate.Duplicate'],
  ['duplicate', 'correlation', 'Spec.TcParameter.Duplicate.Correlation'],
  ['corrupt', 'corrupt', 'Spec.TcParameter.Corrupt.Corrupt'],
  ['corrupt', 'correlation', 'Spec.TcParameter.Corrupt.Correlation'],
];

function floatProblems(spec: Fields): string[] {
  return FLOATS.flatMap(([holder, field, path]) => {
    const value = textAt(fieldsAt(spec, holder), field);
    if (value === '' || /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return [];
    const cause = `strconv.ParseFloat: parsing "${value}": invalid syntax`;
    return [fieldError(path, value, `parse correlation field error:${cause}`)];
  });
}

function rateProblems(spec: Fields, holder: string, path: string): string[] {
  const rate = textAt(fieldsAt(spec, holder), 'rate').trim().toLowerCase();
  if (rate === '') return [];
  const [, amount, unit = ''] = /^(\d+)\s*([a-z]*)$/.exec(rate) ?? [];
  if (amount === undefined) {
    return [
      fieldError(path, rate, `parse rate field error:strconv.ParseUint: parsing "${rate}": invalid syntax`),
    ];
  }
  return RATE_UNITS.includes(unit) ? [] : [fieldError(path, rate, 'parse rate field error:invalid unit')];
}

export function networkProblems(spec: Fields): string[] {
  return [
    ...directionProblems(spec),
    ...floatProblems(spec),
    ...rateProblems(spec, 'bandwidth', 'Spec.TcParameter.Bandwidth.Rate'),
    ...rateProblems(spec, 'rate', 'Spec.TcParameter.Rate.Rate'),
    ...valueProblems(spec, ['Spec.PodSelector.value']),
    ...valueProblems(fieldsAt(spec, 'target'), ['Spec.Target.value']),
    ...durationProblems(spec),
  ];
}
