import { courseOf, type Scenario, type ScenarioLoad } from './scenario';
import type { Demand } from '../../../src/forecast/demand/demand';
import type { PodModel, ServiceModel } from '../../../src/forecast/model/service-model';
import { readServices } from '../../../src/forecast/reading/read-services';
import { runStudy } from '../../../src/forecast/study/study';
import { Inventory } from '../../../src/kubernetes/inventory';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { scaleTarget } from '../../../src/kubernetes/workload';

/** The replicas of one workload over time. */
export interface Course {
  readonly namespace: string;
  readonly workload: string;
  readonly replicas: readonly Moment[];
  readonly ready: readonly Moment[];
}

/** From this second on, so many. What is seen from time to time came after the third, when it was looked at before. */
export type Moment = readonly [seconds: number, count: number, after?: number];

/** Of one second: what the simulated metrics API of the control plane says of each sample. */
const SAMPLE_WINDOW_SECONDS = 1;

/**
 * The forecast of a scenario: its load on the autoscalers of manifests, under the conditions of the control plane that
 * plays it.
 *
 * Its metrics have no lag: a value is that of the moment at which the autoscaler asks, a pod is measured as soon as it
 * runs, and a sample is of one second. In a cluster metrics-server measures every 15 seconds, and a sample is of as
 * long.
 */
export function forecastScenario(scenario: Scenario, manifests: readonly Manifest[]): Course[] {
  const inventory = new Inventory(withoutMade(manifests));
  const loads = new Map<string, ScenarioLoad>();
  for (const workload of inventory.workloads) {
    const load = scenario.loads.find(({ namespace, labels }) => workload.namespace === namespace
      && Object.entries(labels).every(([key, value]) => workload.podLabels[key] === value));
    if (load) loads.set(`${workload.namespace}/${scaleTarget(workload)}`, load);
  }
  const { syncSeconds, downscaleSeconds } = scenario;
  const { services: read, notes } = readServices(inventory, {
    flags: { syncSeconds, downscaleSeconds },
    startup: new Map([...loads].map(([id, { startupSeconds }]) => [id, [startupSeconds]])),
  });
  const services = read.filter(isPlayed).map((service) => asSimulated(service, loads.get(service.id)));
  const { output } = runStudy({
    services,
    notes,
    demands: new Map(services.map(({ id }) => [id, demandOf(scenario, loads.get(id))])),
    seconds: scenario.seconds + syncSeconds,
    syncSeconds,
    begins: 'applied',
  });
  return output.services.map(({ model, record }) => ({
    namespace: model.namespace,
    workload: model.name,
    replicas: changesOf(record.changes.map(({ at, replicas }) => [at, replicas])),
    ready: changesOf(record.changes.map(({ at, ready }) => [at, ready])),
  }));
}

/** Where a folder holds what Sedna makes of a JointInferenceService too, one of both is enough. */
function withoutMade(manifests: readonly Manifest[]): readonly Manifest[] {
  const isMade = manifests.some(({ kind, metadata }) => (
    kind === 'Deployment' && metadata?.labels?.['jointinferenceservice.sedna.io/name'] !== undefined));
  return isMade ? manifests.filter(({ kind }) => kind !== 'JointInferenceService') : manifests;
}

/** KEDA's operator and Karmada do not run on the control plane. */
function isPlayed({ autoscaler }: ServiceModel): boolean {
  return !/^(ScaledObject|FederatedHPA)\//.test(autoscaler);
}

/** A service as the kubelets and the metrics API of the control plane simulate it. */
function asSimulated(service: ServiceModel, load: ScenarioLoad | undefined): ServiceModel {
  const [first, ...others] = service.pod.containers;
  const limits = service.pod.containers.map(({ limitMilli }) => limitMilli);
  // All work is that of the first container, within the limits of all together.
  const working = {
    ...first,
    share: 1,
    limitMilli: limits.includes(undefined) ? undefined : limits.reduce((sum: number, limit) => sum + limit!, 0),
    threadsMilli: 1000 * (load?.threads ?? Infinity),
  };
  const startupSeconds = load ? [load.startupSeconds] : [1];
  const pod: PodModel = {
    ...service.pod,
    containers: [working, ...others.map((one) => ({ ...one, share: 0 }))],
    startupSeconds,
    metricsLagSeconds: -startupSeconds[0],
    sampleWindowSeconds: SAMPLE_WINDOW_SECONDS,
  };
  return { ...service, pod };
}

function demandOf({ totals }: Scenario, load: ScenarioLoad | undefined): Demand {
  const cores = courseOf(load?.cores ?? []);
  const metrics = [...totals, ...load?.totals ?? []].map(([name, steps]) => [name, courseOf(steps)] as const);
  // A pod uses a little without work. There it is that of each pod, here of all.
  const idle = load?.idle ?? 0;
  return {
    cores: { valueAt: (seconds) => Math.max(idle, cores.valueAt(seconds)) },
    metrics: new Map(metrics),
    outages: new Map(),
  };
}

/** Without those in which the count stays. */
export function changesOf(moments: readonly Moment[]): Moment[] {
  return moments.filter(([, count], i) => i === 0 || count !== moments[i - 1][1]);
}
