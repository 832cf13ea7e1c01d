// A template: an experiment with places left open, and the head that says who keeps it and what may stand in them.

export const PARAMETER_TYPES = [
  'text',
  'number',
  'duration',
  'percent',
  'size',
  'workload',
  'namespace',
  'choice',
] as const;

export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface TemplateParameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly help: string;
  /** As a person would type it; absent: it has to be said. */
  readonly default?: string;
  /** Stands for what has to be said, in lines that show how and when the template is checked. */
  readonly example?: string;
  /** Least and most, as typed. */
  readonly from?: string;
  readonly to?: string;
  readonly choices?: readonly string[];
}

export interface TemplateHead {
  /** What people type, `slow-dependency`. */
  readonly name: string;
  readonly title: string;
  readonly help: string;
  /** E-mail addresses or groups. */
  readonly owners: readonly string[];
  /** Whoever uses it says what they expect to see. */
  readonly hypothesis: boolean;
  /** The only cluster it is meant for. */
  readonly cluster?: string;
  readonly parameters: readonly TemplateParameter[];
}

export interface Template extends TemplateHead {
  /** Path below the folder. */
  readonly file: string;
  readonly text: string;
  /** sha-256 of the text, hex. */
  readonly hash: string;
  /** Where it is written out, and so nobody can choose another. */
  readonly namespace?: string;
}

/** What stands in a template's place: as a whole value, and within other text. */
export interface TemplateValue {
  readonly whole: unknown;
  readonly text: string;
}

export type TemplateValues = ReadonlyMap<string, TemplateValue>;

/** What keeps a file from being a template. */
export interface TemplateFault {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
  readonly cure?: string;
  /** As far as the file says it. */
  readonly name?: string;
}
