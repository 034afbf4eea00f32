import { golden, missing, objects, only, run, seed } from './example';

const files = run('kubeedge-llamaedge');
const printed = objects(files);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('kubeedge-llamaedge'));
});

test('holds every field of the seed with the seed\'s value, except the node name that cannot work', () => {
  const differences = seed('000-llamaedge.yaml').flatMap((o) => missing(o, only(printed, o.kind), o.kind));
  // examples/kubeedge-llamaedge/README.md gives the reason.
  expect(differences).toEqual(['Deployment.spec.template.spec.nodeName: nvidia-edge-node -> undefined']);
});

test('runs on the named edge node only, and stays there while the node is offline', () => {
  const { affinity, tolerations } = only(printed, 'Deployment').spec.template.spec;
  expect(affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
    { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['edgenode'] }] },
  ]);
  expect(tolerations)
    .toContainEqual({ key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute' });
});

test('has the Service that the seed lacks, which EdgeMesh finds and balances', () => {
  const service = only(printed, 'Service');
  const rule = only(printed, 'DestinationRule');
  expect(service.spec.ports).toEqual([{ name: 'http-0', port: 8080, targetPort: 8080, protocol: 'TCP' }]);
  expect(rule.metadata).toEqual({ name: service.metadata.name, namespace: service.metadata.namespace });
  expect(rule.spec.trafficPolicy.loadBalancer).toEqual({ simple: 'RANDOM' });
});

test('asks for everything that Pod Security "restricted" does, but for the user that the image needs', () => {
  const spec = only(printed, 'Deployment').spec.template.spec;
  expect(spec.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
  expect(spec.containers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsGroup: 0,
    runAsNonRoot: false,
    runAsUser: 0,
  });
});
