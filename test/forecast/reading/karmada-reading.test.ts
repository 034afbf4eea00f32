import { deployment, DEPLOYMENT, hpa, POD, read, service } from './read';

const FEDERATED = hpa('minReplicas: 2, maxReplicas: 9')
  .replace('autoscaling/v2', 'autoscaling.karmada.io/v1alpha1').replace('HorizontalPodAutoscaler', 'FederatedHPA');

const policy = (placement: string) => `
---
apiVersion: policy.karmada.io/v1alpha1
kind: PropagationPolicy
metadata: { name: policy, namespace: vision }
spec:
  resourceSelectors:
    - { apiVersion: apps/v1, kind: Deployment, name: classifier, namespace: vision }
    - { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: scaler, namespace: vision }
  placement: { ${placement} }
`;
const CLUSTERS = 'clusterAffinity: { clusterNames: [m1, m2] }';
const weights = (list: string) => `${CLUSTERS}, replicaScheduling: { replicaSchedulingType: Divided, `
  + `replicaDivisionPreference: Weighted, weightPreference: ${list} }`;
const WEIGHTED = weights('{ staticWeightList: [{ targetCluster: { clusterNames: [m2] }, weight: 7 }, '
  + '{ targetCluster: { clusterNames: [m1] }, weight: 3 }] }');
const STARTUP = new Map([['vision/Deployment/classifier', [1]]]);
const scaled = (text: string) => service(text, { startup: STARTUP });

describe('the clusters of a FederatedHPA', () => {
  test.each([
    ['by weights', WEIGHTED, { clusters: ['m1', 'm2'], weights: [3, 7], duplicated: false }, 0],
    ['with all of them in each', CLUSTERS, { clusters: ['m1', 'm2'], duplicated: true }, 0],
    ['in equal parts', `${CLUSTERS}, replicaScheduling: {}`,
      { clusters: ['m1', 'm2'], weights: [1, 1], duplicated: false }, 0],
    ['by their room', weights('{ dynamicWeight: AvailableReplicas }'),
      { clusters: ['m1', 'm2'], duplicated: false }, 1],
    ['by labels', 'clusterAffinity: { labelSelector: { matchLabels: { a: b } } }', undefined, 1],
    ['of which some are taken', `${WEIGHTED}, spreadConstraints: [{ spreadByField: cluster, maxGroups: 1 }]`,
      undefined, 1],
  ])('%s', (_, placement, division, notes) => {
    const { division: made, notModelled } = scaled(DEPLOYMENT + FEDERATED + policy(placement));
    expect(made).toEqual(division);
    expect(notModelled).toHaveLength(notes);
  });

  test('are none without a policy', () => {
    const { division, notModelled } = scaled(DEPLOYMENT + FEDERATED);
    expect(division).toBeUndefined();
    expect(notModelled[0]).toMatch(/^No policy of Karmada propagates it/);
  });
});

describe('an autoscaler in each cluster', () => {
  const LABEL = ', labels: { resourcetemplate.karmada.io/retain-replicas: "true" }';

  test('is that of one of them', () => {
    const { division, notModelled } = scaled(deployment(POD, LABEL) + hpa('maxReplicas: 4') + policy(CLUSTERS));
    expect(division).toBeUndefined();
    expect(notModelled).toEqual([
      'It is scaled in each cluster by itself (m1, m2): the figures are those of one cluster, for its load.',
    ]);
  });

  test('fights with Karmada without the label, and where Karmada divides', () => {
    const { notModelled } = scaled(DEPLOYMENT + hpa('maxReplicas: 4') + policy(WEIGHTED));
    expect(notModelled.slice(1)).toEqual([
      'Karmada divides what its autoscaler scales, so each undoes the other: no model.',
      'Without the retain-replicas label Karmada sets its replicas back again and again: not modelled.',
    ]);
  });

  test('may be overridden', () => {
    const override = `
---
apiVersion: policy.karmada.io/v1alpha1
kind: OverridePolicy
metadata: { name: more, namespace: vision }
spec:
  resourceSelectors: [{ apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: scaler, namespace: vision }]
  overrideRules:
    - targetCluster: { clusterNames: [m2] }
      overriders: { plaintext: [{ path: /spec/maxReplicas, operator: replace, value: 8 }] }
`;
    const { notModelled } = scaled(deployment(POD, LABEL) + hpa('maxReplicas: 4') + policy(CLUSTERS) + override);
    expect(notModelled[1]).toBe(
      'What override policies change of HorizontalPodAutoscaler vision/scaler in m2 is not modelled.');
  });
});

describe('schedules', () => {
  const cron = (target: string, rules: string) => `
---
apiVersion: autoscaling.karmada.io/v1alpha1
kind: CronFederatedHPA
metadata: { name: cron, namespace: vision }
spec: { scaleTargetRef: { ${target} }, rules: [${rules}] }
`;
  const ON_SCALER = 'apiVersion: autoscaling.karmada.io/v1alpha1, kind: FederatedHPA, name: scaler';
  const text = DEPLOYMENT + FEDERATED + policy(WEIGHTED);

  test('change the bounds of the autoscaler, or the replicas of its workload', () => {
    const { schedules, notModelled } = scaled(text
      + cron(ON_SCALER, '{ name: day, schedule: "0 8 * * *", timeZone: Asia/Shanghai, targetMinReplicas: 4, '
        + 'targetMaxReplicas: 8 }, { name: off, schedule: "0 9 * * *", targetMinReplicas: 1, suspend: true }')
      + cron('apiVersion: apps/v1, kind: Deployment, name: classifier',
        '{ name: night, schedule: "@daily", targetReplicas: 0 }'));
    expect(schedules).toEqual([
      { name: 'day', schedule: '0 8 * * *', timeZone: 'Asia/Shanghai', minReplicas: 4, maxReplicas: 8 },
      { name: 'night', schedule: '@daily', timeZone: '', replicas: 0 },
    ]);
    expect(notModelled).toEqual([]);
  });

  test('that Karmada cannot read never run', () => {
    const { schedules, notModelled } = scaled(text + cron(ON_SCALER, '{ name: day, schedule: "0 0 8 * * *" }'));
    expect(schedules).toBeUndefined();
    expect(notModelled).toEqual(['Karmada cannot read the times of rule day of cron: it never runs.']);
  });

  test('of something else are a note', () => {
    expect(read(text + cron('apiVersion: apps/v1, kind: Deployment, name: other', '')).notes).toEqual([
      'Not modelled: CronFederatedHPA vision/cron, as no FederatedHPA of the set scales the same.',
    ]);
    expect(read(text + cron(ON_SCALER, '')).notes).toEqual([]);
  });
});
