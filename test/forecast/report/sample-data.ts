import type {
  CandidateData, ComparisonData, ForecastData, ServiceForecastData, SuggestionData,
} from '../../../src/forecast/report/forecast-data';

/** A day in 5-minute spans, as a replay would give it: demand by the hour, replicas that follow it late. */
const SPANS = 288;
const SECONDS = 300;

/** Between 0 and 1, the same on each run. */
function noise(i: number): number {
  const value = Math.sin(i * 12.9898) * 43758.5453;
  return value - Math.floor(value);
}

function dayCurve(i: number): number {
  const hour = i / 12;
  return 0.12 + 0.75 * Math.exp(-(((hour - 10.5) / 2.6) ** 2)) + 0.6 * Math.exp(-(((hour - 19) / 2) ** 2));
}

export interface Shape {
  readonly name: string;
  readonly peak: number;
  readonly perPod: number;
  readonly max: number;
  /** Spans until a pod is ready. */
  readonly late: number;
  readonly unit?: string;
}

/** Figures that follow from each other, so that table, page and picture can be compared. */
export function serviceOf({ name, peak, perPod, max, late, unit = 'requests/s' }: Shape): ServiceForecastData {
  const demand = Array.from({ length: SPANS }, (_, i) => Number((peak * (dayCurve(i) + 0.05 * noise(i))).toFixed(2)));
  const wanted = demand.map((d, i) => Math.ceil(Math.max(d, ...demand.slice(Math.max(0, i - 2), i)) / (perPod * 0.7)));
  const replicas = wanted.map((w) => Math.min(max, Math.max(1, w)));
  const ready = replicas.map((r, i) => Math.min(r, replicas[Math.max(0, i - late)]));
  const unserved = demand.map((d, i) => Math.max(0, Number((d - ready[i] * perPod).toFixed(2))));
  const ofTarget = demand.map((d, i) => Number((d / (ready[i] * perPod * 0.7) * 100).toFixed(1)));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const time = (holds: (i: number) => boolean) => demand.filter((_, i) => holds(i)).length * SECONDS;
  return {
    name,
    namespace: 'vision',
    workload: `Deployment/${name}`,
    autoscaler: `HorizontalPodAutoscaler/${name}`,
    minReplicas: 1,
    maxReplicas: max,
    initialReplicas: 1,
    peakReplicas: Math.max(...replicas),
    lowestReplicas: Math.min(...replicas),
    finalReplicas: replicas[SPANS - 1],
    peakReady: Math.max(...ready),
    changes: replicas.filter((r, i) => i > 0 && r !== replicas[i - 1]).length,
    replicaHours: sum(replicas) * SECONDS / 3600,
    demandUnit: unit,
    peakDemand: Math.max(...demand),
    unservedShare: sum(unserved) / sum(demand),
    secondsUnserved: time((i) => unserved[i] > 0),
    secondsAboveTarget: time((i) => ofTarget[i] > 110),
    secondsAtMaximum: time((i) => wanted[i] > max),
    secondsPending: 0,
    metrics: [{ name: 'CPU utilization', target: '70 %' }],
    series: {
      secondsPerSpan: SECONDS,
      replicas,
      ready,
      demand,
      unserved,
      ofTarget: ofTarget.map((v, i) => (i > 60 && i < 66 ? null : v)),
    },
    notes: ['The start-up time of a pod is that of its startup probe, 40 s.'],
  };
}

/** A name that a foreign manifest could have, with everything that markup must not take for its own. */
export const ODD_NAME = '<b>"x"&</b> \'y\' \u202edesrever \u001b[31m';

const LONG_UNIT = 'inference_requests_in_flight_by_model_and_version, total of all pods';
export const LONG_NAME = 'vision/Deployment/a-detector-with-a-long-name-for-the-second-production-line';

const classifier = serviceOf({ name: 'classifier', peak: 90, perPod: 12, max: 10, late: 2 });

export const SMALL: ForecastData = {
  seconds: SPANS * SECONDS,
  from: '2026-11-02T00:00:00Z',
  services: [classifier],
  notes: ['Pods that fail are not modelled.'],
};

const services: readonly ServiceForecastData[] = [
  classifier,
  serviceOf({ name: 'ranker', peak: 300, perPod: 20, max: 12, late: 4 }),
  {
    ...serviceOf({ name: LONG_NAME, peak: 40000, perPod: 30000, max: 40, late: 1, unit: LONG_UNIT }),
    metrics: [
      { name: 'CPU utilization', target: '60 %' },
      { name: 'requests_in_flight, average per pod', target: '4' },
    ],
    clusters: [{ name: 'eu-central', peakReplicas: 2 }, { name: 'us-east', peakReplicas: 1 }],
    notes: ['The division over clusters is that of static weights; a cluster without room is not modelled.'],
  },
  {
    ...serviceOf({ name: ODD_NAME, peak: 9, perPod: 4, max: 3, late: 1, unit: '<i>cores</i>' }),
    secondsPending: 5400,
    notes: ['A note with <script>alert(1)</script> & "quotes".'],
  },
  {
    ...serviceOf({ name: 'without-load', peak: 1, perPod: 4, max: 5, late: 0 }),
    demandUnit: undefined,
    peakDemand: 0,
    unservedShare: undefined,
    secondsUnserved: undefined,
    secondsAboveTarget: 0,
    secondsAtMaximum: 0,
    series: {
      secondsPerSpan: SECONDS,
      replicas: Array(SPANS).fill(1),
      ready: Array(SPANS).fill(1),
      demand: Array(SPANS).fill(0),
      unserved: [],
      ofTarget: Array(SPANS).fill(null),
    },
    metrics: [],
    notes: ['No load was given for it, so it stays at its minimum.'],
  },
];

const podsAt = (i: number) => services.reduce((sum, s) => sum + s.series.replicas[i], 0);
const needed = classifier.series.replicas.map((_, i) => Math.ceil(podsAt(i) / 7));

export const SEVERAL: ForecastData = {
  seconds: SPANS * SECONDS,
  from: '2026-11-02T00:00:00+01:00',
  services,
  nodes: {
    size: '8 CPU, 32Gi',
    peak: Math.max(...needed),
    nodeHours: needed.reduce((a, b) => a + b, 0) * SECONDS / 3600,
    secondsPerSpan: SECONDS,
    needed,
  },
  notes: ['Pods that fail are not modelled.', 'The load of one pod is taken as even.'],
};

/** As many services as asked for, without dates. */
export function many(count: number): ForecastData {
  return {
    seconds: SPANS * SECONDS,
    services: Array.from({ length: count }, (_, i) => serviceOf({
      name: `service-${i}`, peak: 20 + 100 * noise(i), perPod: 8 + 10 * noise(i + 0.5), max: 12, late: i % 4,
    })),
    notes: [],
  };
}

const faster = serviceOf({ name: 'ranker', peak: 300, perPod: 20, max: 20, late: 1 });

export const COMPARISON: ComparisonData = {
  beforeName: 'the manifests of the last release, from a folder with a long name',
  afterName: 'target 60 %, maximum 20',
  before: SEVERAL,
  after: {
    ...SEVERAL,
    services: [
      ...SEVERAL.services.filter((s) => s.name !== 'without-load').map((s) => (s.name === 'ranker' ? faster : s)),
      serviceOf({ name: 'newcomer', peak: 10, perPod: 5, max: 4, late: 1 }),
    ],
  },
};

const tried: CandidateData[] = [40, 50, 60, 70, 80, 90].flatMap((target) => [1, 2, 4].flatMap((minimum) =>
  [60, 300].map((window): CandidateData => {
    const unservedShare = Math.max(0, (target - 45) ** 2 / 40000 - minimum * 0.006 - window / 100000);
    return {
      settings: `target ${target} %, minimum ${minimum}, scale-down window ${window} s`,
      replicaHours: 20 + 2800 / target + 3 * minimum + window / 60,
      unservedShare,
      aboveTargetShare: 0.02 + unservedShare * 2.5,
      peakReplicas: Math.ceil(600 / target),
      meetsGoal: unservedShare <= 0.001,
    };
  })));

const frontier = [...tried].sort((a, b) => a.replicaHours - b.replicaHours)
  .filter((c, i, all) => all.slice(0, i).every((cheaper) => (cheaper.unservedShare ?? 0) > (c.unservedShare ?? 0)));

export const SUGGESTION: SuggestionData = {
  service: 'classifier',
  goal: 'unserved demand at most 0.1 %, time above target at most 5 %',
  present: tried[tried.findIndex((c) => c.settings === 'target 80 %, minimum 2, scale-down window 300 s')],
  frontier,
  tried,
  best: frontier.find((c) => c.meetsGoal),
};
