import { Inventory } from '../../src/kubernetes/inventory';
import type { Workload } from '../../src/kubernetes/workload';
import { change, manifests } from '../rules/manifests';

const WORKLOADS = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: d, namespace: vision }
spec:
  replicas: 3
  selector: { matchLabels: { app: d } }
  template:
    metadata: { labels: { app: d, tier: model } }
    spec:
      initContainers: [{ name: fetch }, { name: proxy, restartPolicy: Always }]
      containers: [{ name: server }]
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: c, namespace: vision }
spec:
  jobTemplate:
    spec:
      template: { metadata: { labels: { app: c } }, spec: { containers: [{ name: nightly }] } }
---
apiVersion: v1
kind: Pod
metadata: { name: p, labels: { app: p } }
spec: { nodeName: edge-1, containers: [{ name: alone }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: vision }
data: { k: v }
`;

function facts(text: string = WORKLOADS): Inventory {
  return new Inventory(manifests(text));
}

describe('Inventory', () => {
  test('finds the pods of a workload, of the jobs of a CronJob, and of a Pod itself', () => {
    const names = (w: Workload) => w.containers.map((c) => c.name);
    expect(facts().workloads.map((w) => [w.object.kind, w.namespace, w.replicas, w.podLabels, names(w)])).toEqual([
      ['Deployment', 'vision', 3, { app: 'd', tier: 'model' }, ['server', 'proxy']],
      ['CronJob', 'vision', undefined, { app: 'c' }, ['nightly']],
      ['Pod', 'default', undefined, { app: 'p' }, ['alone']],
    ]);
    expect(facts().workloads.map((w) => w.selector)).toEqual([{ matchLabels: { app: 'd' } }, undefined, undefined]);
    expect(facts().workloads[2].pod.nodeName).toBe('edge-1');
  });

  test.each([
    ['apps/v1', 'Deployment', true],
    ['apps/v1', 'StatefulSet', true],
    ['apps/v1', 'DaemonSet', true],
    ['apps/v1', 'ReplicaSet', true],
    ['batch/v1', 'Job', true],
    ['batch/v1', 'CronJob', true],
    ['v1', 'Pod', true],
    ['v1', 'Deployment', false],
    ['apps/v1', 'Pod', false],
    ['example.com/v1', 'Job', false],
    ['v1', 'ReplicationController', false],
  ])('takes %s %s for a workload: %s', (apiVersion, kind, expected) => {
    expect(new Inventory([{ apiVersion, kind, metadata: { name: 'x' } }]).workloads).toHaveLength(expected ? 1 : 0);
  });

  test.each([
    '',
    'spec:\n',
    'spec: {}\n',
    'spec: { template: null }\n',
    'spec: { template: { metadata: null, spec: null } }\n',
    'spec: { template: { spec: { containers: null, initContainers: null } } }\n',
  ])('a workload without spec, template or labels has no containers and no labels: %j', (spec) => {
    const [w] = facts(`apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: d }\n${spec}`).workloads;
    expect([w.containers, w.podLabels, w.namespace]).toEqual([[], {}, 'default']);
  });

  test('selects by namespace and labels; an empty or missing selector selects nothing', () => {
    const names = (namespace: string, selector?: object) => (
      facts().selectedBy({ namespace, selector }).map((w) => w.object.metadata?.name));
    expect(names('vision', { matchLabels: { tier: 'model' } })).toEqual(['d']);
    expect(names('vision', { matchExpressions: [{ key: 'app', operator: 'Exists' }] })).toEqual(['d', 'c']);
    expect(names('default', { matchLabels: { tier: 'model' } })).toEqual([]);
    expect(names('nowhere', { matchLabels: { tier: 'model' } })).toEqual([]);
    expect([names('vision'), names('vision', {}), names('vision', { matchLabels: {} })]).toEqual([[], [], []]);
  });

  test('knows what is in each namespace', () => {
    expect(facts().inNamespace('vision')).toHaveLength(2);
    expect(facts().inNamespace('nowhere')).toEqual([]);
  });

  test('finds a ConfigMap by namespace and name', () => {
    expect(facts().configMap('vision', 'settings')?.data).toEqual({ k: 'v' });
    expect(facts().configMap('default', 'settings')).toBeUndefined();
    expect(facts().configMap('vision', 'other')).toBeUndefined();
    expect(facts().configMap('vision', undefined)).toBeUndefined();
  });
});

describe('Inventory of autoscalers', () => {
  const scaler = (apiVersion: string, spec: string) => facts(`${WORKLOADS}---
apiVersion: ${apiVersion}
kind: HorizontalPodAutoscaler
metadata: { name: h, namespace: vision }
${spec}`).autoscalers[0];
  const CPU = (percent: number) => [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: percent } } },
  ];

  test('an autoscaler finds its target by kind, name and its own namespace', () => {
    const found = scaler('autoscaling/v2', `
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: d }
  minReplicas: 2
  maxReplicas: 5
  metrics: [{ type: Pods }]
`);
    expect([found.namespace, found.minReplicas, found.maxReplicas]).toEqual(['vision', 2, 5]);
    expect([found.targetRef, found.target?.object.metadata?.name]).toEqual(['Deployment/d', 'd']);
    expect(found.metrics).toEqual([{ type: 'Pods' }]);
    expect(scaler('autoscaling/v2', 'spec: { scaleTargetRef: { kind: StatefulSet, name: d } }').target).toBeUndefined();
    expect(scaler('autoscaling/v2', 'spec: { scaleTargetRef: { kind: Pod, name: p } }').target).toBeUndefined();
  });

  test('an autoscaler finds its target by the group that it names, too', () => {
    const target = (ref: string) => (
      scaler('autoscaling/v2', `spec: { scaleTargetRef: { ${ref}, kind: Deployment, name: d } }`).target);
    expect([target('apiVersion: apps/v1'), target('apiVersion: extensions/v1beta1')].every((t) => t)).toBe(true);
    expect([target('apiVersion: example.com/v1'), target('apiVersion: v1')]).toEqual([undefined, undefined]);
  });

  test('an autoscaler of v1 measures CPU, at 80 % where it says nothing', () => {
    expect(scaler('autoscaling/v1', 'spec: { targetCPUUtilizationPercentage: 55, maxReplicas: 3 }').metrics)
      .toEqual(CPU(55));
    expect(scaler('autoscaling/v1', 'spec: { maxReplicas: 3 }').metrics).toEqual(CPU(80));
  });

  test.each([
    'spec: { maxReplicas: 3 }', 'spec: { metrics: null }', 'spec: { metrics: [] }',
  ])('an autoscaler of v2 without metrics measures CPU at 80 %%: %s', (spec) => {
    expect(scaler('autoscaling/v2', spec).metrics).toEqual(CPU(80));
  });

  test.each([
    '', 'spec:', 'spec: {}', 'spec: { scaleTargetRef: null, minReplicas: null, maxReplicas: null }',
  ])('an autoscaler that says nothing has one replica at least and no target: %s', (spec) => {
    const found = scaler('autoscaling/v2', spec);
    expect([found.minReplicas, found.target]).toEqual([1, undefined]);
  });
});

describe('Inventory of joint inferences', () => {
  const JOINT = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    hpa: { maxReplicas: 2 }
    template:
      spec:
        nodeName: edge-1
        initContainers: [{ name: fetch }, { name: proxy, restartPolicy: Always }]
        containers: [{ name: little-model }]
  cloudWorker:
    hpa: { minReplicas: 2, maxReplicas: 5, metrics: [{ type: Pods }] }
    template: { spec: { containers: [{ name: big-model }] } }
`;
  const MODEL = 'apiVersion: sedna.io/v1alpha1\nkind: Model\nmetadata: { name: little, namespace: vision }\n';

  test('a joint inference is two workloads', () => {
    const names = (w: Workload) => w.containers.map((c) => c.name);
    expect(facts(JOINT).workloads.map((w) => [w.object.kind, w.worker, w.namespace, w.podPath, names(w)])).toEqual([
      ['JointInferenceService', 'edge', 'vision', 'spec.edgeWorker.template.spec', ['little-model', 'proxy']],
      ['JointInferenceService', 'cloud', 'vision', 'spec.cloudWorker.template.spec', ['big-model']],
    ]);
    expect(facts(JOINT).workloads[0].pod.nodeName).toBe('edge-1');
  });

  test('each worker is scaled by the autoscaler that it asks for', () => {
    const found = facts(JOINT).autoscalers
      .map((a) => [a.object.kind, a.minReplicas, a.maxReplicas, a.target?.worker, a.metricPath(0)]);
    expect(found).toEqual([
      ['JointInferenceService', 1, 2, 'edge', 'spec.edgeWorker.hpa.metrics[0]'],
      ['JointInferenceService', 2, 5, 'cloud', 'spec.cloudWorker.hpa.metrics[0]'],
    ]);
  });

  test('an autoscaler of one\'s own finds the worker by the name of the Deployment to come', () => {
    const own = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: mine, namespace: vision }
spec: { scaleTargetRef: { kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 3 }
`;
    const mine = (text: string) => (
      facts(`${JOINT}---\n${text}`).autoscalers.filter((a) => a.object.metadata?.name === 'mine'));
    expect(mine(own).map((a) => a.target?.worker)).toEqual(['edge']);
    expect(mine(own.replace('namespace: vision', 'namespace: audio')).map((a) => a.target)).toEqual([undefined]);
  });

  test('a Service finds a worker by the labels that its pods will have', () => {
    const behind = (selector: string) => {
      const f = facts(`${JOINT}---
apiVersion: v1
kind: Service
metadata: { name: s, namespace: vision }
spec: { selector: ${selector} }
`);
      return f.behind(f.of('Service')[0]).map((w) => w.worker);
    };
    expect(behind('{ jointinferenceservice.sedna.io/name: helmet, jointinferenceservice.sedna.io/worker-type: edge }'))
      .toEqual(['edge']);
    expect(behind('{ app.sedna.io: helmet-Cloud-svc }')).toEqual(['cloud']);
    expect(behind('{ jointinferenceservice.sedna.io/name: helmet }')).toEqual(['edge', 'cloud']);
    expect(behind('{ jointinferenceservice.sedna.io/name: other }')).toEqual([]);
  });

  test('the kinds of Sedna are told by their group', () => {
    const names = (text: string) => [facts(text).jointServices.length, facts(text).sednaModels('little').length];
    expect(names(`${JOINT}---\n${MODEL}`)).toEqual([1, 1]);
    expect(names(`${JOINT}---\n${MODEL}`.replace(/v1alpha1/g, 'v1'))).toEqual([1, 1]);
    for (const other of ['kubeai.org/v1', 'mlops.seldon.io/v1alpha1', 'sedna.io.example.com/v1', 'v1']) {
      expect(names(`${JOINT}---\n${MODEL}`.replace(/sedna\.io\/v1alpha1/g, other))).toEqual([0, 0]);
    }
    expect(facts(JOINT.replace('sedna.io/v1alpha1', 'example.com/v1')).workloads).toEqual([]);
  });

  test('a model is found by its name, in whatever namespace', () => {
    const elsewhere = MODEL.replace('namespace: vision', 'namespace: models');
    const f = facts(`${MODEL}---\n${elsewhere}---\n${MODEL.replace('name: little', 'name: big')}`);
    expect(f.sednaModels('little').map((m) => m.metadata?.namespace)).toEqual(['vision', 'models']);
    expect([f.sednaModels('big').length, f.sednaModels('other'), f.sednaModels('toString')]).toEqual([1, [], []]);
  });

  describe('what Sedna made of it', () => {
    const made = (owner: string, namespace: string = 'vision') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: helmet-deployment-edge, namespace: ${namespace}, ownerReferences: [${owner}] }
spec: { template: { spec: { containers: [{ name: little-model }] } } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: hpa-helmet-deployment-edge, namespace: ${namespace}, ownerReferences: [${owner}] }
spec: { scaleTargetRef: { kind: Deployment, name: helmet-deployment-edge }, maxReplicas: 2 }
`;
    const OWNER = '{ apiVersion: sedna.io/v1alpha1, kind: JointInferenceService, name: helmet, controller: true }';
    const kinds = (text: string) => (
      [facts(text).workloads, facts(text).autoscalers].map((list) => list.map((x) => x.object.kind)));
    const WORKERS = ['JointInferenceService', 'JointInferenceService'];

    test('is not counted beside it, wherever it stands', () => {
      expect(kinds(`${JOINT}---\n${made(OWNER)}`)).toEqual([WORKERS, WORKERS]);
      expect(kinds(`${made(OWNER)}---\n${JOINT}`)).toEqual([WORKERS, WORKERS]);
    });

    test('is an object all the same', () => {
      expect(facts(`${JOINT}---\n${made(OWNER)}`).of('Deployment').map((o) => o.metadata?.name))
        .toEqual(['helmet-deployment-edge']);
    });

    test('is counted alone, as in a part of a dump', () => {
      expect(kinds(made(OWNER))).toEqual([['Deployment'], ['HorizontalPodAutoscaler']]);
    });

    test.each<[string, string, string]>([
      ['another name', change(OWNER, 'name: helmet', 'name: other'), 'vision'],
      ['another kind', change(OWNER, 'kind: JointInferenceService', 'kind: FederatedLearningJob'), 'vision'],
      ['another namespace', OWNER, 'audio'],
      ['no name', change(OWNER, 'name: helmet', 'name: null'), 'vision'],
      ['nothing', 'null', 'vision'],
    ])('is counted where its owner has %s', (_, owner, namespace) => {
      expect(kinds(`${JOINT}---\n${made(owner, namespace)}`))
        .toEqual([['Deployment', ...WORKERS], ['HorizontalPodAutoscaler', ...WORKERS]]);
    });
  });

  test.each([
    '',
    'spec:\n',
    'spec: {}\n',
    'spec: []\n',
    'spec: { edgeWorker: null, cloudWorker: edge }\n',
    'spec: { edgeWorker: { hpa: null, template: null }, '
      + 'cloudWorker: { hpa: [], template: { spec: { containers: { name: x } } } } }\n',
  ])('a joint inference that says nothing has two workers without containers, and no autoscaler: %j', (spec) => {
    const f = facts(`apiVersion: sedna.io/v1alpha1\nkind: JointInferenceService\nmetadata: { name: helmet }\n${spec}`);
    expect(f.workloads.map((w) => w.containers)).toEqual([[], []]);
    expect(f.workloads.map((w) => w.namespace)).toEqual(['default', 'default']);
    expect(f.autoscalers).toEqual([]);
  });
});

test('no selector picks hooks and tests of Helm, and a Service sends to no pod that ends', () => {
  const labels = { app: 'web' };
  const pod = (name: string, more: object = {}, spec: object = {}) => (
    { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels, ...more }, spec });
  const service: any = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { selector: labels } };
  const inventory = new Inventory([
    service,
    pod('web'),
    pod('hook', { annotations: { 'helm.sh/hook': 'test' } }),
    pod('once', {}, { restartPolicy: 'Never' }),
  ]);
  const names = (found: readonly Workload[]) => found.map(({ object }) => object.metadata?.name);
  expect(names(inventory.pickedBy(inventory.of('Service')[0]))).toEqual(['web', 'once']);
  expect(names(inventory.behind(inventory.of('Service')[0]))).toEqual(['web']);
});

test('lists the metrics of all autoscalers in their order, each with its place', () => {
  const autoscaler = (name: string, own: object[]) => (
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec: { metrics: own } });
  const { metrics } = new Inventory([
    autoscaler('one', [{ type: 'Pods' }, { type: 'Object' }]), autoscaler('two', [{ type: 'External' }]),
  ]);
  expect(metrics.map(({ autoscaler: { object }, metric, index }) => [object.metadata?.name, metric.type, index]))
    .toEqual([['one', 'Pods', 0], ['one', 'Object', 1], ['two', 'External', 0]]);
});

test('knows what the API server would not take of each object, as it was given', () => {
  const wrong = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { port: 80 }, date: 1 };
  const sound = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'b' }, data: { port: '80' } };
  const inventory = new Inventory([sound, wrong]);
  const [first, second] = inventory.objects;
  expect([first === sound, second]).toEqual([true, { ...wrong, data: {} }]);
  expect(inventory.faulty).toEqual([second]);
  expect(inventory.faultsOf(first)).toEqual([]);
  expect(inventory.faultsOf(second).map(({ fault, path }) => [fault, path]))
    .toEqual([['type', 'data["port"]'], ['unknown', 'date']]);
});

test('finds nothing of a kind that is not there, and names the kinds that are', () => {
  const inventory = new Inventory([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }]);
  expect([inventory.find('Pod', 'default', 'a'), [...inventory.kinds]]).toEqual([undefined, ['Secret']]);
  expect(inventory.find('Secret', 'default', 'a')).toBe(inventory.objects[0]);
});
