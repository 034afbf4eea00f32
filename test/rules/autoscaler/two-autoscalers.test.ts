import { twoAutoscalers } from '../../../src/rules/autoscaler/two-autoscalers';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const TWO = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: on-cpu, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
---
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: { name: on-fps, namespace: vision }
spec: { maxReplicas: 8, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier } }
`;

const TARGET = 'spec.scaleTargetRef';
const ON_FPS = 'HorizontalPodAutoscaler vision/on-fps';
const ON_CPU = 'HorizontalPodAutoscaler vision/on-cpu';

test('the examples of two-autoscalers', () => {
  expect(codes(twoAutoscalers.failing)).toEqual(['two-autoscalers']);
  expect(codes(twoAutoscalers.repaired)).toEqual([]);
});

describe('two-autoscalers fires', () => {
  test('on the second autoscaler of a workload, whether that is among the objects or not', () => {
    expect(told(twoAutoscalers, TWO)).toEqual([[
      ON_FPS,
      `${TARGET}: got "Deployment/classifier"; must have one autoscaler; ${ON_CPU} scales it too — `
      + 'both select the same pods, so neither scales (AmbiguousSelector); '
      + `put all metrics into one autoscaler (${twoAutoscalers.source})`,
    ]]);
  });

  test('on each further one', () => {
    const third = `---\n${TWO.split('---')[1].replace('on-fps', 'on-memory')}`;
    expect(fires(twoAutoscalers, `${TWO}${third}`)).toEqual([
      [ON_FPS, TARGET],
      ['HorizontalPodAutoscaler vision/on-memory', TARGET],
    ]);
  });

  test('on a resource of another group', () => {
    expect(fires(twoAutoscalers, TWO.replace(/kind: Deployment/g, 'kind: Rollout'))).toEqual([[ON_FPS, TARGET]]);
  });

  test('once on a second one whose manifest is there twice', () => {
    expect(codes(`${TWO}---\n${TWO.split('---')[1]}`)).toEqual(['duplicate-object', 'two-autoscalers']);
  });
});

/** A workload without any fault. */
const SOUND = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'server:1.2', resources: { requests: { cpu: '1' } } }] }
`;

const FEDERATED = `
apiVersion: autoscaling.karmada.io/v1alpha1
kind: FederatedHPA
metadata: { name: federated, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, maxReplicas: 4 }
`;

describe('two-autoscalers and a FederatedHPA', () => {
  const both = `${SOUND}---\n${TWO.split('---')[0]}---\n${FEDERATED}`;

  test('is the one finding of a federated and a plain autoscaler of one workload', () => {
    expect(codes(both)).toEqual(['two-autoscalers']);
  });

  test('gives the true reason', () => {
    expect(told(twoAutoscalers, both)).toEqual([[
      'FederatedHPA vision/federated',
      `${TARGET}: got "Deployment/classifier"; must have one autoscaler; ${ON_CPU} scales it too — `
      + 'both autoscalers and Karmada set its replicas in turn, indefinitely; '
      + `put all metrics into one autoscaler (${twoAutoscalers.source})`,
    ]]);
  });

  test('gives it for two federated ones too', () => {
    const second = change(FEDERATED, 'name: federated', 'name: second');
    const [[object, message], ...others] = told(twoAutoscalers, `${FEDERATED}---\n${second}`);
    expect([object, others]).toEqual(['FederatedHPA vision/second', []]);
    expect(message).toContain(' — both autoscalers and Karmada set its replicas in turn');
  });
});

/** A joint inference of which Sedna scales the edge worker. */
const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little }, hpa: { maxReplicas: 2 } }
  cloudWorker: { model: { name: big } }
`;

const OF_EDGE = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: on-fps, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 4 }
`;

const OWNED = change(
  OF_EDGE,
  'name: on-fps, namespace: vision',
  'name: hpa-helmet-deployment-edge, namespace: vision, '
  + 'ownerReferences: [{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet, controller: true }]',
);

describe('two-autoscalers and a joint inference', () => {
  const OF_WORKER = [['JointInferenceService vision/helmet', 'spec.edgeWorker.hpa']];

  test('fires on a worker that has an autoscaler of one\'s own too', () => {
    expect(fires(twoAutoscalers, `${OF_EDGE}---\n${JOINT}`)).toEqual(OF_WORKER);
    expect(fires(twoAutoscalers, `${JOINT}---\n${OF_EDGE}`)).toEqual(OF_WORKER);
  });

  test('fires on two of one\'s own that scale a worker', () => {
    const alone = change(JOINT, ', hpa: { maxReplicas: 2 }', '');
    const text = `${alone}---\n${OF_EDGE}---\n${change(OF_EDGE, 'name: on-fps', 'name: on-cpu')}`;
    expect(fires(twoAutoscalers, text)).toEqual([
      [ON_CPU, TARGET],
    ]);
  });

  test('fires on two of which another object owns one', () => {
    const owner = 'ownerReferences: [{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: keda }]';
    const owned = change(OF_EDGE, 'name: on-fps, namespace: vision', `name: keda-hpa, namespace: vision, ${owner}`);
    const text = `${OF_EDGE}---\n${owned}`;
    expect(fires(twoAutoscalers, text)).toEqual([['HorizontalPodAutoscaler vision/keda-hpa', TARGET]]);
  });

  test('fires on that beside what Sedna made of the service', () => {
    expect(fires(twoAutoscalers, `${OWNED}---\n${OF_EDGE}---\n${JOINT}`)).toEqual(OF_WORKER);
  });

  test('is silent on the autoscaler that Sedna made of the service', () => {
    expect(fires(twoAutoscalers, `${JOINT}---\n${OWNED}`)).toEqual([]);
    expect(fires(twoAutoscalers, `${OWNED}---\n${JOINT}`)).toEqual([]);
  });

  test('is silent on an autoscaler of one\'s own where the service asks for none', () => {
    const alone = change(JOINT, ', hpa: { maxReplicas: 2 }', '');
    expect(fires(twoAutoscalers, `${alone}---\n${OF_EDGE}`)).toEqual([]);
  });

  test('is silent on the autoscalers of both workers', () => {
    const scaled = change(JOINT, 'model: { name: big }', 'model: { name: big }, hpa: { maxReplicas: 3 }');
    expect(fires(twoAutoscalers, scaled)).toEqual([]);
  });

  test('is silent on an autoscaler of the other worker', () => {
    const other = change(OF_EDGE, 'helmet-deployment-edge', 'helmet-deployment-cloud');
    expect(fires(twoAutoscalers, `${JOINT}---\n${other}`)).toEqual([]);
  });

  test('is silent on services of one name in two namespaces', () => {
    expect(fires(twoAutoscalers, `${JOINT}---\n${change(JOINT, 'namespace: vision', 'namespace: audio')}`)).toEqual([]);
  });
});

describe('two-autoscalers is silent', () => {
  test.each<[string, string, string]>([
    ['when the names of the targets differ',
      'kind: Deployment, name: classifier } }', 'kind: Deployment, name: detector } }'],
    ['when the kinds of the targets differ',
      'kind: Deployment, name: classifier } }', 'kind: StatefulSet, name: classifier } }'],
    ['when the namespaces differ', 'name: on-fps, namespace: vision', 'name: on-fps, namespace: audio'],
    ['when it is the same autoscaler in another version', 'name: on-fps', 'name: on-cpu'],
  ])('%s', (_, from, to) => {
    expect(fires(twoAutoscalers, change(TWO, from, to))).toEqual([]);
  });

  test('of autoscalers that name no target: the API server rejects those', () => {
    expect(fires(twoAutoscalers, TWO.replace(/scaleTargetRef: \{[^}]*\}/g, 'minReplicas: 1'))).toEqual([]);
  });
});

/** A ScaledObject of the workload that `on-cpu` scales, and what it says of its HorizontalPodAutoscaler. */
const scaled = (more = '', name = 'keda', workload = 'classifier') => `
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: ${name}, namespace: vision }
spec:
  scaleTargetRef: { name: ${workload} }
  minReplicaCount: 1
  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: '60' } }]
${more}`;

const NAMED = (name: string) => `  advanced: { horizontalPodAutoscalerConfig: { name: ${name} } }\n`;
const PLAIN = TWO.split('---')[0];
const HPA_NAME = 'spec.advanced.horizontalPodAutoscalerConfig.name';

describe('two-autoscalers and a ScaledObject', () => {
  const KEDA = 'ScaledObject vision/keda';

  test('fires on an autoscaler beside it, whichever comes first', () => {
    expect(codes(`${SOUND}---\n${PLAIN}---\n${scaled()}`)).toEqual(['two-autoscalers']);
    expect(fires(twoAutoscalers, `${PLAIN}---\n${scaled()}`)).toEqual([[KEDA, TARGET]]);
    expect(fires(twoAutoscalers, `${scaled()}---\n${PLAIN}`)).toEqual([[KEDA, TARGET]]);
  });

  test('fires inside a list too', () => {
    const indented = `${PLAIN}---\n${scaled()}`.split('---')
      .map((text) => `  - ${text.trim().split('\n').join('\n    ')}`).join('\n');
    const list = `apiVersion: v1\nkind: List\nitems:\n${indented}\n`;
    expect(fires(twoAutoscalers, list)).toEqual([[KEDA, TARGET]]);
  });

  test.each<[string, string, string]>([
    ['which it names', scaled(NAMED('on-cpu')), PLAIN],
    ['of the name that KEDA gives', scaled(), change(PLAIN, 'name: on-cpu', 'name: keda-hpa-keda')],
  ])('says that KEDA takes over the one %s', (_, keda, hpa) => {
    const [[object, message], ...others] = told(twoAutoscalers, `${hpa}---\n${keda}`);
    expect([object, others]).toEqual([KEDA, []]);
    expect(message).toContain(' — KEDA takes the HorizontalPodAutoscaler over, rewrites it, and deletes it with the ');
  });

  test('fires on the autoscaler of another workload that it takes over', () => {
    const text = `${PLAIN}---\n${scaled(NAMED('on-cpu'), 'keda', 'detector')}`;
    expect(told(twoAutoscalers, text)).toEqual([[
      KEDA,
      `${HPA_NAME}: got "on-cpu"; must not be the HorizontalPodAutoscaler of another workload, Deployment/classifier — `
      + 'KEDA takes it over, so that workload loses its autoscaler; remove the name, or give another one '
      + `(${twoAutoscalers.source})`,
    ]]);
  });

  test('fires on two of them that name one autoscaler', () => {
    const other = scaled(NAMED('shared'), 'other', 'detector');
    const text = `${scaled(NAMED('shared'))}---\n${other}`;
    expect(fires(twoAutoscalers, text)).toEqual([['ScaledObject vision/other', HPA_NAME]]);
    const elsewhere = other.replace('namespace: vision', 'namespace: audio');
    expect(fires(twoAutoscalers, `${scaled(NAMED('shared'))}---\n${elsewhere}`)).toEqual([]);
  });

  test('is silent on the autoscaler that KEDA made of it', () => {
    const owner = 'ownerReferences: [{ apiVersion: keda.sh/v1alpha1, kind: ScaledObject, name: keda }]';
    const made = change(PLAIN, 'name: on-cpu', `name: keda-hpa-keda, ${owner}`);
    expect(fires(twoAutoscalers, `${scaled()}---\n${made}`)).toEqual([]);
  });

  test('is silent on a manifest that is there twice', () => {
    expect(fires(twoAutoscalers, `${scaled(NAMED('a'))}---\n${scaled(NAMED('a'))}`)).toEqual([]);
  });
});
