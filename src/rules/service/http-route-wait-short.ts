import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import { httpRoutes, type HttpRoute } from '../http-routes';
import { title, type Rule } from '../rule';

/** The defaults of Kubernetes for `periodSeconds` and `failureThreshold`. */
const PERIOD = 10;
const FAILURES = 3;

/** A limit of a route for the wait of its first request. */
interface Limit {
  readonly field: string;
  readonly written: unknown;
  readonly seconds: number;
}

export const httpRouteWaitShort: Rule = {
  id: 'http-route-wait-short',
  title: 'The first request should be held until the model is loaded',
  severity: 'warning',
  description: [
    'Fires when the pods behind a route of KEDA\'s HTTP add-on may be at zero, and the interceptor holds a request for',
    'less time than the startup probe of a pod allows it to start: `timeouts.readiness` or `timeouts.request` of an',
    '`InterceptorRoute`, `timeouts.conditionWait` or `coldStartTimeoutFailoverRef.timeoutSeconds` of an',
    '`HTTPScaledObject`. The request that starts the first pod then fails with 504, and so do all others until the',
    'model is loaded. Pulling the image and waiting for a node take time besides.',
    '',
    'It is silent where the route has something else to answer with while there is no pod (`coldStart`), where its',
    'limit is `0s` (none), and where it sets none: the limits of the interceptor for all routes are in no manifest.',
    'By default it has none since version 0.14; before, it held a request for 20 seconds.',
  ].join('\n'),
  fix: [
    'Set both limits to `0s`, so that a request waits as long as its client does, or to more than the start takes. A',
    'gateway in front must wait as long.',
    '',
    'Acknowledge it when clients try again until the model is loaded.',
  ].join('\n'),
  source: 'https://keda.sh/http-add-on/latest/user-guide/configure-timeouts/',
  failing: example('30s'),
  repaired: example('0s'),
  check: (inventory, report) => {
    for (const route of httpRoutes(inventory)) {
      const found = startOf(inventory, route);
      if (!found) continue;
      const short = limitsOf(route.object).find(({ seconds }) => seconds > 0 && seconds < found.seconds);
      if (!short) continue;
      report(route.object, {
        field: short.field,
        value: short.written,
        rule: `should be 0s, or at least the ${found.seconds} s in which ${title(found.workload.object)} may start`,
        why: 'the request that starts the first pod fails with 504 before the model is loaded',
        fix: 'set 0s, so that a request waits as long as its client does, or a longer time',
      });
    }
  },
};

/** The workload behind a route that may be at zero, and how long its pods may start. */
function startOf(inventory: Inventory, { namespace, service, object }: HttpRoute) {
  if (object.spec?.coldStart !== undefined) return undefined;
  const found = service === undefined ? undefined : inventory.find('Service', namespace, service);
  const [workload, ...others] = found ? inventory.behind(found) : [];
  if (!workload || others.length > 0 || !isAtZero(inventory, workload, object)) return undefined;
  const seconds = Math.max(0, ...workload.containers.map(({ startupProbe }) => {
    if (!startupProbe) return 0;
    const { initialDelaySeconds = 0, periodSeconds = PERIOD, failureThreshold = FAILURES } = startupProbe;
    return initialDelaySeconds + periodSeconds * failureThreshold;
  }));
  return seconds > 0 ? { workload, seconds } : undefined;
}

/** An HTTPScaledObject makes its autoscaler itself; its minimum is 0 unless it says otherwise. */
function isAtZero(inventory: Inventory, workload: Workload, route: Manifest): boolean {
  if (route.kind === 'HTTPScaledObject') return !(route.spec?.replicas?.min > 0);
  return inventory.scaling(workload).some(({ object, minReplicas }) => (
    object.kind === 'ScaledObject' && (minReplicas === 0 || object.spec?.idleReplicaCount === 0)));
}

function limitsOf({ kind, spec }: Manifest): Limit[] {
  const { timeouts, coldStartTimeoutFailoverRef: failover } = spec ?? {};
  const limit = (field: string, written: unknown): Limit => (
    { field, written, seconds: typeof written === 'number' ? written : secondsOf(written) });
  if (kind === 'HTTPScaledObject') {
    return failover ? [] : [limit('spec.timeouts.conditionWait', timeouts?.conditionWait)];
  }
  return [
    limit('spec.timeouts.readiness', timeouts?.readiness), limit('spec.timeouts.request', timeouts?.request),
  ];
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** A time span in the notation of Go, such as `1m30s`; 0 where it is none. */
function secondsOf(span: unknown): number {
  if (typeof span !== 'string' || !/^(\d+(\.\d+)?(h|ms|m|s))+$/.test(span)) return 0;
  const parts = [...span.matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * UNITS[unit], 0);
}

function example(readiness: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: chat }
spec:
  selector: { matchLabels: { app: chat } }
  template:
    metadata: { labels: { app: chat } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          ports: [{ containerPort: 8000 }]
          startupProbe: { httpGet: { path: /health, port: 8000 }, failureThreshold: 30 }
          readinessProbe: { httpGet: { path: /health, port: 8000 } }
---
apiVersion: v1
kind: Service
metadata: { name: chat }
spec:
  selector: { app: chat }
  ports: [{ port: 8000 }]
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: chat }
spec:
  target: { service: chat, port: 8000 }
  rules: [{ hosts: [chat.example.com] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
  timeouts: { readiness: ${readiness} }
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: chat }
spec:
  scaleTargetRef: { name: chat }
  minReplicaCount: 0
  maxReplicaCount: 4
  triggers:
    - type: external-push
      metadata: { scalerAddress: 'keda-add-ons-http-external-scaler.keda:9090', interceptorRoute: chat }
`;
}
