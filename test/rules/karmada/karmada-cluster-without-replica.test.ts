import {
  DEPLOYMENT, DEPLOYMENTS, documents, FEDERATED_AUTOSCALER, fixed, policy,
} from '../../../src/rules/karmada/examples';
import { karmadaClusterWithoutReplica } from '../../../src/rules/karmada/karmada-cluster-without-replica';
import { karmadaDynamicDivisionEmptyCluster } from '../../../src/rules/karmada/karmada-dynamic-division-empty-cluster';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

test('the examples of karmada-cluster-without-replica', () => {
  expect(codes(karmadaClusterWithoutReplica.failing)).toEqual(['karmada-cluster-without-replica']);
  expect(codes(karmadaClusterWithoutReplica.repaired)).toEqual([]);
});

const DIVIDED = '{ replicaSchedulingType: Divided }';
const PLACE = [['PropagationPolicy vision/everywhere', 'spec.placement.replicaScheduling']];

function weighted(bj: number, sh: number): string {
  const weight = (name: string, value: number) => `{ targetCluster: { clusterNames: [${name}] }, weight: ${value} }`;
  return `{ weightPreference: { staticWeightList: [${weight('bj', bj)}, ${weight('sh', sh)}] } }`;
}

describe('karmada-cluster-without-replica fires', () => {
  test.each<[string, string, string]>([
    ['one replica for two clusters', fixed(1), DIVIDED],
    ['replicas that the hub fills in', DEPLOYMENT, DIVIDED],
    ['weights so far apart that one gets none', fixed(10), weighted(1, 1000)],
    ['no replica at all', fixed(0), '{ replicaDivisionPreference: Aggregated }'],
  ])('on %s', (_, object, division) => {
    const text = documents(object, policy([DEPLOYMENTS], division));
    expect(codes(text)).toEqual(['karmada-cluster-without-replica']);
    expect(fires(karmadaClusterWithoutReplica, text)).toEqual(PLACE);
  });

  test('on the minimum of a FederatedHPA, and says what to raise', () => {
    const scaler = FEDERATED_AUTOSCALER.replace('minReplicas: 2', 'minReplicas: 1');
    const text = documents(DEPLOYMENT, scaler, policy([DEPLOYMENTS], DIVIDED));
    const [[, message]] = told(karmadaClusterWithoutReplica, text);
    expect(message).toContain('got "FederatedHPA vision/classifier: 1"; ');
    expect(message).toContain('raise spec.minReplicas of FederatedHPA vision/classifier');
    expect(codes(text)).toEqual(['karmada-cluster-without-replica']);
  });

  describe('on what a CronFederatedHPA makes the minimum', () => {
    const cron = (rules: string, target: string = 'kind: FederatedHPA, name: classifier') => `
apiVersion: autoscaling.karmada.io/v1alpha1
kind: CronFederatedHPA
metadata: { name: nights, namespace: vision }
spec:
  scaleTargetRef: { apiVersion: autoscaling.karmada.io/v1alpha1, ${target} }
  rules: [${rules}]`.trimStart();
    const MORNING = '{ name: morning, schedule: 0 7 * * *, targetMinReplicas: 6 }';
    const NIGHT = '{ name: night, schedule: 0 22 * * *, targetMinReplicas: 1 }';
    const all = (schedule: string) => documents(
      DEPLOYMENT, FEDERATED_AUTOSCALER, schedule, policy([DEPLOYMENTS], DIVIDED));

    test('and says which rule', () => {
      const [[, message]] = told(karmadaClusterWithoutReplica, all(cron(`${MORNING}, ${NIGHT}`)));
      expect(message).toContain('got "CronFederatedHPA vision/nights: 1"; ');
      expect(message).toContain('raise spec.rules[1].targetMinReplicas of CronFederatedHPA vision/nights');
      expect(codes(all(cron(NIGHT)))).toEqual(['karmada-cluster-without-replica']);
    });

    test.each([
      ['a rule that raises it', cron(MORNING)],
      ['a rule that is suspended', cron(change(NIGHT, '}', ', suspend: true }'))],
      ['a rule that sets no minimum', cron('{ name: night, schedule: 0 22 * * *, targetMaxReplicas: 4 }')],
      ['another FederatedHPA', cron(NIGHT, 'kind: FederatedHPA, name: other')],
      ['an object of another kind and the same name', cron(NIGHT, 'kind: Deployment, name: classifier')],
      ['a FederatedHPA of the same name elsewhere', change(cron(NIGHT), 'namespace: vision', 'namespace: audio')],
      ['no rule at all', change(cron(NIGHT), `[${NIGHT}]`, 'null')],
    ])('but not %s', (_, schedule) => {
      expect(codes(all(schedule))).toEqual([]);
    });
  });

  test('on the parallelism of a Job', () => {
    const job = fixed(1).replace('apps/v1', 'batch/v1').replace('kind: Deployment', 'kind: Job')
      .replace('replicas', 'parallelism');
    const text = documents(job, policy(['batch/v1 Job'], DIVIDED));
    expect(told(karmadaClusterWithoutReplica, text)[0][1]).toContain('raise spec.parallelism of Job vision/classifier');
  });

  test('and says why one gets none, and what to raise', () => {
    const text = documents(fixed(10), policy([DEPLOYMENTS], weighted(1, 1000)));
    const [[, message]] = told(karmadaClusterWithoutReplica, text);
    expect(message).toContain('must give each cluster at least one replica: bj may get none by the weights');
    expect(message).toContain('raise spec.replicas of Deployment vision/classifier');
  });
});

describe('a cluster without a weight', () => {
  const WEIGHED = `
      weightPreference:
        staticWeightList: [{ targetCluster: { clusterNames: [bj] }, weight: 1 }]`;
  const SENT = policy([DEPLOYMENTS], WEIGHED);
  const NAMED = 'metadata: { name: everywhere, namespace: vision }';
  const annotated = (names: string) => change(SENT, NAMED, `metadata:
  name: everywhere
  namespace: vision
  annotations: { elastic-inference/drained-clusters: ${names} }`);

  test('is reported, however many replicas there are, and raising them is not what it says', () => {
    expect(codes(documents(fixed(9), SENT))).toEqual(['karmada-cluster-without-replica']);
    const [[, message]] = told(karmadaClusterWithoutReplica, documents(fixed(9), SENT));
    expect(message).toContain('; give sh a weight, use replicaDivisionPreference: Aggregated, or ');
  });

  test('is not reported where the policy names it as drained', () => {
    expect(codes(documents(fixed(9), annotated('sh')))).toEqual([]);
    expect(codes(documents(fixed(1), annotated('sh')))).toEqual([]);
    expect(codes(documents(fixed(9), annotated('gz')))).toEqual(['karmada-cluster-without-replica']);
  });
});

describe('karmada-cluster-without-replica is silent', () => {
  const SENT = policy([DEPLOYMENTS], DIVIDED);

  test.each<[string, string, string]>([
    ['two replicas for two clusters', fixed(2), SENT],
    ['ten by 3 and 7', fixed(10), policy([DEPLOYMENTS], weighted(3, 7))],
    ['one replica in few clusters', fixed(1), policy([DEPLOYMENTS], '{ replicaDivisionPreference: Aggregated }')],
    ['one replica in each cluster', fixed(1), policy([DEPLOYMENTS])],
    ['clusters by labels', fixed(1), SENT.replace('clusterNames: [bj, sh]', 'labelSelector: { a: b }')],
    ['several affinities', fixed(1),
      SENT.replace('clusterAffinity: { clusterNames: [bj, sh] }', 'clusterAffinities: []')],
    ['all clusters that there are', fixed(1), SENT.replace('clusterNames: [bj, sh]', '')],
    ['clusters of which the scheduler selects one', fixed(1), SENT.replace('  placement:\n', `  placement:
    spreadConstraints: [{ spreadByField: cluster, maxGroups: 1 }]
`)],
  ])('on %s', (_, object, sent) => {
    expect(codes(documents(object, sent))).toEqual([]);
  });
});

describe('where other clusters answer', () => {
  const SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: classifier, namespace: vision }
spec: { selector: { app: classifier }, ports: [{ port: 80 }] }`.trimStart();
  const ACROSS = `
apiVersion: networking.karmada.io/v1alpha1
kind: MultiClusterService
metadata: { name: classifier, namespace: vision }
spec: { types: [CrossCluster] }`.trimStart();
  const EXPORT = `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceExport
metadata: { name: classifier, namespace: vision }`.trimStart();
  const ingress = (spec: string) => `
apiVersion: networking.karmada.io/v1alpha1
kind: MultiClusterIngress
metadata: { name: entry, namespace: vision }
spec: { ${spec} }`.trimStart();
  const BACKEND = '{ service: { name: classifier, port: { number: 80 } } }';
  const SENT = policy([DEPLOYMENTS, 'v1 Service'], DIVIDED);
  const TUTORIAL = FEDERATED_AUTOSCALER.replace('minReplicas: 2', 'minReplicas: 1');
  const all = (other: string) => documents(fixed(1), TUTORIAL, SERVICE, other, SENT);

  test.each([
    ['by a MultiClusterService, as in the tutorials of Karmada', ACROSS],
    ['by an exported Service', EXPORT],
    ['by a path of a MultiClusterIngress', ingress(`rules: [{ http: { paths: [{ path: /, backend: ${BACKEND} }] } }]`)],
    ['by the default of a MultiClusterIngress', ingress(`defaultBackend: ${BACKEND}`)],
  ])('nothing is reported: %s', (_, other) => {
    expect(fires(karmadaClusterWithoutReplica, all(other))).toEqual([]);
  });

  test.each([
    ['for another Service', change(ACROSS, 'name: classifier', 'name: other')],
    ['in another namespace', change(ACROSS, 'namespace: vision', 'namespace: audio')],
    ['of another API', change(ACROSS, 'networking.karmada.io', 'example.com')],
    ['of an ingress without a backend', ingress('rules: [{ host: a.example.com }]')],
  ])('it is reported %s', (_, other) => {
    expect(fires(karmadaClusterWithoutReplica, all(other))).toEqual(PLACE);
  });

  test('it is reported for a Service of other pods, and for no replica at all', () => {
    const other = all(ACROSS).replace('selector: { app: classifier }, ports', 'selector: { app: other }, ports');
    expect(fires(karmadaClusterWithoutReplica, other)).toEqual(PLACE);
    const none = documents(fixed(0), SERVICE, ACROSS, SENT);
    expect(fires(karmadaClusterWithoutReplica, none)).toEqual(PLACE);
  });

  test('a division by room is not reported either', () => {
    const byRoom = policy([DEPLOYMENTS, 'v1 Service'], '{ weightPreference: { dynamicWeight: AvailableReplicas } }');
    const own = documents(fixed(4), SERVICE, byRoom);
    expect(fires(karmadaDynamicDivisionEmptyCluster, own)).toHaveLength(1);
    expect(fires(karmadaDynamicDivisionEmptyCluster, documents(own, ACROSS))).toEqual([]);
  });
});

