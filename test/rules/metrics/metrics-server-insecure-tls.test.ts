import { change, told } from '../manifests';
import { metricsServerInsecureTls } from '../../../src/rules/metrics/metrics-server-insecure-tls';

const SERVER = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: metrics-server, namespace: kube-system }
spec:
  template:
    metadata: { labels: { k8s-app: metrics-server } }
    spec:
      containers: [{ name: metrics-server, args: ['--cert-dir=/tmp', '--kubelet-insecure-tls'] }]
`;

describe('metrics-server-insecure-tls fires', () => {
  test('on the flag', () => {
    expect(told(metricsServerInsecureTls, SERVER)).toEqual([[
      'Deployment kube-system/metrics-server',
      'spec.template.spec.containers["metrics-server"].args: got "--kubelet-insecure-tls"; leaves the certificates of kubelets unchecked — '
      + 'anybody on the network may answer in the place of a kubelet, with numbers that autoscalers follow; '
      + 'let the kubelets have signed certificates (serverTLSBootstrap) and leave it out; acknowledge this on a test cluster, or for KubeEdge '
      + '(https://github.com/kubernetes-sigs/metrics-server#requirements)',
    ]]);
  });

  test.each([
    ['with a value', 'args: [\'--cert-dir=/tmp\', \'--kubelet-insecure-tls\']', 'args: [\'--kubelet-insecure-tls=true\']'],
    ['in the command', 'args: [\'--cert-dir=/tmp\', \'--kubelet-insecure-tls\']', 'command: [\'/metrics-server\', \'--kubelet-insecure-tls\']'],
  ])('%s', (_, from, to) => {
    expect(told(metricsServerInsecureTls, change(SERVER, from, to))).toHaveLength(1);
  });
});

describe('metrics-server-insecure-tls is silent', () => {
  test.each([
    ['without the flag', ', \'--kubelet-insecure-tls\'', ''],
    ['when it is switched off', '--kubelet-insecure-tls', '--kubelet-insecure-tls=false'],
    ['on another flag that begins alike', '--kubelet-insecure-tls', '--kubelet-insecure-tls-bootstrap'],
    ['without arguments', 'args: [\'--cert-dir=/tmp\', \'--kubelet-insecure-tls\']', 'args: null'],
  ])('%s', (_, from, to) => {
    expect(told(metricsServerInsecureTls, change(SERVER, from, to))).toEqual([]);
  });
});
