// What happens to a Schedule or Workflow before it is stored: their specs may be changed, and selectors are left as they are.

import { namespacesAsked, type OrchestrationKind, WebhookPanic } from '../kinds/orchestration-kinds.ts';
import { isFields, type KubeObject, specOf } from '../objects/kube-object.ts';
import { badRequest, invalid, StatusError } from '../objects/status-error.ts';
import type { AdmissionRequest } from './admission.ts';
import { completed, typeProblems, unknownFields } from './decode.ts';
import { schemaCauses } from './schema.ts';

export function admitOrchestration(request: AdmissionRequest, row: OrchestrationKind): KubeObject {
  const { object, resource, strict } = request;
  const spec = isFields(object['spec']) ? object['spec'] : {};
  const [unknown] = strict ? unknownFields(row.spec, spec, 'spec') : [];
  if (unknown !== undefined)
    throw badRequest(
      `${row.kind} in version "${resource.version}" cannot be handled as a ${row.kind}: strict decoding error: unknown field "${unknown}"`,
    );
  const [wrong] = typeProblems(row.spec, spec, `${row.kind}.spec`);
  if (wrong !== undefined) throw denied(`m${resource.singular}.kb.io`, wrong, 400, '');
  const { apiVersion, metadata, status } = object;
  const stored = {
    ...{ apiVersion, kind: object.kind, metadata, spec: completed(row.spec, spec) },
    ...(isFields(status) && { status }),
  };
  const causes = schemaCauses(row.spec, stored.spec, 'spec');
  if (causes.length > 0) throw invalid(resource, metadata.name, causes);
  checkProblems(request, row, stored);
  checkRights(request, stored);
  return stored;
}

function denied(webhook: string, message: string, code = 403, reason = 'Forbidden'): StatusError {
  return new StatusError(code, reason, `admission webhook "${webhook}" denied the request: ${message}`);
}

function checkProblems({ resource }: AdmissionRequest, row: OrchestrationKind, object: KubeObject): void {
  const webhook = `v${resource.singular}.kb.io`;
  const problems = problemsOrPanic(row, object, webhook);
  const [only] = problems;
  if (only !== undefined) throw denied(webhook, problems.length === 1 ? only : `[${problems.join(', ')}]`);
}

function problemsOrPanic(row: OrchestrationKind, object: KubeObject, webhook: string): string[] {
  try {
    return row.problems(specOf(object));
  } catch (error) {
    if (error instanceof WebhookPanic) throw denied(webhook, `panic: ${error.message} [recovered]`, 500, '');
    throw error;
  }
}

/** The webhook asks for the kind in the singular. */
function checkRights({ resource, user, may }: AdmissionRequest, object: KubeObject): void {
  for (const namespace of namespacesAsked(specOf(object))) {
    const where = namespace === undefined ? 'cluster' : `namespace ${namespace}`;
    if (!may(resource.singular, namespace)) throw denied('vauth.kb.io', `${user} is forbidden on ${where}`);
  }
}
