import { fieldsOf, wholeOf } from './plain-fields';
import type { Container } from '../../kubernetes/manifest';
import type { ServerRow } from '../../servers/model-server-row';

/** How long a pod takes until it is ready, in seconds, and where that is from. */
export interface Startup {
  readonly seconds: number;
  /** A phrase that says what it is. */
  readonly from: string;
}

/** What a model server takes of the time that it may take: the manifests only say how long it may load. */
const SHARE = 0.1;

interface Timing {
  readonly delay: number;
  readonly period: number;
  readonly failures: number;
  readonly successes: number;
}

/**
 * An estimate of the time from the start of a container until it is ready. No manifest says how long a model loads: a
 * startup probe, and the row of a server, say how long it may load at most, and a tenth of that is taken. Then it is
 * rounded up to the probe that sees it.
 */
export function startupOf({ startupProbe, readinessProbe }: Container, row?: ServerRow): Startup {
  const startup = timingOf(startupProbe);
  const readiness = timingOf(readinessProbe);
  if (startup) {
    const most = startup.delay + startup.period * startup.failures;
    const started = seenBy(startup, most * SHARE);
    // The kubelet asks for readiness as soon as the startup probe has succeeded.
    const ready = readiness ? Math.max(started, readiness.delay) + repeats(readiness) : started;
    return { seconds: ready, from: `an estimate: a tenth of the ${most} s that its startup probe allows` };
  }
  if (!readiness) return { seconds: 1, from: 'no readiness probe: it counts as ready when it starts' };
  if (row) {
    const seconds = seenBy(readiness, row.startupSeconds * SHARE) + repeats(readiness);
    return { seconds, from: `an estimate: a tenth of the ${row.startupSeconds} s that ${row.id} may load` };
  }
  const seconds = readiness.delay + readiness.period + repeats(readiness);
  return { seconds, from: 'an estimate: its first readiness probe and one period' };
}

/** The defaults are those of the API server. */
function timingOf(probe: unknown): Timing | undefined {
  if (typeof probe !== 'object' || probe === null) return undefined;
  const { initialDelaySeconds, periodSeconds, failureThreshold, successThreshold } = fieldsOf(probe);
  const atLeastOne = (value: unknown, otherwise: number) => Math.max(1, wholeOf(value) || otherwise);
  return {
    delay: Math.max(0, wholeOf(initialDelaySeconds) ?? 0),
    period: atLeastOne(periodSeconds, 10),
    failures: atLeastOne(failureThreshold, 3),
    successes: atLeastOne(successThreshold, 1),
  };
}

/** When a probe first sees what is there after some seconds. */
function seenBy({ delay, period }: Timing, seconds: number): number {
  return delay + Math.ceil(Math.max(0, seconds - delay) / period) * period;
}

/** The time of the successes that a probe needs after its first one. */
function repeats({ period, successes }: Timing): number {
  return (successes - 1) * period;
}
