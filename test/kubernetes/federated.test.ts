import { Inventory } from '../../src/kubernetes/inventory';
import { hpaFixedReplicas } from '../../src/rules/autoscaler/hpa-fixed-replicas';
import { hpaMissingRequest } from '../../src/rules/autoscaler/hpa-missing-request';
import { hpaUnknownContainer } from '../../src/rules/autoscaler/hpa-unknown-container';
import { hpaUnreachableTarget } from '../../src/rules/autoscaler/hpa-unreachable-target';
import { twoAutoscalers } from '../../src/rules/autoscaler/two-autoscalers';
import { findings } from '../../src/rules/catalogue/findings';
import { change, manifests, told } from '../rules/manifests';

const TARGET = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: "a/b:1", resources: { requests: { cpu: "1" }, limits: { cpu: "1" } }, readinessProbe: {} }] }
`;
const FEDERATED = `
apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: classifier, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }
  minReplicas: 2
  maxReplicas: 4
  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]
`;
const BOTH = `${TARGET}---${FEDERATED}`;

test('a FederatedHPA is an autoscaler to the rules, with the limits, metrics and target of one', () => {
  const [autoscaler, ...others] = new Inventory(manifests(BOTH)).autoscalers;
  expect(others).toEqual([]);
  expect(autoscaler).toMatchObject({ namespace: 'vision', minReplicas: 2, maxReplicas: 4, targetRef: 'Deployment/classifier' });
  expect(autoscaler.target?.object.metadata?.name).toBe('classifier');
  expect([autoscaler.metrics.length, autoscaler.metricPath(0)]).toEqual([1, 'spec.metrics[0]']);
});

test('without metrics it follows 80 % CPU, as Karmada fills in', () => {
  const [autoscaler] = new Inventory(manifests(change(BOTH, '  metrics: [{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } } }]\n', ''))).autoscalers;
  expect(autoscaler.metrics).toEqual([{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }]);
});

test('a whole and sound one is found fault with by no rule', () => {
  expect(findings(manifests(BOTH))).toEqual([]);
});

test('what is malformed in it is read as absent, and throws nowhere', () => {
  expect(findings(manifests(change(BOTH, '  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }', '  scaleTargetRef: [1]'))).map((f) => f.rule)).toEqual([]);
  expect(findings(manifests(change(BOTH, 'minReplicas: 2\n  maxReplicas: 4', 'minReplicas: a\n  maxReplicas: {}'))).map((f) => f.rule)).toEqual([]);
});

describe('the rules of autoscalers fire on a FederatedHPA', () => {
  test('hpa-missing-request', () => {
    expect(told(hpaMissingRequest, change(BOTH, 'resources: { requests: { cpu: "1" }, limits: { cpu: "1" } }, ', ''))).toEqual([['FederatedHPA vision/classifier',
      'spec.metrics[0]: container "server" of Deployment vision/classifier requests no cpu — utilization is a share of the request, so the autoscaler says "missing request for cpu" and never scales; '
      + 'give container "server" a cpu request, or measure one container only (ContainerResource) (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics)']]);
  });

  test('hpa-fixed-replicas', () => {
    expect(told(hpaFixedReplicas, change(BOTH, '  selector:', '  replicas: 3\n  selector:'))).toEqual([['Deployment vision/classifier',
      'spec.replicas: got 3; must not be set on what FederatedHPA vision/classifier scales — every apply would reset the replicas that the autoscaler chose; remove spec.replicas '
      + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling)']]);
  });

  test('hpa-unknown-container', () => {
    const other = change(BOTH, 'type: Resource, resource: { name: cpu,', 'type: ContainerResource, containerResource: { name: cpu, container: side,');
    expect(told(hpaUnknownContainer, other).map(([object]) => object)).toEqual(['FederatedHPA vision/classifier']);
  });

  test('hpa-unreachable-target', () => {
    expect(told(hpaUnreachableTarget, change(BOTH, 'averageUtilization: 50', 'averageUtilization: 95')).map(([object]) => object)).toEqual(['FederatedHPA vision/classifier']);
  });

  test.each<[string, string]>([
    ['HorizontalPodAutoscaler', 'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: other, namespace: vision }\nspec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier } }'],
    ['ScaledObject', 'apiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: { name: other, namespace: vision }\nspec: { scaleTargetRef: { name: classifier }, triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "50" } }] }'],
    ['FederatedHPA', 'apiVersion: autoscaling.karmada.io/v1alpha1\nkind: FederatedHPA\nmetadata: { name: other, namespace: vision }\nspec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier } }'],
  ])('two-autoscalers, beside a %s', (kind, other) => {
    const [[object, message], ...more] = told(twoAutoscalers, `${BOTH}---\n${other}\n`);
    expect(more).toEqual([]);
    const [second, first] = kind === 'HorizontalPodAutoscaler' ? ['FederatedHPA vision/classifier', `${kind} vision/other`] : [`${kind} vision/other`, 'FederatedHPA vision/classifier'];
    expect(object).toBe(second);
    expect(message).toContain(`spec.scaleTargetRef: got "Deployment/classifier"; is scaled by ${first} already — both and Karmada write its replicas in turn, without end; `);
  });
});
