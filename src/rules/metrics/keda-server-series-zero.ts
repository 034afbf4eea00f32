import { matchersOf } from './adapter/label-matchers';
import { OwnPods } from './adapter/own-pods';
import { hasValueWithoutSeries, seriesOf } from './adapter/series-in-query';
import type { Workload } from '../../kubernetes/inventory';
import { isResource } from '../../kubernetes/keda/triggers';
import { SERVER_METRICS } from '../../servers/server-metrics';
import type { WrittenTrigger } from '../keda-triggers';
import { title, type Rule } from '../rule';

/** What the images of servers are called, by the row of the server. */
const IMAGES: ReadonlyMap<string, RegExp> = new Map([
  ['tensorflow-serving', /tensorflow|tf-serving/],
  ['triton', /triton/],
  ['openvino-model-server', /model_server|ovms|openvino/],
  ['vllm', /vllm/],
  ['torchserve', /torchserve/],
  ['llama-cpp', /llama/],
]);
/** Parts of a histogram, which have the name of the series with an ending. */
const PART = /_(?:bucket|sum|count)$/;

/** What the examples scale by. */
const example = (minReplicas: number): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: chat, namespace: llm }
spec:
  selector: { matchLabels: { app: chat } }
  template:
    metadata: { labels: { app: chat } }
    spec:
      containers:
        - name: vllm
          image: vllm/vllm-openai:v0.11.0
          ports: [{ name: http, containerPort: 8000 }]
          readinessProbe: { httpGet: { path: /health, port: http } }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: chat, namespace: llm }
spec:
  scaleTargetRef: { name: chat }
  minReplicaCount: ${minReplicas}
  maxReplicaCount: 4
  triggers:
    - type: prometheus
      metadata:
        serverAddress: http://prometheus:9090
        query: 'sum(vllm:num_requests_waiting{namespace="llm"})'
        threshold: '5'
`;

export const kedaServerSeriesZero: Rule = {
  id: 'keda-server-series-zero',
  title: 'A ScaledObject that follows the series of its own server should keep one replica',
  severity: 'warning',
  description: [
    'Fires when a ScaledObject may be at zero, and all of its triggers, besides `cpu` and `memory`, query series that',
    'the model server of its own target exposes: vLLM, Triton, TensorFlow Serving, OpenVINO Model Server, TorchServe',
    'or llama.cpp, by the name of the image. It is silent where another workload among the objects runs such an image,',
    'and on queries with labels other than `namespace`, `model_name` and `model`, which may select other pods.',
    '',
    'Without a pod there are no such series, so nothing scales up from zero. Where the query selects the pods of the',
    'target by their names, that is certain: [keda-own-pods-only-zero](keda-own-pods-only-zero.md).',
  ].join('\n'),
  fix: [
    'Keep one replica, or add a trigger that has a value without a pod: a queue, the requests at a gateway, a clock.',
    '',
    'Acknowledge it when another workload of the cluster exposes the same series.',
  ].join('\n'),
  source: 'https://keda.sh/docs/latest/concepts/scaling-deployments/',
  failing: example(0),
  repaired: example(1),
  check: (inventory, report) => {
    const ownPods = new OwnPods(inventory);
    let servers: Map<string, number> | undefined;
    for (const { object, target } of inventory.autoscalers) {
      if (object.kind !== 'ScaledObject' || !target) continue;
      const { minReplicaCount = 0, idleReplicaCount, triggers = [] } = object.spec ?? {};
      if (minReplicaCount > 0 && idleReplicaCount !== 0) continue;
      const waking: readonly WrittenTrigger[] = triggers.filter(({ type }: WrittenTrigger) => !isResource(type));
      const server = serverOf(target);
      if (server === undefined || waking.length === 0) continue;
      const queries = waking.map(({ type, metadata }) => (type === 'prometheus' ? metadata?.query : undefined));
      if (!queries.every((query) => typeof query === 'string' && isOfServer(query, server, target.namespace))) continue;
      if (queries.every((query) => ownPods.isOwn(String(query), target))) continue;
      servers ??= countServers(inventory.workloads);
      if ((servers.get(server) ?? 0) > 1) continue;
      const field = idleReplicaCount === 0 ? 'idleReplicaCount' : 'minReplicaCount';
      report(object, {
        field: `spec.${field}`,
        value: 0,
        rule: `needs a trigger for something besides the series of ${title(target.object)}`,
        why: 'without a pod these series do not exist, so nothing scales up from zero',
        fix: 'keep one replica, or add a trigger for a queue or for requests at a gateway',
      });
    }
  },
};

/** The row of the server that a workload runs, by its images. */
function serverOf({ containers }: Workload): string | undefined {
  for (const [server, image] of IMAGES) {
    if (containers.some((container) => image.test(container.image ?? ''))) return server;
  }
  return undefined;
}

function countServers(workloads: readonly Workload[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const workload of workloads) {
    const server = serverOf(workload);
    if (server !== undefined) counts.set(server, (counts.get(server) ?? 0) + 1);
  }
  return counts;
}

/** Whether a query reads only series of a server, in its namespace. */
function isOfServer(query: string, server: string, namespace: string): boolean {
  const shown = new Map(Object.entries(SERVER_METRICS[server]?.series ?? {}));
  const series = seriesOf(query);
  const isShown = (name: string) => shown.has(name) || shown.has(name.replace(PART, ''));
  if (series.length === 0 || !series.every(isShown) || hasValueWithoutSeries(query)) return false;
  return (matchersOf(query) ?? [[{ label: '', operator: '', value: '' }]]).every((list) => list.every((matcher) => {
    const { label, operator, value } = matcher;
    if (label === 'model' || label === 'model_name') return true;
    return label === 'namespace' && operator === '=' && value === namespace;
  }));
}
