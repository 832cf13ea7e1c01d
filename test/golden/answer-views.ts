// The views of answers as tests draw them.

import { createAnswerViews } from '../../src/views/answers/answer-view.ts';
import { viewDeps } from './view-deps.ts';

export const answerViews = createAnswerViews(viewDeps);
