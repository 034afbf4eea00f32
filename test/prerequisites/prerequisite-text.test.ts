import { all, autoscaler, CPU, deployment, named, prerequisites } from './needs';
import { prerequisiteData, prerequisiteText } from '../../src/prerequisites/prerequisite-text';

test('a text for people', () => {
  expect(prerequisiteText(prerequisites(deployment('hostUsers: false, imagePullSecrets: [{ name: registry }]')))).toBe([
    'Kubernetes 1.33 or newer: pods in a user namespace of their own',
    '  why: An older API server drops `hostUsers: false`.',
    '  needed by: Deployment web  spec.template.spec.hostUsers',
    '  check: kubectl version',
    '  expected: Server Version: v1.33 or newer; the nodes too, in kubectl get nodes',
    '  see: https://kubernetes.io/docs/reference/command-line-tools-reference/feature-gates/',
    '',
    'The Secret registry in the namespace default',
    '  why: It holds credentials or files. Without it containers do not start (CreateContainerConfigError,',
    '    FailedMount), private images are not pulled, and downloads and triggers are refused.',
    '  needed by: Deployment web  spec.template.spec.imagePullSecrets[0].name',
    '  check: kubectl get secret registry',
    '  expected: the Secret registry',
    '  see: https://kubernetes.io/docs/concepts/configuration/secret/',
    '',
  ].join('\n'));
});

test('it names three objects, or all', () => {
  const found = prerequisites(
    all(...['a', 'b', 'c', 'd', 'e'].map((name) => named('keda.sh/v1alpha1', 'ScaledJob', name))),
  );
  const users = (text: string) => [...text.matchAll(/^ {2}needed by: (.*)$/gm)].map(([, user]) => user);
  expect(users(prerequisiteText(found))).toEqual([
    'ScaledJob a  apiVersion', 'ScaledJob b  apiVersion', 'ScaledJob c  apiVersion', '2 more',
  ]);
  expect(users(prerequisiteText(found, { all: true }))).toHaveLength(5);
});

test('a version that the heading does not give, and the clusters', () => {
  const [istio] = prerequisites(named('networking.istio.io/v1', 'ServiceEntry', 'a'));
  const text = prerequisiteText([{ ...istio, clusters: ['bj', 'sh'] }]);
  expect(text).toContain('\n  version: 1.22 or newer\n  in: bj, sh\n');
});

test('nothing that is needed', () => {
  expect(prerequisiteText([])).toBe('These manifests need nothing that a cluster does not have by default.\n');
});

test('the same as plain data', () => {
  const data = prerequisiteData(prerequisites(all(deployment(''), autoscaler(CPU))));
  expect(JSON.parse(JSON.stringify(data))).toEqual([{
    id: 'metrics-server',
    title: 'metrics-server',
    why: expect.stringContaining('never scales'),
    clusters: [],
    neededBy: [{ object: 'HorizontalPodAutoscaler web', field: 'spec.metrics[0]' }],
    check: 'kubectl get apiservice v1beta1.metrics.k8s.io',
    expected: 'one line, with True under AVAILABLE',
    install: 'https://github.com/kubernetes-sigs/metrics-server#installation',
  }]);
});
