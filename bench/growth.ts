/**
 * How the time of the rules grows with the number of objects, over shapes that were quadratic once: many things that
 * each select many others. All is measured in one process, since nothing here depends on loading; each size is measured
 * several times, and the least counts.
 */
import { exponent, type Point } from './statistics';
import { table } from './table';
import type { Manifest } from '../src/kubernetes/manifest';
import { findings } from '../src/rules/catalogue/findings';

/** The exponent that no shape may exceed. */
const ALLOWED = 1.15;
const RUNS = 3;

type Shape = (objects: number) => Manifest[];

const range = <T>(count: number, make: (i: number) => T): T[] => (
  Array.from({ length: Math.floor(count) }, (_, i) => make(i)));

function deployment(i: number, labels: Record<string, string>, namespace: string = 'vision'): Manifest {
  const containers = [{
    name: 'server',
    image: 'registry.example.com/server:1',
    ports: [{ name: 'http', containerPort: 8080 }],
    readinessProbe: { tcpSocket: { port: 8080 } },
    resources: { requests: { cpu: '1' } },
  }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: `d${i}`, namespace },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}

function object(apiVersion: string, kind: string, i: number, spec: object, namespace: string = 'vision'): Manifest {
  return { apiVersion, kind, metadata: { name: `${kind.toLowerCase()}${i}`, namespace, labels: { id: `${i}` } }, spec };
}

function service(i: number, selector: Record<string, string>): Manifest {
  return object('v1', 'Service', i, { selector, ports: [{ name: 'http', port: 80, targetPort: 'http' }] });
}

function autoscaler(i: number, name: string): Manifest {
  const spec = { scaleTargetRef: { kind: 'Deployment', name }, maxReplicas: 4 };
  return object('autoscaling/v2', 'HorizontalPodAutoscaler', i, spec);
}

function adapterRule(i: number): string {
  return [
    `- seriesQuery: 's${i}'`,
    '  resources: {overrides: {pod: {resource: pod}}}',
    '  name: {as: same}',
    `  metricsQuery: sum(rate(s${i}[2m])) by (<<.GroupBy>>)`,
    '',
  ].join('\n');
}

/** Each shape at a number of objects: half of them select, half are selected. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'autoscaled services': (n) => range(n / 3, (i) => [
    deployment(i, { app: `a${i}` }),
    service(i, { app: `a${i}` }),
    autoscaler(i, `d${i}`),
  ]).flat(),
  'monitors of all namespaces': (n) => [
    ...range(n / 2, (i) => deployment(i, { app: 'all', id: `${i}` }, `ns${i % 500}`)),
    ...range(n / 2, (i) => object('monitoring.coreos.com/v1', 'PodMonitor', i, {
      namespaceSelector: { any: true },
      selector: { matchLabels: { app: 'all' } },
      podMetricsEndpoints: [{ port: 'http', interval: '15s' }],
    })),
  ],
  'selectors of expressions alone': (n) => [
    ...range(n / 2, (i) => deployment(i, { id: `${i}` })),
    ...range(n / 2, (i) => object('policy/v1', 'PodDisruptionBudget', i, {
      maxUnavailable: 1, selector: { matchExpressions: [{ key: 'id', operator: 'NotIn', values: [`${i}`] }] },
    })),
  ],
  'many pods under one label': (n) => [
    ...range(n / 2, (i) => deployment(i, { app: 'all' })),
    ...range(n / 2, (i) => service(i, { app: 'all' })),
  ],
  'rules of one name': (n) => range(n / 100, (i): Manifest => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `adapter${i}`, namespace: 'monitoring' },
    data: { 'config.yaml': `rules:\n${range(100, (k) => adapterRule(100 * i + k)).join('')}` },
  })),
  'rules of one name in one adapter': (n) => [{
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'adapter', namespace: 'monitoring' },
    data: { 'config.yaml': `rules:\n${range(n, adapterRule).join('')}` },
  }],
  'budgets with an empty selector': (n) => [
    ...range(n / 2, (i) => deployment(i, { app: `a${i}` })),
    ...range(n / 2, (i) => object('policy/v1', 'PodDisruptionBudget', i, { maxUnavailable: 1, selector: {} })),
  ],
  'copies of one object': (n) => range(n, () => deployment(0, { app: 'all' })),
  'autoscalers of one target': (n) => [
    deployment(0, { app: 'a' }),
    ...range(n - 1, (i) => autoscaler(i, 'd0')),
  ],
};

function seconds(objects: readonly Manifest[]): number {
  const times = range(RUNS, () => {
    const started = performance.now();
    findings(objects);
    return performance.now() - started;
  });
  return Math.min(...times) / 1000;
}

/** A query of an adapter that regular expressions could look at again and again. */
function hostile(text: string): Manifest[] {
  const config = `rules:\n- seriesQuery: 'a'\n  metricsQuery: sum(${text}\n`;
  const metadata = { name: 'adapter', namespace: 'monitoring' };
  return [{ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': config } }];
}

/** Below this a time says more of the machine than of the rules. */
const LEAST_SECONDS = 0.02;

/** The exponent from the first size that takes long enough to the last; undefined where there is none. */
function exponentOf(points: readonly Point[]): number | undefined {
  const first = points.find(({ value }) => value >= LEAST_SECONDS);
  return first && exponent(first, points[points.length - 1]);
}

/** Measures every shape at each number of objects, which ascend, and says how it grew. */
export function growth(sizes: readonly number[]): string {
  const verdicts: string[] = [];
  const rows = Object.entries(SHAPES).map(([name, shape]) => {
    const points = sizes.map((size): Point => ({ size, value: seconds(shape(size)) }));
    const grown = exponentOf(points);
    if (grown !== undefined && grown > ALLOWED) {
      verdicts.push(`${name}: ${grown.toFixed(2)}, at most ${ALLOWED}: MISSED`);
    }
    return [name, ...points.map(({ value }) => value.toFixed(3)), grown?.toFixed(2) ?? 'too fast'];
  });
  const head = ['shape', ...sizes.map((size) => `${size.toLocaleString('en')}, s`), 'growth'];
  if (verdicts.length === 0) verdicts.push(`every exponent is at most ${ALLOWED}: met`);
  const texts = [' ', '('].map((c) => `${(1000 * seconds(hostile(c.repeat(100_000)))).toFixed(0)} ms`);
  return [
    'The rules over many objects; growth is measured from the first size that takes 20 ms',
    '',
    table([head, ...rows]),
    '',
    ...verdicts,
    `100,000 spaces in a query of an adapter: ${texts[0]}; 100,000 brackets: ${texts[1]}`,
  ].join('\n');
}
