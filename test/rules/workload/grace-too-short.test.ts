import { graceTooShort } from '../../../src/rules/workload/grace-too-short';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

const HOOK = "exec: { command: [sleep, '40'] }";
const GRACE = 'terminationGracePeriodSeconds: 40';
const FIRES = [['Deployment vision/classifier', 'spec.template.spec.terminationGracePeriodSeconds']];

/** What the rule computes: `grace 40, server sleeps 40`. */
function computed(text: string): string[] {
  const parts = /got (\d+); must be above the (\d+) s that the preStop hook of container "(.*)" sleeps — /;
  return told(graceTooShort, text).map(([, message]) => {
    const [, grace, sleep, container] = parts.exec(message)!;
    return `grace ${grace}, ${container} sleeps ${sleep}`;
  });
}

test('the examples of grace-too-short', () => {
  expect(codes(graceTooShort.failing)).toEqual(['grace-too-short']);
  expect(codes(graceTooShort.repaired)).toEqual([]);
});

describe('grace-too-short fires', () => {
  test('when the hook sleeps as long as the grace period', () => {
    expect(told(graceTooShort, CUT)).toEqual([[
      'Deployment vision/classifier',
      'spec.template.spec.terminationGracePeriodSeconds: got 40; '
      + 'must be above the 40 s that the preStop hook of container "server" sleeps — '
      + 'the grace period starts together with the hook, so requests in flight are cut off; '
      + `raise the grace period above 40 s (${graceTooShort.source})`,
    ]]);
  });

  test.each(['restartPolicy: Always', 'terminationGracePeriodSeconds: null'])(
    'when the grace period is Kubernetes\' own 30 seconds: %s',
    (field) => {
      expect(fires(graceTooShort, change(CUT, GRACE, field))).toEqual(FIRES);
      expect(computed(change(CUT, GRACE, field))).toEqual(['grace 30, server sleeps 40']);
    },
  );

  test.each<[string, string, number]>([
    ['the sleep action', 'sleep: { seconds: 45 }', 45],
    ['a shell', "exec: { command: [/bin/sh, -c, 'nginx -s quit; sleep 50'] }", 50],
    ['a path', "exec: { command: [/bin/sleep, '60'] }", 60],
    ['minutes', 'exec: { command: [sleep, 2m] }', 120],
    ['seconds with their suffix', 'exec: { command: [sleep, 40s] }', 40],
  ])('when the hook sleeps by %s', (_, hook, seconds) => {
    expect(computed(change(CUT, HOOK, hook))).toEqual([`grace 40, server sleeps ${seconds}`]);
  });

  test('on a native sidecar', () => {
    const proxy = '{ name: proxy, restartPolicy: Always, lifecycle: { preStop: { sleep: { seconds: 41 } } } }';
    const sidecar = `initContainers: [${proxy}]\n      containers:`;
    const text = change(change(CUT, HOOK, 'sleep: { seconds: 1 }'), 'containers:', sidecar);
    expect(computed(text)).toEqual(['grace 40, proxy sleeps 41']);
  });

  test('once for a pod, with the hook that sleeps longest', () => {
    const others = [45, 90, 60].map((s) => (
      `        - { name: side-${s}, lifecycle: { preStop: { sleep: { seconds: ${s} } } } }\n`));
    expect(computed(`${CUT}${others.join('')}`)).toEqual(['grace 40, side-90 sleeps 90']);
  });

  test('on a Pod, at the field that a Pod has', () => {
    expect(fires(graceTooShort, `
apiVersion: v1
kind: Pod
metadata: { name: p }
spec:
  terminationGracePeriodSeconds: 5
  containers: [{ name: server, lifecycle: { preStop: { sleep: { seconds: 5 } } } }]
`)).toEqual([['Pod p', 'spec.terminationGracePeriodSeconds']]);
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
    expect(fires(graceTooShort, change(CUT, from, to))).toEqual([]);
  });

  test('of an init container that ends before the server starts', () => {
    const fetch = '{ name: fetch, lifecycle: { preStop: { sleep: { seconds: 90 } } } }';
    const init = `initContainers: [${fetch}]\n      containers:`;
    expect(fires(graceTooShort, change(change(CUT, HOOK, 'sleep: { seconds: 1 }'), 'containers:', init))).toEqual([]);
  });
});

test.each([
  ['digits', `sleep ${'1'.repeat(100_000)}x`],
  ['words', '/sleep '.repeat(15_000)],
  ['separators', ';'.repeat(100_000)],
])('grace-too-short reads a command of 100,000 characters in milliseconds: %s', (_, command) => {
  const text = change(CUT, HOOK, `exec: { command: ['${command}'] }`);
  const begin = performance.now();
  fires(graceTooShort, text);
  expect(performance.now() - begin).toBeLessThan(1000);
});
