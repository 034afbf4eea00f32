import * as fs from 'node:fs';
import { parse } from 'yaml';
import { milliOf } from '../../../src/forecast/reading/quantity-of';

/** A scenario of test/control-plane, with what the control plane takes where it says nothing. Times in seconds. */
export interface Scenario {
  /** Between two loops of the autoscalers. */
  readonly syncSeconds: number;
  readonly downscaleSeconds: number;
  readonly seconds: number;
  readonly loads: readonly ScenarioLoad[];
  /** Totals of metrics of other objects, and of none, by the name of the metric. */
  readonly totals: ReadonlyMap<string, readonly Step[]>;
  readonly expectations: readonly Expectation[];
}

/** What the pods with some labels are asked for together. */
export interface ScenarioLoad {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly startupSeconds: number;
  readonly cores: readonly Step[];
  /** The cores that one pod can use, beside its limits. */
  readonly threads: number;
  /** The cores of a pod without work. */
  readonly idle: number;
  readonly totals: ReadonlyMap<string, readonly Step[]>;
}

/** A value that holds from its time on. */
export interface Step {
  readonly at: number;
  readonly value: number;
}

/** The ready pods of a workload at a time. */
export interface Expectation {
  readonly namespace: string;
  readonly workload: string;
  readonly at: number;
  readonly least: number;
  readonly most: number;
}

/** Five minutes, as kube-controller-manager has it. */
const DOWNSCALE_SECONDS = 300;
const IDLE_MILLI = 10;

export function readScenario(file: string): Scenario {
  const { load = [], objects = [], external = {}, expect = [], ...settings } = parse(fs.readFileSync(file, 'utf8'));
  const expectations: Expectation[] = expect.map(({ namespace, workload, at, least, most }: any) => (
    { namespace: namespace ?? 'default', workload, at: secondsOf(at), least, most }));
  const ends = [secondsOf(settings.duration, 0), ...expectations.map(({ at }) => at)];
  return {
    syncSeconds: secondsOf(settings.syncPeriod, 1),
    downscaleSeconds: secondsOf(settings.downscaleStabilization, DOWNSCALE_SECONDS),
    seconds: Math.max(...ends) || 15,
    loads: load.map(loadOf),
    totals: new Map([
      ...objects.map(({ metric, values }: any) => [metric, stepsOf(values)]),
      ...Object.entries<any>(external).map(([metric, { values }]) => [metric, stepsOf(values)]),
    ]),
    expectations,
  };
}

function loadOf(load: any): ScenarioLoad {
  const metrics = Object.entries<any>(load.metrics ?? {});
  const other = metrics.find(([, { total }]) => total !== true);
  if (other) throw new Error(`the metric ${other[0]} is not a total, and a forecast has no other`);
  return {
    namespace: load.namespace ?? 'default',
    labels: load.pods,
    startupSeconds: secondsOf(load.startup, 1),
    cores: stepsOf(load.cpu),
    threads: load.threads ?? Infinity,
    idle: (milliOf(load.idle) ?? IDLE_MILLI) / 1000,
    totals: new Map(metrics.map(([name, { values }]) => [name, stepsOf(values)])),
  };
}

function stepsOf(steps: any[] = []): Step[] {
  return steps.map(({ at, value }) => ({ at: secondsOf(at), value }));
}

/** A value over time; before its first step it is 0. */
export function courseOf(steps: readonly Step[]) {
  return { valueAt: (seconds: number) => steps.filter(({ at }) => at <= seconds).at(-1)?.value ?? 0 };
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** A duration as Go writes it: `1m30s`, `500ms`. */
export function secondsOf(text: string | undefined, without?: number): number {
  if (text === undefined && without !== undefined) return without;
  const parts = [...String(text).matchAll(/([\d.]+)(ms|s|m|h)/g)];
  if (parts.map(([part]) => part).join('') !== text) throw new Error(`${text} is not a duration`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * UNITS[unit], 0);
}
