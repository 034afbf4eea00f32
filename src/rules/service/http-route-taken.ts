import { identity } from '../../kubernetes/identity';
import type { Manifest } from '../../kubernetes/manifest';
import { hostField, httpRoutes, type HttpRoute, type MatchedRequests } from '../http-routes';
import { isPlaceholder } from '../placeholder';
import { title, type Rule } from '../rule';

export const httpRouteTaken: Rule = {
  id: 'http-route-taken',
  title: 'A host and path must belong to one route of the HTTP add-on',
  severity: 'error',
  description: [
    'Fires when two routes of KEDA\'s HTTP add-on (`InterceptorRoute`, `HTTPScaledObject`), in whatever namespaces,',
    'match the same host, path and headers. The interceptor serves the whole cluster: it sends such requests to the',
    'older of the two, and silently none to the other, which never starts. Of two of the same second, the one whose',
    'namespace and name come last gets them.',
    '',
    'It is silent where paths or headers differ: the longest path and the most headers win. An HTTPScaledObject beside',
    'an InterceptorRoute of its name and namespace is ignored by the interceptor, and by this rule. So is a host that',
    'is replaced before it is applied, such as `${INGRESS_HOST}`. Routes of one name in two namespaces are a warning:',
    'they may be for two clusters.',
  ].join('\n'),
  fix: [
    'Give each workload a host or a path of its own.',
    '',
    'Acknowledge it when the two are applied to two clusters.',
  ].join('\n'),
  source: 'https://keda.sh/http-add-on/latest/reference/interceptorroute/',
  failing: `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: chat }
spec:
  target: { service: chat, port: 8000 }
  rules: [{ hosts: [models.example.com] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: embeddings }
spec:
  target: { service: embeddings, port: 8000 }
  rules: [{ hosts: [models.example.com] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
`,
  repaired: `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: chat }
spec:
  target: { service: chat, port: 8000 }
  rules: [{ hosts: [models.example.com] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
---
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: embeddings }
spec:
  target: { service: embeddings, port: 8000 }
  rules: [{ hosts: [models.example.com], paths: [{ value: /v1/embeddings }] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
`,
  check: (inventory, report) => {
    const owners = new Map<string, Manifest>();
    const routes = httpRoutes(inventory);
    const names = new Set(routes.filter(({ object }) => object.kind === 'InterceptorRoute').map(nameOf));
    for (const route of routes) {
      const { object, rules } = route;
      // The interceptor ignores an HTTPScaledObject of that name.
      if (object.kind === 'HTTPScaledObject' && names.has(nameOf(route))) continue;
      const taken = rules.flatMap((rule) => keysOf(rule)).find(({ key }) => isTaken(owners.get(key), object));
      if (taken) {
        const owner = owners.get(taken.key)!;
        report(object, {
          ...(isCopy(owner, object) && { severity: 'warning' }),
          field: taken.field,
          value: taken.host,
          rule: `must not match the requests of ${title(owner)}`,
          why: 'the interceptor sends the requests of a host and path to the older route alone, so the other workload '
            + 'gets none and never starts',
          fix: 'give each workload a host or a path of its own',
        });
      }
      for (const { key } of rules.flatMap((rule) => keysOf(rule))) owners.set(key, owners.get(key) ?? object);
    }
  },
};

function nameOf({ namespace, object }: HttpRoute): string {
  return `${namespace}/${object.metadata?.name}`;
}

/** Whether another object has a host and path; a manifest that is there twice is none. */
function isTaken(owner: Manifest | undefined, object: Manifest): boolean {
  return owner !== undefined && identity(owner) !== identity(object);
}

interface Key {
  readonly key: string;
  readonly field: string;
  readonly host: string;
}

/** Whether two are the same object for two namespaces, as overlays for two clusters have it. */
function isCopy(one: Manifest, other: Manifest): boolean {
  return one.kind === other.kind && one.metadata?.name === other.metadata?.name;
}

/** A key for each host and path of a rule: what has the same key matches the same requests. */
function keysOf(rule: MatchedRequests): Key[] {
  const { hosts, paths, headers } = rule;
  const named = headers.map(({ name = '', value }) => `${name.toLowerCase()}=${value ?? ''}`).sort();
  const ends = paths.length > 0 ? paths.map((path) => String(path).replace(/^\/+|\/+$/g, '')) : [''];
  return (hosts ?? ['*']).flatMap((host, i) => (isPlaceholder(host) ? [] : ends.map((path) => ({
    key: JSON.stringify([withoutPort(host), path, named]),
    field: hostField(rule, i),
    host,
  }))));
}

/** An empty host is that of all requests. */
function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '') || '*';
}
