import type { HttpRoute } from '../http-routes';
import { hostField, httpRoutes } from '../http-routes';
import { isPlaceholder } from '../placeholder';
import type { Rule } from '../rule';

export const httpRouteUnmatched: Rule = {
  id: 'http-route-unmatched',
  title: 'A route of the HTTP add-on must match a request',
  severity: 'error',
  description: [
    'Fires when an `InterceptorRoute` of KEDA\'s HTTP add-on has no `rules`, and when a host of it, or of an',
    '`HTTPScaledObject`, can be that of no request: it has a scheme, a path, a space or a letter in upper case.',
    '',
    'Without `rules` the interceptor answers every request with 404. That is unlike an HTTPScaledObject, which serves',
    'all hosts where it has none. The interceptor compares a host as it is with the `Host` of the request, without the',
    'port; clients send it in lower case. The route is `Ready` all the same.',
  ].join('\n'),
  fix: 'Give `rules` with the hosts that clients send, in lower case and alone: `chat.example.com`.',
  source: 'https://keda.sh/http-add-on/latest/reference/interceptorroute/',
  failing: `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: chat }
spec:
  target: { service: chat, port: 8000 }
  scalingMetric: { concurrency: { targetValue: 8 } }
`,
  repaired: `
apiVersion: http.keda.sh/v1beta1
kind: InterceptorRoute
metadata: { name: chat }
spec:
  target: { service: chat, port: 8000 }
  rules: [{ hosts: [chat.example.com] }]
  scalingMetric: { concurrency: { targetValue: 8 } }
`,
  check: (inventory, report) => {
    for (const { object, rules } of httpRoutes(inventory)) {
      if (rules.length === 0) {
        report(object, {
          field: 'spec.rules',
          rule: 'must not be empty',
          why: 'without a rule no request matches the route, so the interceptor answers each with 404',
          fix: 'give a rule with the hosts that clients send',
        });
      }
      for (const { field, host } of impossibleHosts(rules)) {
        report(object, {
          field,
          value: host,
          rule: 'must be a host as clients send it',
          why: 'the interceptor compares it with the host of each request as it is, so no request matches',
          fix: 'write the name alone, in lower case, such as chat.example.com',
        });
      }
    }
  },
};

function impossibleHosts(rules: HttpRoute['rules']): Array<{ field: string; host: string }> {
  return rules.flatMap((rule) => (rule.hosts ?? [])
    .map((host, i) => ({ field: hostField(rule, i), host }))
    .filter(({ host }) => !isPlaceholder(host) && /[A-Z/\s]/.test(host)));
}
