import type { Container } from '../../kubernetes/manifest';
import type { LegacyRule } from '../rule';

/** A preStop sleep that the grace period cuts off: the server gets no time of its own to end. */
export const graceTooShort: LegacyRule = {
  id: 'grace-too-short',
  severity: 'error',
  check: (facts) => facts.workloads.flatMap(({ object, pod, podPath, containers }) => containers.flatMap((c) => {
    const grace = pod.terminationGracePeriodSeconds ?? 30;
    const sleep = preStopSleep(c);
    if (sleep === undefined || sleep < grace) return [];
    return [{
      object,
      problem: {
        field: `${podPath}.terminationGracePeriodSeconds`,
        value: grace,
        rule: `must be above the ${sleep} s that the preStop hook of container "${c.name}" sleeps`,
        why: 'the grace period counts from the beginning of the hook, so requests in flight would be cut off',
        fix: `raise the grace period above ${sleep} s`,
        source: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
      },
    }];
  })),
};

const SECONDS: Record<string, number> = { '': 1, 's': 1, 'm': 60, 'h': 3600 };

function preStopSleep({ lifecycle }: Container): number | undefined {
  const { exec, sleep } = lifecycle?.preStop ?? {};
  if (sleep) return sleep.seconds;
  const match = /(?:^|[\s;/])sleep (\d+)([smh]?)\b/.exec((exec?.command ?? []).join(' '));
  return match ? Number(match[1]) * SECONDS[match[2]] : undefined;
}
