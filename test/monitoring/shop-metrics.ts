// What a small shop shows at /metrics: 100 requests a second of which one in ten fails and most take under 100 ms.

import type { RequestListener } from 'node:http';

/** Names that would be PromQL or a pattern of their own if they could. */
export const odd: readonly string[] = [
  'web.v2',
  'a|b',
  '.*',
  '") or vector(1) #',
  "it's",
  'back\\slash\\',
  'line\nbreak',
  '{{pods}}',
  '(?i)x[0-9]{2}$',
  'ünïcode 😀',
];

const POD = 'namespace="shop",pod="web-5d78c9869d-x7k2p"';

export function shopMetrics(): RequestListener {
  const startedMs = performance.now();
  return (_, response) => {
    const requests = Math.round((performance.now() - startedMs) / 10);
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' });
    response.end(`${[...traffic(requests), ...states(), ...oddities()].join('\n')}\n`);
  };
}

function traffic(requests: number): readonly string[] {
  const failed = Math.round(requests / 10);
  const bucket = (le: string, share: number) =>
    `http_request_duration_seconds_bucket{${POD},le="${le}"} ${Math.round(requests * share)}`;
  return [
    `http_requests_total{${POD},code="200"} ${requests - failed}`,
    `http_requests_total{${POD},code="503"} ${failed}`,
    ...[bucket('0.1', 0.9), bucket('0.25', 1), bucket('+Inf', 1)],
    `grpc_server_handled_total{${POD},grpc_code="OK"} ${requests}`,
  ];
}

function states(): readonly string[] {
  return [
    'kube_deployment_status_replicas_ready{namespace="shop",deployment="web"} 3',
    'kube_deployment_status_replicas_ready{namespace="shop",deployment="api"} 2',
    'kube_deployment_status_replicas_ready{namespace="shop",deployment="other"} 7',
    `container_memory_working_set_bytes{${POD},container="web"} 200`,
    `container_memory_working_set_bytes{${POD},container="sidecar"} 100`,
    `container_memory_working_set_bytes{${POD},container=""} 999`,
    `jvm_memory_used_bytes{${POD},area="heap",id="old"} 600`,
    `jvm_memory_max_bytes{${POD},area="heap",id="old"} 800`,
    `jvm_memory_max_bytes{${POD},area="heap",id="eden"} -1`,
    `redis_up{${POD}} 1`,
    'steady 42',
  ];
}

function oddities(): readonly string[] {
  const quoted = (name: string) =>
    name.replace(/[\\"\n]/gu, (character) => (character === '\n' ? '\\n' : `\\${character}`));
  return odd.map((name) => `odd{name="${quoted(name)}"} 1`);
}
