import { DEPLOYMENT, POD, deployment, hpa, read, service } from './read';
import { boundsFault } from '../../../src/forecast/reading/autoscaler-reading';

const told = (text: string, kubernetes?: string) => service(text, { startup: STARTUP }, kubernetes).notModelled;
const STARTUP = new Map([['vision/Deployment/classifier', [1]]]);
const NEVER = 'so it counts as a metric that cannot be read, and holds back scaling in';

describe('autoscalers of older versions', () => {
  test('v1 has one target, and none of the annotations', () => {
    const text = DEPLOYMENT + hpa('maxReplicas: 4, targetCPUUtilizationPercentage: 55, behavior: {}')
      .replace('autoscaling/v2', 'autoscaling/v1')
      .replace('name: scaler,', "name: scaler, annotations: { autoscaling.alpha.kubernetes.io/metrics: '[]' },");
    const { hpa: settings, notModelled } = service(text, { startup: STARTUP });
    expect(settings.metrics).toEqual([{ type: 'Resource', name: 'cpu', target: 'utilization', value: 55 }]);
    expect(settings.behavior).toBeUndefined();
    expect(notModelled).toEqual(['The metrics and the behavior in its annotations are not modelled.']);
  });

  test('v2beta1 has its targets elsewhere', () => {
    const metrics = 'metrics: ['
      + '{ type: Resource, resource: { name: cpu, targetAverageValue: 500m } },'
      + '{ type: Pods, pods: { metricName: queue, targetAverageValue: 4 } },'
      + '{ type: Object, object: { metricName: rate, targetValue: 10, target: { kind: Service, name: a } } }]';
    const text = DEPLOYMENT + hpa(`maxReplicas: 4, ${metrics}`).replace('autoscaling/v2', 'autoscaling/v2beta1');
    expect(service(text, {}, '1.24').hpa.metrics).toEqual([
      { type: 'Resource', name: 'cpu', target: 'averageValue', value: 500 },
      { type: 'Pods', name: 'queue', target: 'averageValue', value: 4000 },
      { type: 'Object', name: 'rate', target: 'value', value: 10_000 },
    ]);
  });
});

test.each([
  ['autoscaling/v2beta1', '1.25'],
  ['autoscaling/v2beta2', '1.26'],
])('%s scales nothing in Kubernetes %s, which does not serve it', (version, kubernetes) => {
  const { services, notes } = read(
    DEPLOYMENT + hpa('maxReplicas: 4').replace('autoscaling/v2', version), {}, kubernetes);
  expect(services).toEqual([]);
  expect(notes).toEqual([
    `HorizontalPodAutoscaler vision/scaler scales nothing: Kubernetes ${kubernetes} does not serve it in ${version}.`,
  ]);
});

describe('the tolerance of a behavior', () => {
  const behavior = '{ scaleUp: { tolerance: 0 }, scaleDown: { tolerance: 20m } }';
  const text = DEPLOYMENT + hpa(`maxReplicas: 4, behavior: ${behavior}`);

  test('is read since Kubernetes 1.35', () => {
    expect(service(text, {}, '1.35').hpa.tolerance).toEqual({ up: 0, down: 0.02 });
    expect(service(text, {}, '1.34').hpa.tolerance).toEqual({ up: 0.1, down: 0.1 });
    expect(told(text, '1.34')).toEqual([expect.stringMatching(/^Kubernetes 1\.34 reads the tolerance/)]);
    expect(told(text, '1.35')).toEqual([]);
  });

  test('is dropped by Karmada', () => {
    const federated = text.replace('autoscaling/v2', 'autoscaling.karmada.io/v1alpha1')
      .replace('kind: HorizontalPodAutoscaler', 'kind: FederatedHPA');
    const { hpa: settings, notModelled } = service(federated, { startup: STARTUP });
    expect(settings.tolerance).toEqual({ up: 0.1, down: 0.1 });
    expect(settings.behavior?.scaleUp.policies).toHaveLength(2);
    expect(notModelled[0]).toMatch(/^Karmada drops the tolerance/);
  });
});

describe('metrics that nothing can read', () => {
  const metrics = (text: string) => hpa(`maxReplicas: 4, metrics: [${text}]`);

  test.each([
    ['a target that does not fit',
      '{ type: Object, object: { metric: { name: q }, target: { type: Value, averageValue: 3 } } }',
      `spec.metrics[0]: its type, name and target do not fit together, ${NEVER}.`],
    ['a resource that nothing serves',
      '{ type: Resource, resource: { name: nvidia.com/gpu, target: { averageValue: 1 } } }',
      `spec.metrics[0]: nothing serves the resource nvidia.com/gpu, ${NEVER}.`],
    ['a container that is not there',
      '{ type: ContainerResource, containerResource: { name: cpu, container: x, target: { averageUtilization: 5 } } }',
      `spec.metrics[0]: no container of the pods is measured, ${NEVER}.`],
    ['a container without a request',
      '{ type: Resource, resource: { name: memory, target: { averageUtilization: 5 } } }',
      `spec.metrics[0]: container server has no request of memory, ${NEVER}.`],
  ])('%s', (_, metric, note) => {
    expect(told(DEPLOYMENT + metrics(metric))).toEqual([note]);
  });

  test('a request of 0, of all containers or of the pod', () => {
    const cpu = metrics('{ type: Resource, resource: { name: cpu, target: { averageUtilization: 5 } } }');
    const zero = '{ requests: { cpu: 0 } }';
    const note = `spec.metrics[0]: the pods request 0 of cpu, ${NEVER}.`;
    expect(told(deployment(`{ containers: [{ name: a, resources: ${zero} }] }`) + cpu)).toEqual([note]);
    expect(told(deployment(`{ containers: [{ name: a }], resources: ${zero} }`) + cpu)).toEqual([note]);
    const some = `{ containers: [{ name: a, resources: ${zero} }, { name: b, resources: { requests: { cpu: 1 } } }] }`;
    expect(told(deployment(some) + cpu).filter((one) => one.includes('request 0'))).toEqual([]);
  });

  test('a request of the pod as a whole is enough', () => {
    const pod = "{ containers: [{ name: server }], resources: { requests: { cpu: '1' } } }";
    expect(told(deployment(pod) + hpa('maxReplicas: 4'))).toEqual([]);
    expect(told(deployment(POD) + hpa('maxReplicas: 4'))).toEqual([]);
  });

  test('two of one name share a load', () => {
    const external = '{ type: External, external: { metric: { name: q }, target: { averageValue: 3 } } }';
    expect(told(DEPLOYMENT + metrics(`${external}, ${external}`))).toEqual([
      'Several of its metrics are named q: one load is taken for all of them.',
    ]);
  });
});

test.each([
  [1, 5, undefined], [0, 1, undefined], [1, undefined, 'it has no maximum of replicas'],
  [1, 0, 'it has no maximum of replicas'], [3, 2, 'its minimum of replicas is above its maximum'],
  [-1, 2, 'its minimum of replicas is below 0'],
])('of the bounds %p to %p it says %p', (least, most, fault) => expect(boundsFault(least, most)).toBe(fault));
