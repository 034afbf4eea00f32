import { httpRouteUnmatched } from '../../../src/rules/service/http-route-unmatched';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = httpRouteUnmatched;
const OLDER = `
apiVersion: http.keda.sh/v1alpha1
kind: HTTPScaledObject
metadata: { name: chat }
spec:
  scaleTargetRef: { name: chat, service: chat, port: 8000 }
`;

test('the examples of http-route-unmatched', () => {
  expect(codes(failing)).toEqual(['http-route-unmatched']);
  expect(codes(repaired)).toEqual([]);
});

test('http-route-unmatched says that the interceptor answers with 404', () => {
  expect(told(httpRouteUnmatched, failing)).toEqual([[
    'InterceptorRoute chat',
    'spec.rules: must not be empty — without a rule no request matches the route, so the interceptor answers each with '
    + `404; give a rule with the hosts that clients send (${httpRouteUnmatched.source})`,
  ]]);
});

test.each(['https://chat.example.com', 'Chat.example.com', 'chat.example.com/v1', 'chat example'])(
  'http-route-unmatched fires on the host %s',
  (host) => {
    const hosts = `hosts: [a.example.com, '${host}']`;
    expect(fires(httpRouteUnmatched, change(repaired, 'hosts: [chat.example.com]', hosts)))
      .toEqual([['InterceptorRoute chat', 'spec.rules[0].hosts[1]']]);
    expect(fires(httpRouteUnmatched, `${OLDER}  ${hosts}\n`))
      .toEqual([['HTTPScaledObject chat', 'spec.hosts[1]']]);
  },
);

test.each(["'*'", "'*.example.com'", 'chat.example.com:8080', "'${HOST}'", "'{{ .Values.Host }}'", 'YOUR_HOST', '8'])(
  'http-route-unmatched is silent on the host %s',
  (host) => {
    expect(fires(httpRouteUnmatched, change(repaired, '[chat.example.com]', `[${host}]`))).toEqual([]);
  },
);

test('http-route-unmatched is silent on a rule without hosts, and on an HTTPScaledObject without any', () => {
  const byPath = change(repaired, 'hosts: [chat.example.com]', 'paths: [{ value: /v1 }]');
  expect(fires(httpRouteUnmatched, byPath)).toEqual([]);
  expect(fires(httpRouteUnmatched, OLDER)).toEqual([]);
});

test('http-route-unmatched is silent on another kind of that name', () => {
  expect(fires(httpRouteUnmatched, change(failing, 'http.keda.sh/v1beta1', 'example.com/v1'))).toEqual([]);
});
