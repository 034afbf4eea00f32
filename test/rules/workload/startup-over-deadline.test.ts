import { change, told } from '../manifests';
import { startupOverDeadline } from '../../../src/rules/workload/startup-over-deadline';

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

function message(deadline: number, budget: number, container: string = 'server'): string {
  return `spec.progressDeadlineSeconds: got ${deadline}; must be above the ${budget} s that container "${container}" may take to start — `
    + 'a rollout would be reported as failed (ProgressDeadlineExceeded) while the model is still loading; '
    + `raise the deadline above ${budget} s, or shorten the startup probe (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds)`;
}

describe('startup-over-deadline fires', () => {
  test('when a container may load as long as the rollout may take', () => {
    expect(told(startupOverDeadline, LATE)).toEqual([['Deployment text/llm', message(900, 900)]]);
  });

  test.each(['paused: false', 'progressDeadlineSeconds: null'])('when the deadline is Kubernetes\' own 600 seconds: %s', (field) => {
    expect(told(startupOverDeadline, change(LATE, DEADLINE, field))).toEqual([['Deployment text/llm', message(600, 900)]]);
  });

  test.each<[string, string, number]>([
    ['the first delay', 'startupProbe: { initialDelaySeconds: 60, failureThreshold: 84, periodSeconds: 10 }', 900],
    ['a period of ten seconds where none is given', 'startupProbe: { failureThreshold: 100 }', 1000],
    ['three failures where no number is given', 'startupProbe: { periodSeconds: 300 }', 900],
    ['nulls as if nothing were given', 'startupProbe: { initialDelaySeconds: null, failureThreshold: null, periodSeconds: 300 }', 900],
  ])('and counts %s', (_, probe, budget) => {
    expect(told(startupOverDeadline, change(LATE, PROBE, probe))).toEqual([['Deployment text/llm', message(900, budget)]]);
  });

  test('on a native sidecar', () => {
    const text = change(change(LATE, PROBE, 'image: server:1.2'), 'containers:', 'initContainers: [{ name: proxy, restartPolicy: Always, startupProbe: { periodSeconds: 500 } }]\n      containers:');
    expect(told(startupOverDeadline, text)).toEqual([['Deployment text/llm', message(900, 1500, 'proxy')]]);
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
    expect(told(startupOverDeadline, change(LATE, from, to))).toEqual([]);
  });

  test('of a CronJob', () => {
    expect(told(startupOverDeadline, `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: c, startupProbe: { failureThreshold: 9000 } }] } } } } }
`)).toEqual([]);
  });
});
