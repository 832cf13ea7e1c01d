// Templates as they stand in a folder: looked at whenever somebody asks, read again only when a file has changed.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTemplateText } from './check-template.ts';
import { readTemplate } from './read-template.ts';
import type { Template, TemplateFault } from './template.ts';

export interface FoundTemplates {
  /** By name. */
  readonly templates: readonly Template[];
  readonly faults: readonly TemplateFault[];
}

export interface TemplateFolder {
  readonly folder: string;
  /** Rejects when the folder cannot be read. */
  read(): Promise<FoundTemplates>;
}

/** A folder of templates is neither deep nor large: what is more was meant for something else. */
const DEEPEST = 4;
const MOST_FILES = 300;

export function createTemplateFolder(folder: string): TemplateFolder {
  const known = new Map<string, Known>();

  async function one(file: string): Promise<Known> {
    // Looked at before it is read: what changes in between is seen as changed the next time.
    const stamp = await stampOf(join(folder, file));
    const before = known.get(file);
    if (before?.stamp === stamp) return before;
    const now = { stamp, ...(await readOne(folder, file)) };
    known.set(file, now);
    return now;
  }

  return {
    folder,
    async read() {
      const files = await yamlIn(folder, '', 0);
      // One after the other: the checks of many at once would hold everybody else up.
      const all: Known[] = [];
      for (const file of files.slice(0, MOST_FILES)) all.push(await one(file));
      for (const file of known.keys()) if (!files.includes(file)) known.delete(file);
      return together(all);
    },
  };
}

type OneFile =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly fault: TemplateFault };
type Known = OneFile & { readonly stamp: string };

/** Through links, as ConfigMaps are mounted: a swapped link is another file. */
async function stampOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined
    ? ''
    : [found.ino, found.dev, found.size, found.mtimeNs, found.ctimeNs].join(' ');
}

async function readOne(folder: string, file: string): Promise<OneFile> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (text instanceof Error) {
    const sentence = `It cannot be read (${text.code ?? text.message}).`;
    return { ok: false, fault: { file, line: 1, sentence } };
  }
  const read = readTemplate(file, text);
  const checked = checkTemplateText(file, text, { namespace: 'default' });
  const blocks = checked.findings.filter(({ severity }) => severity === 'block');
  const [first, ...more] = blocks;
  if (read.ok && first === undefined) return { ok: true, template: read.template };
  const { name } = checked;
  const { line = 1, sentence = 'It is no template.', cure } = first ?? {};
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  const fault = { file, line, sentence: `${sentence}${rest}`, ...(cure === undefined ? {} : { cure }) };
  return { ok: false, fault: { ...fault, ...(name === undefined ? {} : { name }) } };
}

/** Of two of one name the first is meant, and the other one told of: which it is must not depend on luck. */
function together(all: readonly OneFile[]): FoundTemplates {
  const templates: Template[] = [];
  const faults: TemplateFault[] = [];
  for (const one of all) {
    const twin = one.ok ? templates.find(({ name }) => name === one.template.name) : undefined;
    if (!one.ok) faults.push(one.fault);
    else if (twin === undefined) templates.push(one.template);
    else faults.push(sameName(one.template, twin));
  }
  return { templates: templates.toSorted((a, b) => (a.name < b.name ? -1 : 1)), faults };
}

function sameName({ file, name }: Template, twin: Template): TemplateFault {
  const sentence = `The name ${name} is taken by ${twin.file}, so this one is left out.`;
  return { file, line: 1, sentence, cure: 'Give one of them another name.' };
}

/** Paths below the folder, sorted; what begins with a dot is Git's, or the mount's own. */
async function yamlIn(folder: string, below: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const seen = entries
    .filter(({ name }) => !name.startsWith('.'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const found = await Promise.all(
    seen.map(async (entry) => {
      const path = join(below, entry.name);
      if (!entry.isDirectory()) return isTemplateFile(entry.name) ? [path] : [];
      return depth < DEEPEST ? yamlIn(folder, path, depth + 1) : [];
    }),
  );
  return found.flat();
}

/** kustomize keeps its own list beside the files that it mounts. */
function isTemplateFile(name: string): boolean {
  return /\.ya?ml$/u.test(name) && !/^kustomization\.ya?ml$/u.test(name);
}
