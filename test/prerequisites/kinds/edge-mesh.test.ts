import { all, deployment, ids, named, needs } from '../needs';

const EDGE = deployment("nodeSelector: { node-role.kubernetes.io/edge: '' }");
const SERVICE = named('v1', 'Service', 'web', 'spec: { selector: { app: web } }');
const rule = (host: string, name: string = 'rule') => (
  named('networking.istio.io/v1alpha3', 'DestinationRule', name, `spec: { host: ${host} }`));

test.each(['web', 'web.default', 'web.default.svc.cluster.local'])('a policy for pods on the edge, host %s', (host) => {
  const found = needs(all(EDGE, SERVICE, rule(host)));
  expect(found).toContainEqual(['edge-mesh', 'DestinationRule rule spec.host']);
  expect(found.map(([id]) => id)).not.toContain('istio');
});

test('EdgeMesh finds a policy by the name of the Service too', () => {
  expect(ids(all(EDGE, SERVICE, rule('other', 'web')))).toContain('edge-mesh');
});

test('a policy for other pods is of Istio', () => {
  expect(ids(all(deployment(''), SERVICE, rule('web')))).toEqual(['istio']);
  expect(ids(all(EDGE, SERVICE, rule('other')))).toEqual(['istio', 'kubeedge']);
});

test('joint inference needs EdgeMesh', () => {
  expect(needs(named('sedna.io/v1alpha1', 'JointInferenceService', 'a', 'spec: {}')))
    .toContainEqual(['edge-mesh', 'JointInferenceService a spec.edgeWorker']);
});
