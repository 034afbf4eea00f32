import { golden, objects, only, run } from './example';

const files = run('karmada-fleet');
const all = objects(files);
const one = (kind: string, name: string) => only(all.filter((o) => o.metadata.name === name), kind);
const RETAIN = 'resourcetemplate.karmada.io/retain-replicas';

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('karmada-fleet'));
});

test('writes a file for the hub, one for the ingress cluster, and one for the namespace of both', () => {
  expect(Object.keys(files)).toEqual(['hub.k8s.yaml', 'ingress.k8s.yaml', 'namespace.k8s.yaml']);
});

describe('what each cluster scales by itself', () => {
  test('has the label that keeps Karmada from writing its replicas, and states none', () => {
    const deployment = one('Deployment', 'mnist');
    expect(deployment.metadata.labels[RETAIN]).toBe('true');
    expect(deployment.spec).not.toHaveProperty('replicas');
    expect(JSON.stringify(deployment.spec.template)).not.toContain(RETAIN);
  });

  test('goes to both clusters whole, with its autoscaler, Service, budget and files', () => {
    const { spec } = one('PropagationPolicy', 'everywhere');
    expect(spec.placement).toEqual({
      clusterAffinity: { clusterNames: ['bj', 'sh'] },
      replicaScheduling: { replicaSchedulingType: 'Duplicated' },
    });
    expect(spec.propagateDeps).toBe(true);
    expect(spec.resourceSelectors.map((s: any) => `${s.apiVersion} ${s.kind} ${s.namespace}/${s.name}`)).toEqual([
      'v1 ConfigMap demo/mnist-server',
      'apps/v1 Deployment demo/mnist',
      'v1 Service demo/mnist',
      'policy/v1 PodDisruptionBudget demo/mnist',
      'autoscaling/v2 HorizontalPodAutoscaler demo/mnist',
    ]);
  });

  test('reaches no cluster before its overrides are there, and each override exists', () => {
    const { dependentOverrides } = one('PropagationPolicy', 'everywhere').spec;
    expect(dependentOverrides).toEqual(['everywhere-0', 'everywhere-1']);
    expect(all.filter((o) => o.kind === 'OverridePolicy').map((o) => o.metadata.name)).toEqual(dependentOverrides);
  });

  test('is larger in Shanghai alone, and comes from its registry there', () => {
    const rules = all.filter((o) => o.kind === 'OverridePolicy').map((o) => o.spec.overrideRules);
    expect(rules).toEqual([
      [{
        targetCluster: { clusterNames: ['sh'] },
        overriders: { plaintext: [{ path: '/spec/maxReplicas', operator: 'replace', value: 8 }] },
      }],
      [{
        targetCluster: { clusterNames: ['sh'] },
        overriders: {
          imageOverrider: [{ component: 'Registry', operator: 'replace', value: 'registry.sh.example.com' }],
        },
      }],
    ]);
    expect(one('HorizontalPodAutoscaler', 'mnist').spec.maxReplicas).toBe(4);
  });
});

describe('what one autoscaler scales over both clusters', () => {
  test('has no autoscaler in a cluster, and no label that would keep the hub\'s number from it', () => {
    expect(one('FederatedHPA', 'embeddings').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'embeddings' },
      minReplicas: 2,
      maxReplicas: 12,
    });
    expect(all.filter((o) => o.kind === 'HorizontalPodAutoscaler').map((o) => o.metadata.name)).toEqual(['mnist']);
    expect(one('Deployment', 'embeddings').metadata.labels).not.toHaveProperty([RETAIN]);
  });

  test('is shared in equal parts, and stays with its autoscaler on the hub', () => {
    const { placement, resourceSelectors } = one('PropagationPolicy', 'embeddings-everywhere').spec;
    expect(placement.replicaScheduling).toEqual({
      replicaSchedulingType: 'Divided',
      replicaDivisionPreference: 'Weighted',
      weightPreference: {
        staticWeightList: ['bj', 'sh'].map((name) => ({ targetCluster: { clusterNames: [name] }, weight: 1 })),
      },
    });
    expect(resourceSelectors.map((s: any) => s.kind)).toEqual(['Deployment', 'Service', 'PodDisruptionBudget']);
  });
});

test('the ingress sends to the host of each cluster that has the service, with its weight', () => {
  const [{ route }] = one('VirtualService', 'head').spec.http;
  expect(route.map((r: any) => [r.destination.host, r.weight]))
    .toEqual([['mnist.demo.bj.example.com', 30], ['mnist.demo.sh.example.com', 70]]);
});
