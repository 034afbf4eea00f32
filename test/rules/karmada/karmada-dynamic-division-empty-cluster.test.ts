import {
  AUTOSCALER, AUTOSCALERS, DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, policy, RETAINED,
} from '../../../src/rules/karmada/examples';
import { karmadaDynamicDivisionEmptyCluster } from '../../../src/rules/karmada/karmada-dynamic-division-empty-cluster';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const RULE = 'karmada-dynamic-division-empty-cluster';
const BY_ROOM = '{ weightPreference: { dynamicWeight: AvailableReplicas } }';
const SENT = policy([DEPLOYMENTS], BY_ROOM);

test(`the examples of ${RULE}`, () => {
  expect(codes(karmadaDynamicDivisionEmptyCluster.failing)).toEqual([RULE]);
  expect(codes(karmadaDynamicDivisionEmptyCluster.repaired)).toEqual([]);
  expect(karmadaDynamicDivisionEmptyCluster.severity).toBe('warning');
});

describe(`${RULE} fires`, () => {
  test.each([
    ['two replicas for two clusters', documents(fixed(2), SENT)],
    ['a hundred: a cluster without room gets none of them', documents(fixed(100), SENT)],
    ['the minimum of a FederatedHPA', documents(DEPLOYMENT, FEDERATED_AUTOSCALER, SENT)],
    ['weights that the room wins over', documents(fixed(4), policy([DEPLOYMENTS], `
      weightPreference:
        dynamicWeight: AvailableReplicas
        staticWeightList: [{ targetCluster: { clusterNames: [bj] }, weight: 1 }]`))],
  ])('on %s', (_, text) => {
    expect(codes(text)).toEqual([RULE]);
    expect(fires(karmadaDynamicDivisionEmptyCluster, text)).toEqual([[
      'PropagationPolicy vision/everywhere', 'spec.placement.replicaScheduling.weightPreference.dynamicWeight',
    ]]);
  });

  test('once for a policy, and says which clusters may be empty', () => {
    const other = fixed(4).replace('name: classifier, namespace', 'name: other, namespace')
      .replace(/app: classifier/g, 'app: other');
    const text = documents(fixed(2), other, policy([DEPLOYMENTS, 'apps/v1 Deployment other'], BY_ROOM));
    const found = told(karmadaDynamicDivisionEmptyCluster, text);
    expect(found).toHaveLength(1);
    expect(found[0][1]).toContain('got "Deployment vision/classifier"; ');
    expect(found[0][1]).toContain('each of bj, sh may be left without one');
  });
});

describe(`${RULE} is silent`, () => {
  test.each([
    ['on static weights', documents(fixed(4), policy([DEPLOYMENTS], '{ replicaSchedulingType: Divided }'))],
    ['on few clusters on purpose', documents(fixed(4), policy([DEPLOYMENTS], `
      replicaDivisionPreference: Aggregated
      weightPreference: { dynamicWeight: AvailableReplicas }`))],
    ['on one cluster', documents(fixed(4), change(SENT, '[bj, sh]', '[bj]'))],
    ['on clusters by labels', documents(fixed(4), change(SENT, 'clusterNames: [bj, sh]', 'labelSelector: { a: b }'))],
    ['on clusters of which the scheduler selects one', documents(fixed(4), change(SENT, '  placement:\n', `  placement:
    spreadConstraints: [{ spreadByField: cluster, maxGroups: 1 }]
`))],
    ['on replicas for each cluster', documents(fixed(4), policy([DEPLOYMENTS], `
      replicaSchedulingType: Duplicated
      weightPreference: { dynamicWeight: AvailableReplicas }`))],
  ])('%s', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  test('on fewer replicas than clusters, which leave one empty in any case: that is an error', () => {
    expect(codes(documents(fixed(1), SENT))).toEqual(['karmada-cluster-without-replica']);
  });

  test('on what is scaled in each cluster, which is an error of its own', () => {
    const text = documents(RETAINED, AUTOSCALER, policy([DEPLOYMENTS, AUTOSCALERS], BY_ROOM));
    expect(codes(text)).toEqual(['karmada-autoscaled-and-divided']);
  });
});
