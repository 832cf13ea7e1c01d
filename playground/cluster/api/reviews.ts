// Reviews are questions: may somebody do this, and who am I? They are answered and never stored.

import { fieldsAt, isFields, textAt, textsAt } from '../objects/kube-object.ts';
import type { Answer } from './answer.ts';
import { parseBody } from './body.ts';
import { type Identity, withImpliedGroups } from './identity.ts';
import type { AccessReview, Attributes } from './rbac.ts';

function attributesOf(spec: unknown): Attributes {
  const asked = fieldsAt(spec, 'resourceAttributes');
  const namespace = textAt(asked, 'namespace');
  return {
    verb: textAt(asked, 'verb'),
    group: textAt(asked, 'group'),
    resource: textAt(asked, 'resource'),
    subresource: textAt(asked, 'subresource'),
    namespace: namespace === '' ? undefined : namespace,
    name: textAt(asked, 'name'),
  };
}

export interface Reviews {
  /** Undefined when the resource is no review. */
  route(resource: string, identity: Identity, body: string): Answer | undefined;
}

const REVIEWS = ['selfsubjectaccessreviews', 'subjectaccessreviews', 'selfsubjectreviews'];

export function createReviews(review: AccessReview): Reviews {
  function access(kind: string, identity: Identity, body: unknown): Answer {
    const spec = fieldsAt(body, 'spec');
    const isMaster = identity.groups.includes('system:masters');
    const allowed = isFields(spec['resourceAttributes'])
      ? review.allows(identity, attributesOf(spec))
      : isMaster;
    const status = allowed ? { allowed } : { allowed, reason: '' };
    return { code: 201, body: { kind, apiVersion: 'authorization.k8s.io/v1', metadata: {}, spec, status } };
  }

  return {
    route(resource, identity, text) {
      if (!REVIEWS.includes(resource)) return undefined;
      const body = parseBody(text);
      if (resource === 'selfsubjectaccessreviews') return access('SelfSubjectAccessReview', identity, body);
      if (resource === 'subjectaccessreviews') {
        const spec = fieldsAt(body, 'spec');
        const about = { user: textAt(spec, 'user'), groups: textsAt(spec, 'groups') };
        return access('SubjectAccessReview', withImpliedGroups(about), body);
      }
      const userInfo = { username: identity.user, groups: identity.groups };
      const head = { kind: 'SelfSubjectReview', apiVersion: 'authentication.k8s.io/v1', metadata: {} };
      return { code: 201, body: { ...head, status: { userInfo } } };
    },
  };
}
