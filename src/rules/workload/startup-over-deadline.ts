import type { Container } from '../../kubernetes/manifest';
import { containerName } from '../container-path';
import type { Rule } from '../rule';

export const startupOverDeadline: Rule = {
  id: 'startup-over-deadline',
  title: "A rollout's deadline should be longer than the startup probe",
  severity: 'warning',
  description: [
    "Fires when the startup probe of a Deployment's container may last as long as `progressDeadlineSeconds`, or",
    'longer.',
    '',
    'A start that takes longer than the deadline fails the rollout (`ProgressDeadlineExceeded`) while the model is',
    'still loading. The pods go on starting, and an autoscaler scales them; but tools that wait for the rollout report',
    'a failure or roll back. A start within the deadline is no fault: the probe says only how long it may take.',
    '',
    'Only a Deployment has such a deadline: 600 seconds where it sets none.',
  ].join('\n'),
  fix: [
    'Raise the deadline, or shorten the probe. With `startupBudget` the library computes both together.',
    '',
    'Acknowledge it when nothing waits for rollouts.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: llm }
spec:
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      containers:
        - name: server
          image: registry.example.com/llm:1.0
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 10, failureThreshold: 180 }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: llm }
spec:
  progressDeadlineSeconds: 2400
  selector: { matchLabels: { app: llm } }
  template:
    metadata: { labels: { app: llm } }
    spec:
      containers:
        - name: server
          image: registry.example.com/llm:1.0
          startupProbe: { httpGet: { path: /health, port: 8000 }, periodSeconds: 10, failureThreshold: 180 }
`,
  check: (inventory, report) => {
    for (const { object, containers } of inventory.workloads) {
      if (object.kind !== 'Deployment') continue;
      const deadline = object.spec?.progressDeadlineSeconds ?? 600;
      const slowest = slowestStart(containers);
      if (!slowest || slowest.seconds < deadline) continue;
      report(object, {
        field: 'spec.progressDeadlineSeconds',
        value: deadline,
        rule: `should be above the ${slowest.seconds} s that container ${containerName(slowest)} may take to start`,
        why: 'a slow start fails the rollout (ProgressDeadlineExceeded) while the model is still loading',
        fix: `raise the deadline above ${slowest.seconds} s, or shorten the startup probe`,
      });
    }
  },
};

interface Start {
  readonly name?: string;
  readonly seconds: number;
}

function slowestStart(containers: readonly Container[]): Start | undefined {
  let slowest: Start | undefined;
  for (const { name, startupProbe } of containers) {
    if (!startupProbe) continue;
    const { initialDelaySeconds = 0, failureThreshold = 3, periodSeconds = 10 } = startupProbe;
    const seconds = initialDelaySeconds + failureThreshold * periodSeconds;
    if (!slowest || seconds > slowest.seconds) slowest = { name, seconds };
  }
  return slowest;
}
