import * as fs from 'fs';
import * as path from 'path';
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

test('has the policy of EdgeMesh in a file of its own, which comes after that of the Service', () => {
  const names = Object.keys(files).sort();
  expect(names.map((name) => objects({ [name]: files[name] }).map((o) => o.kind))).toEqual([
    ['Deployment', 'Service', 'PodDisruptionBudget', 'HorizontalPodAutoscaler'],
    ['DestinationRule'],
  ]);
});

describe.each(['docs/placement.md', 'examples/kubeedge-llamaedge/README.md'])('the commands of %s', (page) => {
  const text = fs.readFileSync(path.resolve(__dirname, '../..', page), 'utf8');
  const fences = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, code]) => code.replace(/\\\n\s*/g, ''));
  const commands = fences.flatMap((code) => code.split('\n')).filter((line) => line.startsWith('kubectl '));
  const steps = commands.filter((c) => !c.includes('-n kubeedge'));

  test('apply the Service, wait for its pods, and then apply the policy', () => {
    const [apply, wait, policy] = steps;
    const applied = [apply, policy].map((c) => /^kubectl apply -f (?:\S*\/)?dist\/(\S+)$/.exec(c)![1]);
    expect(applied.map((name) => objects({ [name]: files[name] }).some((o) => o.kind === 'Service')))
      .toEqual([true, false]);
    expect(applied.map((name) => objects({ [name]: files[name] }).some((o) => o.kind === 'DestinationRule')))
      .toEqual([false, true]);
    expect(wait).toMatch(/^kubectl -n \S+ rollout status deployment \S+ --timeout=\d+m$/);
    const { startupProbe } = only(printed, 'Deployment').spec.template.spec.containers[0];
    const minutes = Number(/--timeout=(\d+)m/.exec(wait)![1]);
    expect(minutes * 60).toBeGreaterThan(startupProbe.periodSeconds * startupProbe.failureThreshold);
  });

  test('name objects that are printed', () => {
    const named = steps.flatMap((c) => {
      const found = /^kubectl -n (\S+) (?:rollout status|annotate) (\S+) (\S+)/.exec(c);
      return found ? [found.slice(1)] : [];
    });
    expect(named.length).toBeGreaterThan(0);
    const kinds: Record<string, string> = {
      'deployment': 'Deployment', 'destinationrules.networking.istio.io': 'DestinationRule',
    };
    for (const [namespace, kind, name] of named) {
      expect(only(printed, kinds[kind]).metadata).toMatchObject({ namespace, name });
    }
  });
});

test('the page has the second step, which changes the policy and nothing that it says', () => {
  const text = fs.readFileSync(path.resolve(__dirname, '../../docs/placement.md'), 'utf8');
  const [, code] = /^```sh\n(kubectl -n default annotate [\s\S]*?)^```/m.exec(text)!;
  const { apiVersion, metadata } = only(printed, 'DestinationRule');
  expect(code.replace(/\\\n\s*/g, '').trim()).toBe(
    `kubectl -n ${metadata.namespace} annotate destinationrules.${apiVersion.split('/')[0]} ${metadata.name} `
    + '--overwrite "elastic-inference/touched=$(date +%s)"',
  );
});
