import { changesOf, type Course } from './forecast-scenario';

/** What the autoscalers of a control plane showed, as `control-plane prove --timeline` writes it. */
export type Timeline = ReadonlyArray<{
  readonly seconds: number;
  /** By `<namespace>/<name>`. */
  readonly autoscalers: Readonly<Record<string, ShownAutoscaler>>;
}>;

interface ShownAutoscaler {
  readonly workload: string;
  /** 0 until the autoscaler has read a metric for the first time. */
  readonly desired: number;
  readonly ready: number;
}

/** The replicas that each autoscaler asked for over time, and the ready pods. */
export function coursesOf(timeline: Timeline): Course[] {
  const names = new Set(timeline.flatMap(({ autoscalers }) => Object.keys(autoscalers)));
  return [...names].sort().map((name) => {
    const shown = timeline.flatMap(({ seconds, autoscalers }, i) => {
      const one = autoscalers[name];
      const after = hundredths(timeline[i - 1]?.seconds ?? 0);
      return one === undefined ? [] : [{ ...one, at: hundredths(seconds), after }];
    });
    const begun = shown.findIndex(({ desired }) => desired > 0);
    return {
      namespace: name.split('/')[0],
      workload: shown[0].workload,
      replicas: begun < 0 ? [] : changesOf(shown.slice(begun).map(({ at, desired, after }) => [at, desired, after])),
      ready: changesOf(shown.map(({ at, ready }) => [at, ready])),
    };
  });
}

function hundredths(seconds: number): number {
  return Math.round(100 * seconds) / 100;
}
