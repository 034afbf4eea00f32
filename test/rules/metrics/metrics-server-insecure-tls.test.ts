import { metricsServerInsecureTls } from '../../../src/rules/metrics/metrics-server-insecure-tls';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const ARGS = "args: ['--cert-dir=/tmp', '--kubelet-insecure-tls']";
const SERVER = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: metrics-server, namespace: kube-system }
spec:
  template:
    metadata: { labels: { k8s-app: metrics-server } }
    spec:
      containers: [{ name: metrics-server, ${ARGS} }]
`;

const DEPLOYMENT = 'Deployment kube-system/metrics-server';
const CONTAINER = 'spec.template.spec.containers["metrics-server"]';

test('the examples of metrics-server-insecure-tls', () => {
  expect(codes(metricsServerInsecureTls.failing)).toEqual(['metrics-server-insecure-tls']);
  expect(codes(metricsServerInsecureTls.repaired)).toEqual([]);
});

describe('metrics-server-insecure-tls fires', () => {
  test('on the flag', () => {
    expect(told(metricsServerInsecureTls, SERVER)).toEqual([[
      DEPLOYMENT,
      `${CONTAINER}.args: got "--kubelet-insecure-tls"; `
      + 'switches off the verification of the certificates of kubelets — '
      + 'anybody on the network can answer in the place of a kubelet, with numbers that autoscalers follow; '
      + 'give the kubelets signed certificates (serverTLSBootstrap) and remove the flag; '
      + `acknowledge this on a test cluster, or for KubeEdge (${metricsServerInsecureTls.source})`,
    ]]);
  });

  test.each<[string, string, string]>([
    ['with a value', "args: ['--kubelet-insecure-tls=true']", 'args'],
    ['in the command', "command: ['/metrics-server', '--kubelet-insecure-tls']", 'command'],
  ])('%s', (_, to, list) => {
    expect(fires(metricsServerInsecureTls, change(SERVER, ARGS, to))).toEqual([[DEPLOYMENT, `${CONTAINER}.${list}`]]);
  });
});

describe('metrics-server-insecure-tls is silent', () => {
  test.each([
    ['without the flag', ", '--kubelet-insecure-tls'", ''],
    ['when it is switched off', '--kubelet-insecure-tls', '--kubelet-insecure-tls=false'],
    ['on another flag that begins alike', '--kubelet-insecure-tls', '--kubelet-insecure-tls-bootstrap'],
    ['without arguments', ARGS, 'args: null'],
  ])('%s', (_, from, to) => {
    expect(fires(metricsServerInsecureTls, change(SERVER, from, to))).toEqual([]);
  });
});
