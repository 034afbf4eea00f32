import { readFileSync } from 'fs';
import { join } from 'path';
import { jointAutoscaler } from '../../src/kubernetes/autoscaler';
import { namespaceOf } from '../../src/kubernetes/identity';
import type { Manifest } from '../../src/kubernetes/manifest';
import { allContainers, scaleTarget, worker, workload } from '../../src/kubernetes/workload';
import { manifests } from '../rules/manifests';

function one(text: string): Manifest {
  return manifests(text)[0];
}

const NAME = 'helmet-detection-inference-example';
const JOINT = one(`
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: ${NAME}, namespace: default }
spec:
  edgeWorker:
    hpa: { maxReplicas: 2 }
    template: { spec: { hostNetwork: true, containers: [{ name: little-model }] } }
  cloudWorker:
    hpa: { minReplicas: 2, maxReplicas: 5, metrics: [{ type: Pods }, { type: External }] }
    template:
      spec:
        containers: [{ name: big-model }]
        initContainers: [{ name: fetch }, { name: proxy, restartPolicy: Always }]
`);

/** What Sedna's controller was seen to make of a service of that name. */
const OBSERVED = manifests(readFileSync(join(__dirname, '../sedna/observed/seed-000.yaml'), 'utf8'));
const observed = (kind: string, type: string): Manifest => OBSERVED
  .find((o) => o.kind === kind && o.metadata?.labels?.['jointinferenceservice.sedna.io/worker-type'] === type)!;

test('all containers of a pod are the regular ones and those that run before them', () => {
  const [server, loader] = [{ name: 'server' }, { name: 'loader' }];
  expect(allContainers({ containers: [server], initContainers: [loader] })).toEqual([server, loader]);
  expect([allContainers({ initContainers: [loader] }), allContainers({})]).toEqual([[loader], []]);
});

describe('a workload', () => {
  const TEMPLATE = '{ metadata: { labels: { app: d } }, spec: { containers: [{ name: server }] } }';
  const SELECTOR = 'selector: { matchLabels: { app: d } }';

  test.each<[string, string, string, object | undefined]>([
    ['a Deployment', `kind: Deployment\nspec: { ${SELECTOR}, template: ${TEMPLATE} }`, 'spec.template.spec',
      { matchLabels: { app: 'd' } }],
    ['a Job', `kind: Job\nspec: { template: ${TEMPLATE} }`, 'spec.template.spec', undefined],
    ['a CronJob', `kind: CronJob\nspec: { jobTemplate: { spec: { template: ${TEMPLATE} } } }`,
      'spec.jobTemplate.spec.template.spec', undefined],
    ['a Pod', `kind: Pod\nmetadata: { labels: { app: d } }\nspec: { ${SELECTOR}, containers: [{ name: server }] }`,
      'spec', undefined],
  ])('knows where the pod of %s is', (_, text, path, selector) => {
    const found = workload(one(`apiVersion: apps/v1\n${text}`));
    expect([found.podPath, found.podLabels, found.selector, found.containers.map((c) => c.name), found.worker])
      .toEqual([path, { app: 'd' }, selector, ['server'], undefined]);
  });

  test('has the replicas that it states', () => {
    expect(workload(one('apiVersion: apps/v1\nkind: Deployment\nspec: { replicas: 0 }')).replicas).toBe(0);
    expect(workload(one('apiVersion: apps/v1\nkind: Deployment\nspec: {}')).replicas).toBeUndefined();
  });

  test('is what an autoscaler refers to by kind and name', () => {
    expect(scaleTarget(workload(one('apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: db }'))))
      .toBe('StatefulSet/db');
  });

  test('lies in the default namespace where it names none', () => {
    expect(namespaceOf(JOINT)).toBe('default');
    expect(namespaceOf(one('apiVersion: v1\nkind: Pod'))).toBe('default');
    expect(namespaceOf(one('apiVersion: v1\nkind: Pod\nmetadata: { namespace: vision }'))).toBe('vision');
  });
});

describe.each(['edge', 'cloud'] as const)('the %s worker of a joint inference', (type) => {
  test('has the labels that Sedna\'s controller was seen to give its pods, but for the uid, unknown at synth', () => {
    const { metadata } = observed('Deployment', type).spec.template;
    const { 'jointinferenceservice.sedna.io/uid': uid, ...labels } = metadata.labels;
    expect(uid).toMatch(/^[-0-9a-f]{36}$/);
    expect(worker(JOINT, type).podLabels).toEqual(labels);
  });

  test('is the Deployment that the autoscaler was seen to scale', () => {
    const { kind, name } = observed('HorizontalPodAutoscaler', type).spec.scaleTargetRef;
    expect(scaleTarget(worker(JOINT, type))).toBe(`${kind}/${name}`);
    expect(scaleTarget(workload(observed('Deployment', type)))).toBe(`${kind}/${name}`);
    expect(jointAutoscaler(worker(JOINT, type))?.targetRef).toBe(`${kind}/${name}`);
  });

  test('states no replicas and no selector: there is no field for them', () => {
    expect([worker(JOINT, type).replicas, worker(JOINT, type).selector]).toEqual([undefined, undefined]);
  });
});

describe('the workers of a joint inference', () => {
  test('have their own containers, and the sidecars that never end', () => {
    expect(worker(JOINT, 'edge').containers.map((c) => c.name)).toEqual(['little-model']);
    expect(worker(JOINT, 'cloud').containers.map((c) => c.name)).toEqual(['big-model', 'proxy']);
    expect([worker(JOINT, 'edge').pod.hostNetwork, worker(JOINT, 'cloud').pod.hostNetwork]).toEqual([true, undefined]);
  });

  test('are told apart by type and path, and both are the one object', () => {
    const workers = (['edge', 'cloud'] as const).map((type) => worker(JOINT, type));
    expect(workers.map((w) => [w.worker, w.podPath, w.namespace, w.object === JOINT])).toEqual([
      ['edge', 'spec.edgeWorker.template.spec', 'default', true],
      ['cloud', 'spec.cloudWorker.template.spec', 'default', true],
    ]);
  });
});
