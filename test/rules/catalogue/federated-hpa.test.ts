import { hpaFixedReplicas } from '../../../src/rules/autoscaler/hpa-fixed-replicas';
import { hpaMissingRequest } from '../../../src/rules/autoscaler/hpa-missing-request';
import { hpaUnknownContainer } from '../../../src/rules/autoscaler/hpa-unknown-container';
import { hpaUnreachableTarget } from '../../../src/rules/autoscaler/hpa-unreachable-target';
import { twoAutoscalers } from '../../../src/rules/autoscaler/two-autoscalers';
import { findings } from '../../../src/rules/catalogue/findings';
import { codes } from '../codes';
import { change, fires, manifests } from '../manifests';

/** The rules of autoscalers read Karmada's FederatedHPA as the HorizontalPodAutoscaler whose fields it has. */
const BOTH = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: a/b:1
          resources: { requests: { cpu: '1' }, limits: { cpu: '1' } }
          readinessProbe: {}
---
apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: classifier, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
`;

const FEDERATED = 'FederatedHPA vision/classifier';
const TRIGGER = '{ type: cpu, metricType: Utilization, metadata: { value: "50" } }';
const TARGET = 'scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }';

test('a sound FederatedHPA fires no rule', () => {
  expect(codes(BOTH)).toEqual([]);
});

test.each<[string, string, string, string[]]>([
  ['a target that is a list', TARGET, 'scaleTargetRef: [1]', ['scale-target-unscalable']],
  ['a bound that is no number', 'minReplicas: 2\n  maxReplicas: 4', 'minReplicas: a\n  maxReplicas: {}',
    ['hpa-limits-rejected']],
])('%s is read as absent', (_, from, to, found) => {
  expect(codes(change(BOTH, from, to))).toEqual(found);
});

describe('the rules of autoscalers fire on a FederatedHPA', () => {
  test('hpa-missing-request', () => {
    const text = change(BOTH, "resources: { requests: { cpu: '1' }, limits: { cpu: '1' } }", 'resources: {}');
    expect(fires(hpaMissingRequest, text)).toEqual([[FEDERATED, 'spec.metrics[0]']]);
  });

  test('hpa-fixed-replicas', () => {
    const text = change(BOTH, '  selector:', '  replicas: 3\n  selector:');
    expect(fires(hpaFixedReplicas, text)).toEqual([['Deployment vision/classifier', 'spec.replicas']]);
  });

  test('hpa-unknown-container', () => {
    const other = 'type: ContainerResource, containerResource: { name: cpu, container: side,';
    const text = change(BOTH, 'type: Resource, resource: { name: cpu,', other);
    expect(fires(hpaUnknownContainer, text).map(([object]) => object)).toEqual([FEDERATED]);
  });

  test('hpa-unreachable-target', () => {
    const text = change(BOTH, 'averageUtilization: 50', 'averageUtilization: 95');
    expect(fires(hpaUnreachableTarget, text)).toEqual([[FEDERATED, 'spec.metrics[0]']]);
  });

  test.each<[kind: string, apiVersion: string, spec: string, second: string, first: string]>([
    ['HorizontalPodAutoscaler', 'autoscaling/v2', `{ maxReplicas: 3, ${TARGET} }`,
      FEDERATED, 'HorizontalPodAutoscaler vision/other'],
    ['ScaledObject', 'keda.sh/v1alpha1', `{ scaleTargetRef: { name: classifier }, triggers: [${TRIGGER}] }`,
      'ScaledObject vision/other', FEDERATED],
    ['FederatedHPA', 'autoscaling.karmada.io/v1alpha1', `{ maxReplicas: 3, ${TARGET} }`,
      'FederatedHPA vision/other', FEDERATED],
  ])('two-autoscalers, beside a %s', (kind, apiVersion, spec, second, first) => {
    const metadata = '{ name: other, namespace: vision }';
    const text = `${BOTH}---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`;
    expect(fires(twoAutoscalers, text)).toEqual([[second, 'spec.scaleTargetRef']]);
    expect(findings(manifests(text), [twoAutoscalers])[0].problem.rule).toContain(first);
  });
});
