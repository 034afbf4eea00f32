import { startupOverDeadline } from '../../../src/rules/workload/startup-over-deadline';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const LATE = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: llm, namespace: text }
spec:
  progressDeadlineSeconds: 900
  template:
    metadata: { labels: { app: llm } }
    spec:
      containers:
        - name: server
          startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 90, periodSeconds: 10 }
`;

const PROBE = 'startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 90, periodSeconds: 10 }';
const DEADLINE = 'progressDeadlineSeconds: 900';
const FIRES = [['Deployment text/llm', 'spec.progressDeadlineSeconds']];

/** What the rule computes: `900 of server against 600`. */
function computed(text: string): string[] {
  const parts = /got (\d+); should be above the (\d+) s that container "(.*)" may take to start — /;
  return told(startupOverDeadline, text).map(([, message]) => {
    const [, deadline, budget, container] = parts.exec(message)!;
    return `${budget} of ${container} against ${deadline}`;
  });
}

test('the examples of startup-over-deadline', () => {
  expect(codes(startupOverDeadline.failing)).toEqual(['startup-over-deadline']);
  expect(codes(startupOverDeadline.repaired)).toEqual([]);
});

describe('startup-over-deadline fires', () => {
  test('when a container may load as long as the rollout may take', () => {
    expect(told(startupOverDeadline, LATE)).toEqual([[
      'Deployment text/llm',
      'spec.progressDeadlineSeconds: got 900; should be above the 900 s that container "server" may take to start — '
      + 'a slow start fails the rollout (ProgressDeadlineExceeded) while the model is still loading; '
      + `raise the deadline above 900 s, or shorten the startup probe (${startupOverDeadline.source})`,
    ]]);
  });

  test.each(['paused: false', 'progressDeadlineSeconds: null'])(
    'when the deadline is Kubernetes\' own 600 seconds: %s',
    (field) => {
      expect(fires(startupOverDeadline, change(LATE, DEADLINE, field))).toEqual(FIRES);
      expect(computed(change(LATE, DEADLINE, field))).toEqual(['900 of server against 600']);
    },
  );

  test.each<[string, string, number]>([
    ['the first delay', 'startupProbe: { initialDelaySeconds: 60, failureThreshold: 84, periodSeconds: 10 }', 900],
    ['a period of ten seconds where none is given', 'startupProbe: { failureThreshold: 100 }', 1000],
    ['three failures where no number is given', 'startupProbe: { periodSeconds: 300 }', 900],
    ['nulls as if nothing were given',
      'startupProbe: { initialDelaySeconds: null, failureThreshold: null, periodSeconds: 300 }', 900],
  ])('and counts %s', (_, probe, budget) => {
    expect(computed(change(LATE, PROBE, probe))).toEqual([`${budget} of server against 900`]);
  });

  test('on a native sidecar', () => {
    const sidecar = 'initContainers: [{ name: proxy, restartPolicy: Always, startupProbe: { periodSeconds: 500 } }]';
    const text = change(change(LATE, PROBE, 'image: server:1.2'), 'containers:', `${sidecar}\n      containers:`);
    expect(computed(text)).toEqual(['1500 of proxy against 900']);
  });

  test('once for a Deployment, with the container that may take longest', () => {
    const others = [400, 800, 500].map((s) => `        - { name: side-${s}, startupProbe: { periodSeconds: ${s} } }\n`);
    expect(computed(`${LATE}${others.join('')}`)).toEqual(['2400 of side-800 against 900']);
  });
});

describe('startup-over-deadline is silent', () => {
  test.each<[string, string, string]>([
    ['when the deadline is a second later', DEADLINE, 'progressDeadlineSeconds: 901'],
    ['when there is no startup probe', PROBE, 'startupProbe: null'],
    ['when the slow probe is a liveness probe', 'startupProbe', 'livenessProbe'],
    ['when the slow probe is of an init container that ends', 'containers:', 'initContainers:'],
    ['of a StatefulSet, which has no deadline', 'kind: Deployment', 'kind: StatefulSet'],
    ['of a DaemonSet, which has no deadline', 'kind: Deployment', 'kind: DaemonSet'],
  ])('%s', (_, from, to) => {
    expect(fires(startupOverDeadline, change(LATE, from, to))).toEqual([]);
  });

  test('of a CronJob', () => {
    expect(fires(startupOverDeadline, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  jobTemplate: { spec: { template: { spec: { containers: [{ name: c, startupProbe: { failureThreshold: 9000 } }] } } } }
`)).toEqual([]);
  });
});
