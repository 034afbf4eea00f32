import { kedaOwnPodsOnlyZero } from '../../../src/rules/autoscaler/keda-own-pods-only-zero';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaOwnPodsOnlyZero;
const FIRES = [['ScaledObject vision/engine', 'spec.minReplicaCount']];
const SUM = 'sum(requests_in_flight{namespace="vision",pod=~"engine-[a-z0-9]+-[a-z0-9]+"})';

test('the examples of keda-own-pods-only-zero', () => {
  expect(codes(failing)).toEqual(['keda-own-pods-only-zero']);
  expect(codes(repaired)).toEqual([]);
});

describe('keda-own-pods-only-zero fires', () => {
  test('on a query for the pods that are scaled alone', () => {
    expect(told(kedaOwnPodsOnlyZero, failing)).toEqual([[
      'ScaledObject vision/engine',
      'spec.minReplicaCount: got 0; needs a trigger that has a value without a pod — all triggers are measured in the '
      + 'pods of this workload, so nothing scales up from zero; keep one replica, or add a trigger for a queue or for '
      + `requests at a gateway (${kedaOwnPodsOnlyZero.source})`,
    ]]);
  });

  test('where the minimum is not given, and where it idles at zero', () => {
    const line = '  minReplicaCount: 0\n';
    expect(fires(kedaOwnPodsOnlyZero, change(failing, line, ''))).toEqual(FIRES);
    const idle = change(failing, line, '  minReplicaCount: 2\n  idleReplicaCount: 0\n');
    expect(fires(kedaOwnPodsOnlyZero, idle)).toEqual([['ScaledObject vision/engine', 'spec.idleReplicaCount']]);
  });

  test('on two series of them, and beside CPU', () => {
    const two = change(failing, SUM, `${SUM} + max(streams{pod=~"engine-.*"})`);
    expect(fires(kedaOwnPodsOnlyZero, two)).toEqual(FIRES);
    const cpu = "    - { type: cpu, metricType: Utilization, metadata: { value: '60' } }\n";
    expect(fires(kedaOwnPodsOnlyZero, `${failing.trimEnd()}\n${cpu}`)).toEqual(FIRES);
  });
});

describe('keda-own-pods-only-zero and the pods of another workload with a longer name', () => {
  const own = 'pod=~"engine-[a-z0-9]+-[a-z0-9]+"';
  const GATEWAY = `
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: engine-gateway, namespace: vision }
spec:
  selector: { matchLabels: { app: gateway } }
  template:
    metadata: { labels: { app: gateway } }
    spec: { containers: [{ name: gateway, image: 'registry.example.com/gateway:1.0' }] }
`;

  test.each<[string, string, number]>([
    [own, '', 1],
    [own, GATEWAY, 1],
    ['pod=~"engine-.*"', '', 1],
    ['pod=~"engine-.*"', GATEWAY, 0],
    ['pod=~"engine-gateway-.*"', GATEWAY, 0],
    ['pod=~"engine-gateway-.*"', '', 0],
    ['pod=~"engine-.*|gateway-.*"', '', 0],
    ['pod!~"engine-.*"', '', 0],
    [`${own},route="/}"`, '', 1],
  ])('with %s and %j it fires %i times', (matcher, more, times) => {
    expect(fires(kedaOwnPodsOnlyZero, change(failing, own, matcher) + more)).toHaveLength(times);
  });

  test.each<[string, number]>([['', 1], ['namespace="other",', 0], ['namespace!="vision",', 0]])(
    'with the namespace %j it fires %i times',
    (namespace, times) => {
      expect(fires(kedaOwnPodsOnlyZero, change(failing, 'namespace="vision",pod', `${namespace}pod`)))
        .toHaveLength(times);
    },
  );
});

describe('keda-own-pods-only-zero is silent', () => {
  test.each<[string, string, string]>([
    ['when one replica stays', 'minReplicaCount: 0', 'minReplicaCount: 1'],
    ['when another series is read too', SUM, `${SUM} + sum(gateway_waiting)`],
    ['when another one is selected by other labels', SUM, `${SUM} + sum(waiting{job="gateway"})`],
    ['when the query has a value without a pod', SUM, `${SUM} or vector(1)`],
    ['when the pods are of another workload', 'pod=~"engine-', 'pod=~"gateway-'],
    ['on CPU alone, which another rule reports', 'type: prometheus', 'type: cpu'],
    ['when the target is not there', 'scaleTargetRef: { name: engine }', 'scaleTargetRef: { name: other }'],
  ])('%s', (_, from, to) => {
    expect(fires(kedaOwnPodsOnlyZero, change(failing, from, to))).toEqual([]);
  });
});
