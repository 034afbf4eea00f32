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

/** How often the control plane was looked at. */
export const LOOKED_EVERY_SECONDS = 0.5;

/** The replicas that each autoscaler asked for over time, and the ready pods. */
export function coursesOf(timeline: Timeline): Course[] {
  const names = new Set(timeline.flatMap(({ autoscalers }) => Object.keys(autoscalers)));
  return [...names].sort().map((name) => {
    const shown = timeline.flatMap(({ seconds, autoscalers }) => {
      const one = autoscalers[name];
      return one === undefined ? [] : [{ ...one, at: Math.round(100 * seconds) / 100 }];
    });
    const begun = shown.findIndex(({ desired }) => desired > 0);
    return {
      namespace: name.split('/')[0],
      workload: shown[0].workload,
      replicas: begun < 0 ? [] : changesOf(shown.slice(begun).map(({ at, desired }) => [at, desired])),
      ready: changesOf(shown.map(({ at, ready }) => [at, ready])),
    };
  });
}
