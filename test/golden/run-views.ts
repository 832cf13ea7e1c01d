// The views of runs as tests draw them.

import { createRunViews } from '../../src/views/run/run-views.ts';
import { viewDeps } from './view-deps.ts';

export const runViews = createRunViews(viewDeps);
