import { change, told } from '../manifests';
import { graceTooShort } from '../../../src/rules/workload/grace-too-short';

const CUT = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      terminationGracePeriodSeconds: 40
      containers:
        - name: server
          image: server:1.2
          lifecycle: { preStop: { exec: { command: [sleep, '40'] } } }
`;

function message(grace: number, sleep: number, container: string = 'server'): string {
  return `spec.template.spec.terminationGracePeriodSeconds: got ${grace}; must be above the ${sleep} s that the preStop hook of container "${container}" sleeps — `
    + 'the grace period counts from the beginning of the hook, so requests in flight would be cut off; '
    + `raise the grace period above ${sleep} s (https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution)`;
}

const HOOK = "exec: { command: [sleep, '40'] }";
const GRACE = 'terminationGracePeriodSeconds: 40';

describe('grace-too-short fires', () => {
  test('when the hook sleeps as long as the grace period', () => {
    expect(told(graceTooShort, CUT)).toEqual([['Deployment vision/classifier', message(40, 40)]]);
  });

  test('when the grace period is Kubernetes\' own 30 seconds', () => {
    expect(told(graceTooShort, change(CUT, GRACE, 'restartPolicy: Always'))).toEqual([['Deployment vision/classifier', message(30, 40)]]);
    expect(told(graceTooShort, change(CUT, GRACE, 'terminationGracePeriodSeconds: null'))).toEqual([['Deployment vision/classifier', message(30, 40)]]);
  });

  test.each<[string, string, number]>([
    ['the sleep action', 'sleep: { seconds: 45 }', 45],
    ['a shell', "exec: { command: [/bin/sh, -c, 'nginx -s quit; sleep 50'] }", 50],
    ['a path', "exec: { command: [/bin/sleep, '60'] }", 60],
    ['minutes', 'exec: { command: [sleep, 2m] }', 120],
    ['seconds with their suffix', 'exec: { command: [sleep, 40s] }', 40],
  ])('when the hook sleeps by %s', (_, hook, seconds) => {
    expect(told(graceTooShort, change(CUT, HOOK, hook))).toEqual([['Deployment vision/classifier', message(40, seconds)]]);
  });

  test('on a native sidecar', () => {
    const sidecar = 'initContainers: [{ name: proxy, restartPolicy: Always, lifecycle: { preStop: { sleep: { seconds: 41 } } } }]\n      containers:';
    expect(told(graceTooShort, change(change(CUT, HOOK, 'sleep: { seconds: 1 }'), 'containers:', sidecar))).toEqual([['Deployment vision/classifier', message(40, 41, 'proxy')]]);
  });

  test('on a Pod, at the field that a Pod has', () => {
    expect(told(graceTooShort, `
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  terminationGracePeriodSeconds: 5
  containers: [{ name: server, lifecycle: { preStop: { sleep: { seconds: 5 } } } }]
`)).toEqual([['Pod p', message(5, 5).replace('spec.template.spec.', 'spec.')]]);
  });
});

describe('grace-too-short is silent', () => {
  test.each<[string, string, string]>([
    ['when the grace period is one second longer', GRACE, 'terminationGracePeriodSeconds: 41'],
    ['when the hook is an HTTP request', HOOK, 'httpGet: { path: /drain, port: 8080 }'],
    ['when the hook runs another program', HOOK, "exec: { command: [/drain, '40'] }"],
    ['when a word only ends in sleep', HOOK, "exec: { command: [sh, -c, 'echo nosleep 100'] }"],
    ['when there is no hook', `{ preStop: { ${HOOK} } }`, '{}'],
    ['when the hook is null', `{ preStop: { ${HOOK} } }`, '{ preStop: null }'],
    ['when the command is null', HOOK, 'exec: { command: null }'],
    ['when there is no lifecycle', `lifecycle: { preStop: { ${HOOK} } }`, 'lifecycle: null'],
    ['when the hook acts after the start', 'preStop', 'postStart'],
    ['when the sleep has no seconds', HOOK, 'sleep: {}'],
  ])('%s', (_, from, to) => {
    expect(told(graceTooShort, change(CUT, from, to))).toEqual([]);
  });

  test('of an init container that ends before the server starts', () => {
    const init = 'initContainers: [{ name: fetch, lifecycle: { preStop: { sleep: { seconds: 90 } } } }]\n      containers:';
    expect(told(graceTooShort, change(change(CUT, HOOK, 'sleep: { seconds: 1 }'), 'containers:', init))).toEqual([]);
  });
});
