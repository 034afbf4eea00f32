/**
 * The cases of the oracle (the controller of kube-controller-manager itself, in virtual time) replayed by the forecast.
 */
import type { Course, Demand } from '../../src/forecast/demand/demand';
import type { ServiceModel } from '../../src/forecast/model/service-model';
import { hpaSettings } from '../../src/forecast/reading/hpa-settings-of';
import { CountedRoom } from '../../src/forecast/replay/room';
import { ServiceRecord } from '../../src/forecast/replay/service-record';
import { ServiceReplay } from '../../src/forecast/replay/service-replay';

export interface Step {
  readonly at: number;
  readonly milli: number;
}

/** One autoscaler, its pods and its load. Values in thousandths, times in seconds; steps hold until the next one. */
export interface OracleCase {
  readonly name: string;
  readonly spec: any;
  readonly containers: ReadonlyArray<{ name: string; requestMilli?: number; limitMilli?: number; share?: number }>;
  /** From start to ready: the n-th pod that starts takes the n-th, modulo their number. */
  readonly startupSeconds?: readonly number[];
  /** From ready until a pod has metrics. */
  readonly metricsLagSeconds?: number;
  /** The pods that the nodes can hold; 0 for any number. */
  readonly room?: number;
  readonly outages?: Readonly<Record<string, ReadonlyArray<readonly [number, number]>>>;
  readonly syncSeconds?: number;
  readonly downscaleStabilizationSeconds?: number;
  readonly durationSeconds: number;
  readonly initialReplicas?: number;
  readonly cpu?: readonly Step[];
  readonly metrics?: Readonly<Record<string, readonly Step[]>>;
}

export interface Point {
  readonly at: number;
  readonly replicas: number;
  readonly ready: number;
}

/** What comes of a case. */
export interface Answer {
  readonly points: readonly Point[];
  /**
   * The first loop, in seconds, at whose very moment a pod became ready, or a tenth of a second before it, where the
   * loops are when the caches are there at once: what the oracle then sees first is decided by the order of its
   * goroutines, and differs from run to run.
   */
  readonly race?: number;
}

/** The controller waits that long for its caches before its first loop, or seldom not at all. */
const FIRST_LOOP = 100;

/** Each change of the replicas and of the ready pods, as the oracle sees them: once a second. */
export function replayCase(given: OracleCase): Answer {
  const sync = 1000 * (given.syncSeconds || 15);
  const end = 1000 * given.durationSeconds;
  const service = replayOf(given);
  const { pods } = service;
  const points: Point[] = [];
  let race: number | undefined;
  // Nothing changes but at a loop, and where a pod becomes ready.
  const look = (from: number, until: number) => {
    for (let seen = from; seen < until && seen < end; seen = firstLookAfter(pods.nextReady(seen - 1))) {
      see(points, seen / 1000, service.replicas, pods.ready(seen - 1));
    }
  };
  look(0, firstLookAfter(FIRST_LOOP));
  for (let now = FIRST_LOOP; now < end; now += sync) {
    if (race === undefined && pods.nextReady(now - FIRST_LOOP - 1) <= now) race = now / 1000;
    service.loop(now);
    look(firstLookAfter(now), firstLookAfter(now + sync));
  }
  return { points, race };
}

/** The first look of the oracle behind a moment, in milliseconds. */
function firstLookAfter(now: number): number {
  return 1000 * (Math.floor(now / 1000) + 1);
}

function see(points: Point[], at: number, replicas: number, ready: number): void {
  const last = points[points.length - 1];
  if (last?.replicas !== replicas || last.ready !== ready) points.push({ at, replicas, ready });
}

function replayOf(given: OracleCase): ServiceReplay {
  const time = 1000 * given.durationSeconds;
  const room = new CountedRoom(given.room || Infinity);
  return new ServiceReplay(modelOf(given), demandOf(given), room, new ServiceRecord(time, time));
}

function modelOf(given: OracleCase): ServiceModel {
  const { spec, syncSeconds, downscaleStabilizationSeconds, initialReplicas = 0 } = given;
  const isShared = given.containers.some(({ share = 0 }) => share > 0);
  return {
    id: given.name,
    namespace: 'default',
    kind: 'Deployment',
    name: given.name,
    autoscaler: 'HorizontalPodAutoscaler/h',
    hpa: hpaSettings(spec, {
      syncSeconds: syncSeconds || 15,
      downscaleSeconds: downscaleStabilizationSeconds || 300,
      tolerance: 0.1,
    }),
    pod: {
      containers: given.containers.map(({ name, requestMilli, limitMilli, share = 0 }, i) => ({
        name,
        requestMilli: requestMilli || undefined,
        limitMilli: limitMilli || undefined,
        share: i === 0 && !isShared ? 1 : share,
      })),
      startupSeconds: given.startupSeconds ?? [],
      startupFrom: 'the case',
      metricsLagSeconds: given.metricsLagSeconds ?? 0,
      requests: {},
    },
    initialReplicas,
    notModelled: [],
  };
}

function demandOf({ cpu = [], metrics = {}, outages = {} }: OracleCase): Demand {
  return {
    cores: steps(cpu),
    metrics: new Map(Object.entries(metrics).map(([name, course]) => [name, steps(course)])),
    outages: new Map(Object.entries(outages ?? {})),
  };
}

/** The last step that began, in the order of the list, as the oracle looks it up. */
function steps(list: readonly Step[]): Course {
  return {
    valueAt: (seconds) => {
      let milli = 0;
      for (const step of list) if (step.at <= seconds) milli = step.milli;
      return milli / 1000;
    },
  };
}
