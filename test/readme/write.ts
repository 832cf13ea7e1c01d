// `npm run docs`: writes the generated tables into the README, docs/checks.md, docs/faults.md, docs/metrics.md, docs/signals.md and
// docs/fidelity.md.

import { readFileSync, writeFileSync } from 'node:fs';
import { fidelityText } from '../conformance/fidelity.ts';
import { checksDocument } from './checks.ts';
import { faultsDocument } from './faults.ts';
import { withTables } from './generated.ts';
import { metricsDocument } from './metrics.ts';

const path = new URL('../../README.md', import.meta.url);
const docs = new URL('../../docs/', import.meta.url);
const signals = new URL('signals.md', docs);
for (const file of [path, signals]) writeFileSync(file, withTables(readFileSync(file, 'utf8')));
writeFileSync(new URL('checks.md', docs), checksDocument());
writeFileSync(new URL('faults.md', docs), faultsDocument());
writeFileSync(new URL('metrics.md', docs), metricsDocument());
writeFileSync(new URL('fidelity.md', docs), fidelityText());
