// From the words on the command line to what the process is to do.

import { parseArgs } from 'node:util';

export type Arguments =
  | { readonly mode: 'serve'; readonly config?: string; readonly testClock: boolean }
  | {
      readonly mode: 'doctor';
      readonly config?: string;
      readonly json: boolean;
      /** E-mail of somebody in the identity map, as whom a create is tried. */
      readonly as?: string;
    }
  | { readonly mode: 'halt'; readonly config?: string; readonly scope: string; readonly because: string }
  | CheckArguments
  | InjectArguments
  | { readonly mode: 'help' }
  | { readonly mode: 'wrong'; readonly sentence: string };

export interface CheckArguments {
  readonly mode: 'check';
  readonly files: readonly string[];
  readonly config?: string;
  /** A cluster of the configuration, or a context of the kubeconfig. */
  readonly cluster?: string;
  /** For documents that name none. */
  readonly namespace: string;
  /** E-mail of the person as whom it is tried. */
  readonly as?: string;
  readonly json: boolean;
}

export interface InjectArguments {
  readonly mode: 'inject';
  readonly line: string;
  readonly config?: string;
  readonly cluster?: string;
  readonly namespace: string;
}

export const USAGE = `faultline serve  [--config FILE]
    Runs the bot.
faultline doctor [--config FILE] [--json] [--as EMAIL]
    Says what is weak or broken in this set-up, with cures. Ends with 1 when something is broken.
faultline halt   [all|CLUSTER|NAMESPACE|CLUSTER/NAMESPACE] [--because REASON …] [--config FILE]
    Allows no new starts and ends what runs; needs the clusters alone. Released in Slack, by two people.
faultline check  FILE… [--cluster CONTEXT] [--as EMAIL] [--namespace NAMESPACE] [--json] [--config CONFIG]
    Says what speaks against the experiments in YAML files (- is standard input): the catalogue and the checks of
    docs/checks.md, and with a cluster the pods it would hit, the policy of CONFIG and a dry run as EMAIL.
    Ends with 0 when all are clean, 1 when something blocks, 2 when the input is of no use.
faultline inject 'LINE' --yaml [--cluster CONTEXT] [--namespace NAMESPACE] [--config CONFIG]
    Prints the object that a line after /chaos means; nothing is created.

FILE of serve, doctor and halt is faultline.yaml, or what FAULTLINE_CONFIG names. CONFIG is read only
where --config or FAULTLINE_CONFIG names one.`;

const OPTIONS = {
  config: { type: 'string' },
  'test-clock': { type: 'boolean' },
  json: { type: 'boolean' },
  as: { type: 'string' },
  because: { type: 'string' },
  cluster: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  yaml: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Parsed = ReturnType<typeof read>;

/** Options that each mode understands; the others would be passed over in silence. */
const OF_MODE: Readonly<Record<string, readonly string[]>> = {
  serve: ['config', 'test-clock'],
  doctor: ['config', 'json', 'as'],
  halt: ['config', 'because'],
  check: ['config', 'cluster', 'namespace', 'as', 'json'],
  inject: ['config', 'cluster', 'namespace', 'yaml'],
};

export function parseArguments(argv: readonly string[]): Arguments {
  try {
    const parsed = read(argv);
    const [mode = ''] = parsed.positionals;
    if (parsed.values.help === true || mode === '' || mode === 'help') return { mode: 'help' };
    return strange(mode, parsed) ?? argumentsOf(mode, parsed);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    // Node adds how to pass dashes on, which nobody asked.
    return wrong(`${words.split('. To specify')[0]}.`);
  }
}

function read(argv: readonly string[]) {
  return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, tokens: true });
}

function strange(mode: string, { values }: Parsed): Arguments | undefined {
  const known = OF_MODE[mode];
  if (known === undefined) return wrong(`There is no “${mode}”.`);
  const odd = Object.keys(values).find((name) => !known.includes(name));
  return odd === undefined ? undefined : wrong(`${mode} does not understand --${odd}.`);
}

function argumentsOf(mode: string, parsed: Parsed): Arguments {
  const { values, positionals } = parsed;
  const config = values.config === undefined ? {} : { config: values.config };
  if (mode === 'halt') return haltOf(parsed, config);
  if (mode === 'check') return checkOf(parsed, config);
  if (mode === 'inject') return injectOf(parsed, config);
  if (positionals.length > 1)
    return wrong(`${mode} does not understand “${positionals.slice(1).join(' ')}”.`);
  if (mode === 'serve') return { mode, ...config, testClock: values['test-clock'] === true };
  return { mode: 'doctor', ...config, json: values.json === true, ...(values.as ? { as: values.as } : {}) };
}

type Config = { readonly config?: string };

function placeOf({ values }: Parsed) {
  return { ...(values.cluster ? { cluster: values.cluster } : {}), namespace: values.namespace ?? 'default' };
}

function checkOf(parsed: Parsed, config: Config): Arguments {
  const [, ...files] = parsed.positionals;
  if (files.length === 0) return wrong('check needs a file.');
  const { as, json = false } = parsed.values;
  return { mode: 'check', files, ...config, ...placeOf(parsed), ...(as ? { as } : {}), json };
}

function injectOf(parsed: Parsed, config: Config): Arguments {
  const line = parsed.positionals.slice(1).join(' ');
  if (line === '') return wrong("inject needs a line, in quotes: inject 'kill web' --yaml.");
  if (parsed.values.yaml !== true)
    return wrong('inject only prints the object here: add --yaml. What is injected is asked for in Slack.');
  return { mode: 'inject', line, ...config, ...placeOf(parsed) };
}

/** `because` takes the rest, with dashes or without, as it does in Slack: nobody looks for quotes in an emergency. */
function haltOf({ tokens, values }: Parsed, config: Config): Arguments {
  const words = tokens.filter((token) => token.kind === 'positional').slice(1);
  const turn = tokens.find(isBecause)?.index ?? Number.POSITIVE_INFINITY;
  const scopes = words.filter(({ index }) => index < turn).map(({ value }) => value);
  if (scopes.length > 1) return wrong(`halt takes one scope, not “${scopes.join(' ')}”.`);
  const reason = words.filter(({ index }) => index > turn).map(({ value }) => value);
  const because = [values.because ?? '', ...reason].filter(Boolean).join(' ');
  return { mode: 'halt', ...config, scope: scopes[0] ?? 'all', because };
}

function isBecause(token: Parsed['tokens'][number]): boolean {
  if (token.kind === 'option') return token.name === 'because';
  return token.kind === 'positional' && token.value === 'because';
}

function wrong(sentence: string): Arguments {
  return { mode: 'wrong', sentence };
}
