// Workflows as the cases make them, and the story that their nodes tell.
import type { Json } from './client.ts';
import { chaos, web } from './manifests.ts';
import type { Life } from './object-life.ts';
import type { Scene } from './scene.ts';
import { isTrue, wordsOf } from './seen.ts';
import type { Watching } from './watching.ts';

export const podChaos = { action: 'pod-failure', mode: 'one', selector: web };
export const suspend = (name: string, deadline = '1s'): Json => ({ name, templateType: 'Suspend', deadline });
export const fail = (name: string, deadline?: string): Json => ({
  name,
  templateType: 'PodChaos',
  podChaos,
  ...(deadline && { deadline }),
});
export const group = (templateType: 'Serial' | 'Parallel', name: string, ...children: string[]): Json => ({
  name,
  templateType,
  children,
});

export function workflow(name: string, templates: readonly Json[], metadata: Json = {}): Json {
  return chaos('Workflow', name, { entry: templates[0].name, templates }, metadata);
}

export interface Running {
  readonly one: Life;
  readonly nodes: Watching;
  readonly runs: Watching;
}

export async function begin(scene: Scene, object: Json): Promise<Running> {
  await scene.deploy('web', 1);
  const nodes = await scene.follow('WorkflowNode');
  const runs = await scene.follow('PodChaos');
  return { one: await scene.start(object), nodes, runs };
}

export const isOver = (object: Json): boolean => isTrue(object, 'Accomplished');
export const isFinished = (node: Json): boolean =>
  ['Accomplished', 'DeadlineExceed', 'Aborted'].some((type) => isTrue(node, type));

/** `begins one`, `ends one`: in the order in which the watch told it. */
export function storyOf(nodes: Watching): string[] {
  const story = nodes.events().flatMap(({ object }) => {
    const { templateName } = object.spec;
    return [`begins ${templateName}`, ...(isFinished(object) ? [`ends ${templateName}`] : [])];
  });
  return [...new Set(story)];
}

/** Conditions that are True, each with its reason. */
export function reasonsOf(node: Json): string {
  const conditions: Json[] = node.status?.conditions ?? [];
  const holding = conditions.filter(({ status }) => status === 'True');
  return wordsOf(holding.map(({ type, reason }) => (reason ? `${type}/${reason}` : type)));
}

export function untilNode(
  nodes: Watching,
  template: string,
  wanted: (node: Json) => boolean,
  what: string,
): Promise<{ object: Json }> {
  return nodes.until(
    ({ object }) => object.spec.templateName === template && wanted(object),
    `${template} ${what}`,
  );
}
