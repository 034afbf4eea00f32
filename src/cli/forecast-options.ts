import { Duration } from 'cdk8s/lib/duration';
import type { ForecastFormat } from './forecast-formats';
import { checkedVersion } from './settings/checked-version';
import { UsageError } from './settings/usage-error';
import type { ReadLoadsOptions } from '../forecast/demand/read-loads-options';
import { durationOf } from '../forecast/demand/recorded-time';
import type { NodesInput } from '../forecast/replay/replay';
import type { Goal } from '../forecast/study/suggest';
import { amountOf } from '../kubernetes/quantities';

/** What the command line says. */
export interface ForecastOptions {
  readonly paths: readonly string[];
  readonly format: ForecastFormat;
  readonly loads: readonly string[];
  readonly reading: ReadLoadsOptions;
  readonly seconds?: number;
  /** By the name of the service, or '' for all. */
  readonly startup: ReadonlyMap<string, number>;
  readonly metricsLagSeconds?: number;
  /** The share of requests that the edge of each joint inference sends on to its cloud. */
  readonly hardExamples?: number;
  readonly syncSeconds: number;
  readonly downscaleSeconds: number;
  readonly nodes?: NodesInput;
  readonly start?: Date;
  readonly against?: string;
  readonly suggest: boolean;
  readonly goal: Goal;
  readonly kubernetesVersion?: string;
}

/** What yargs read, each as a text; all that cannot be used is a UsageError. */
export function forecastOptions(given: Record<string, unknown>, paths: readonly string[]): ForecastOptions {
  const text = (name: string) => lastOf(given[name]);
  const seconds = (name: string, least: number) => {
    const value = text(name);
    return value === undefined ? undefined : secondsOf(dashed(name), value, least);
  };
  return {
    paths,
    format: (text('format') ?? 'text') as ForecastFormat,
    loads: listOf(given.load),
    reading: {
      serviceTime: spanOf(seconds('serviceTime', 0.001)),
      cpuTime: spanOf(seconds('cpuTime', 0)),
      parallel: wholeOf('--parallel', text('parallel')),
      unit: text('unit'),
      label: text('label'),
      service: text('service'),
    },
    seconds: seconds('for', 1),
    startup: startupOf(listOf(given.startup)),
    metricsLagSeconds: seconds('metricsLag', 0),
    hardExamples: shareOf('--hard-examples', text('hardExamples')),
    syncSeconds: seconds('syncPeriod', 1) ?? 15,
    downscaleSeconds: seconds('downscaleStabilization', 0) ?? 300,
    nodes: nodesOf(text('node'), wholeOf('--node-count', text('nodeCount'))),
    start: dateOf(text('start')),
    against: againstOf(text('against'), given.suggest === true),
    suggest: given.suggest === true,
    goal: {
      unservedShare: shareOf('--max-unserved', text('maxUnserved')),
      aboveTargetShare: shareOf('--max-above-target', text('maxAboveTarget')),
    },
    kubernetesVersion: checkedVersion(text('kubernetesVersion')),
  };
}

function listOf(given: unknown): string[] {
  return given === undefined ? [] : [given].flat().map(String);
}

/** Of two the last counts. */
function lastOf(given: unknown): string | undefined {
  const [last] = listOf(given).slice(-1);
  return last;
}

function dashed(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function secondsOf(option: string, text: string, least: number): number {
  const seconds = durationOf(text)?.toSeconds({ integral: false });
  if (seconds !== undefined && seconds >= least) return seconds;
  const rule = `must be a time of ${least} s or more, such as 200ms, 90s, 15m, 24h or 7d`;
  throw new UsageError(`${option} ${rule}; got ${text}`);
}

function spanOf(seconds: number | undefined): Duration | undefined {
  return seconds === undefined ? undefined : Duration.millis(Math.round(1000 * seconds));
}

function wholeOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`${option} must be a whole number, 1 or more; got ${text}`);
}

/** A share as `0.1%`: without the sign it could be meant as a number from 0 to 1. */
function shareOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits] = /^(\d+(?:\.\d+)?)\s*%$/.exec(text) ?? [];
  const share = text === '0' ? 0 : Number(digits ?? NaN) / 100;
  if (share >= 0 && share <= 1) return share;
  throw new UsageError(`${option} must be a percentage from 0% to 100%, such as 0.1%; got ${text}`);
}

/** `classifier=60s` for one service, `60s` for all. */
function startupOf(given: readonly string[]): ReadonlyMap<string, number> {
  return new Map(given.map((text): [string, number] => {
    const at = text.lastIndexOf('=');
    return [text.slice(0, Math.max(0, at)), secondsOf('--startup', text.slice(at + 1), 0)];
  }));
}

/** What is compared is the settings that are there; a search is of one set of manifests. */
function againstOf(against: string | undefined, suggests: boolean): string | undefined {
  if (against === undefined || !suggests) return against;
  throw new UsageError('--suggest and --against cannot be used together', 'run the command once with each');
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isFinite(date.getTime())) return date;
  throw new UsageError(`--start must be a date, such as 2026-01-05T09:00:00Z; got ${text}`);
}

/** `4,16Gi` or `4,16Gi,nvidia.com/gpu=1`: CPU and memory of a node, and its devices. */
function nodesOf(text: string | undefined, count: number | undefined): NodesInput | undefined {
  if (text === undefined && count === undefined) return undefined;
  const [cpu, memory, ...devices] = (text ?? '').split(',').map((part) => part.trim());
  const cores = amountOf(cpu);
  const bytes = amountOf(memory);
  const named = devices.map((device) => /^(\S+)=([1-9]\d*)$/.exec(device));
  const isSize = cores !== undefined && cores > 0 && bytes !== undefined && bytes > 0;
  if (!isSize || named.some((device) => device === null || device[1] === 'cpu' || device[1] === 'memory')) {
    const hint = 'with --node-count N for a fixed number of nodes';
    throw new UsageError(`--node must be like 4,16Gi or 4,16Gi,nvidia.com/gpu=1; got ${text ?? 'nothing'}`, hint);
  }
  const pieces = Object.fromEntries(named.map((device) => [device![1], Number(device![2])]));
  return { size: { cpu: 1000 * cores, memory: bytes, ...pieces }, count };
}
