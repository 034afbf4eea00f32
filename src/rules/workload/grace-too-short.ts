import type { Container } from '../../kubernetes/manifest';
import { containerName } from '../container-path';
import type { Rule } from '../rule';

export const graceTooShort: Rule = {
  id: 'grace-too-short',
  title: 'The grace period must be longer than the preStop sleep',
  severity: 'warning',
  description: [
    "Fires when a preStop hook sleeps as long as the pod's `terminationGracePeriodSeconds`, or longer.",
    '',
    'The grace period starts together with the hook. The server is killed before it is asked to stop, and requests in',
    'flight are cut off.',
  ].join('\n'),
  fix: [
    'Raise `terminationGracePeriodSeconds` above the sleep. With `maxRequestDuration` the library computes both',
    'together.',
    '',
    'There is no reason to acknowledge it: a grace period costs nothing when the server ends earlier.',
  ].join('\n'),
  source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  failing: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      containers:
        - name: server
          image: registry.example.com/server:1.0
          lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }
`,
  repaired: `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec:
      terminationGracePeriodSeconds: 75
      containers:
        - name: server
          image: registry.example.com/server:1.0
          lifecycle: { preStop: { exec: { command: [sleep, '60'] } } }
`,
  check: (inventory, report) => {
    for (const { object, pod, podPath, containers } of inventory.workloads) {
      const grace = pod.terminationGracePeriodSeconds ?? 30;
      const longest = longestSleep(containers);
      if (!longest || longest.seconds < grace) continue;
      report(object, {
        field: `${podPath}.terminationGracePeriodSeconds`,
        value: grace,
        rule: `must be above the ${longest.seconds} s that the preStop hook of container `
          + `${containerName(longest)} sleeps`,
        why: 'the grace period starts together with the hook, so requests in flight are cut off',
        fix: `raise the grace period above ${longest.seconds} s`,
      });
    }
  },
};

interface Sleep {
  readonly name?: string;
  readonly seconds: number;
}

function longestSleep(containers: readonly Container[]): Sleep | undefined {
  let longest: Sleep | undefined;
  for (const container of containers) {
    const seconds = preStopSleep(container);
    if (seconds !== undefined && (!longest || seconds > longest.seconds)) longest = { name: container.name, seconds };
  }
  return longest;
}

const SECONDS: Readonly<Record<string, number>> = { '': 1, 's': 1, 'm': 60, 'h': 3600 };

function preStopSleep({ lifecycle }: Container): number | undefined {
  const { exec, sleep } = lifecycle?.preStop ?? {};
  if (sleep) return sleep.seconds;
  if (!exec?.command) return undefined;
  const match = /(?:^|[\s;/])sleep (\d+)([smh]?)\b/.exec(exec.command.join(' '));
  return match ? Number(match[1]) * SECONDS[match[2]] : undefined;
}
