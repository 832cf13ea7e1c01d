// Block Kit's composition objects: texts, options, confirmation dialogs, image sources.

import { LIMITS } from './limits.ts';
import { anything, byType, exactlyOneOf, flag, list, oneOf, type Rule, shape, string } from './rule.ts';

const type = anything;

export function plainText(max: number): Rule {
  const plain = shape({ type, text: string(max) }, { emoji: flag });
  return byType(() => ({ plain_text: plain }));
}

export function mrkdwn(max: number): Rule {
  const marked = shape({ type, text: string(max) }, { verbatim: flag });
  return byType(() => ({ mrkdwn: marked }));
}

export function anyText(max: number): Rule {
  const plain = plainText(max);
  const marked = mrkdwn(max);
  return byType(() => ({ plain_text: plain, mrkdwn: marked }));
}

function option(text: Rule): Rule {
  return shape(
    { text, value: string(LIMITS.optionValue) },
    { description: anyText(LIMITS.optionDescription), url: string(LIMITS.url) },
  );
}

export const plainOption = option(plainText(LIMITS.optionText));
export const markedOption = option(anyText(LIMITS.optionText));

export const optionGroup = shape({
  label: plainText(LIMITS.optionText),
  options: list(plainOption, LIMITS.options),
});

export const confirmDialog = shape(
  { text: anyText(LIMITS.confirmText) },
  {
    title: plainText(LIMITS.confirmTitle),
    confirm: plainText(LIMITS.confirmButton),
    deny: plainText(LIMITS.confirmButton),
    style: oneOf('primary', 'danger'),
  },
);

const slackFile = shape({}, { id: string(LIMITS.id), url: string(LIMITS.url) }, exactlyOneOf('id', 'url'));

export const imageSource = { image_url: string(LIMITS.imageUrl), slack_file: slackFile };
export const imageSourceGiven = exactlyOneOf('image_url', 'slack_file');
