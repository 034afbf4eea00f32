import { clusterShare, copiesOf } from './cluster-share';
import { fedDemand } from './hard-examples';
import { Nodes, type Capacity } from './node-room';
import { NodesRecord } from './nodes-record';
import { KedaActivation, ScheduledBounds, type OtherScaler } from './other-scalers';
import { CountedRoom } from './room';
import { ServiceRecord } from './service-record';
import { ServiceReplay, type Beginning } from './service-replay';
import type { Demand } from '../demand/demand';
import { KedaOperator } from '../engines/keda-operator';
import type { KedaModel, KedaTriggerModel, ServiceModel } from '../model/service-model';

/** What a replay is of. */
export interface ReplayInput {
  readonly services: readonly ServiceModel[];
  /** By the id of the service; one without a load keeps its replicas. */
  readonly demands: ReadonlyMap<string, Demand>;
  readonly seconds: number;
  /** When it begins, for schedules and cron triggers. */
  readonly from: Date;
  /** Between two loops of the autoscalers. */
  readonly syncSeconds: number;
  /** Nodes that all services share; without them there is room for all pods. */
  readonly nodes?: NodesInput;
  readonly begins: Beginning;
  /** In how many spans the course of a service is recorded, at most. */
  readonly spans: number;
}

export interface NodesInput {
  readonly size: Capacity;
  /** The number of nodes; as many as are needed without it. */
  readonly count?: number;
}

export interface ReplayOutput {
  readonly services: readonly ServiceReplay[];
  readonly nodes?: NodesRecord;
}

const NO_DEMAND: Demand = { metrics: new Map(), outages: new Map() };

/** Replays all services over their loads. */
export function replay(input: ReplayInput): ReplayOutput {
  const { services, seconds, syncSeconds, nodes: given } = input;
  const duration = 1000 * seconds;
  const sync = 1000 * syncSeconds;
  const span = sync * Math.max(1, Math.ceil(duration / sync / input.spans));
  const nodes = given && new Nodes(given.size, given.count);
  const nodesRecord = nodes && new NodesRecord(duration, span);
  const replays = new Map<string, ServiceReplay>();
  for (const model of sourcesFirst(services)) {
    const record = new ServiceRecord(duration, span);
    const room = nodes ? nodes.roomFor(model.pod.requests) : new CountedRoom();
    const { demand, others } = demandOf(model, input, replays);
    replays.set(model.id, new ServiceReplay(model, demand, room, record, others, input.begins));
  }
  for (const group of nodes ? [[...replays.values()]] : independent(replays)) {
    for (let now = 0; now < duration; now += sync) {
      const until = Math.min(now + sync, duration);
      for (const service of group) service.step(now, until);
      if (nodes) nodesRecord?.add(now, until, nodes.used);
    }
  }
  return { services: services.map(({ id }) => replays.get(id)!), nodes: nodesRecord };
}

function demandOf(model: ServiceModel, { demands, from }: ReplayInput, replays: ReadonlyMap<string, ServiceReplay>) {
  const others: OtherScaler[] = (model.schedules ?? []).map((rule) => new ScheduledBounds(rule, from));
  const source = model.hardExamplesFrom === undefined ? undefined : replays.get(model.hardExamplesFrom);
  let demand = clusterShare(demands.get(model.id) ?? NO_DEMAND, copiesOf(model));
  if (source) demand = fedDemand(demand, source, demands.get(source.model.id));
  if (model.keda) {
    const operator = new KedaOperator(triggersWithLoad(model.keda, demand), from);
    others.push(new KedaActivation(operator));
    demand = withCron(demand, model, operator);
  }
  return { demand, others };
}

/** A trigger without a load is left out, as its metric is of the autoscaler. */
function triggersWithLoad(keda: KedaModel, { metrics }: Demand): KedaModel {
  const isKnown = ({ metric, cron, type }: KedaTriggerModel) => (
    cron !== undefined || type === 'cpu' || type === 'memory' || metrics.has(metric));
  const triggers = keda.triggers.filter(isKnown);
  return triggers.length > 0 ? { ...keda, triggers } : keda;
}

/** A cron trigger needs no load: its value follows from its hours. */
function withCron(demand: Demand, { keda }: ServiceModel, operator: KedaOperator): Demand {
  const crons = keda?.triggers.filter(({ cron }) => cron !== undefined) ?? [];
  if (crons.length === 0) return demand;
  const metrics = new Map(demand.metrics);
  for (const { metric } of crons) {
    metrics.set(metric, { valueAt: (seconds) => (operator.cronValue(metric, seconds) ?? 0) / 1000 });
  }
  return { ...demand, metrics };
}

/** The services, each behind the one that feeds it. */
function sourcesFirst(services: readonly ServiceModel[]): ServiceModel[] {
  const isFed = ({ hardExamplesFrom }: ServiceModel) => hardExamplesFrom !== undefined;
  return [...services.filter((one) => !isFed(one)), ...services.filter(isFed)];
}

/** Services that do not depend on each other are replayed one after the other, which is faster. */
function independent(replays: ReadonlyMap<string, ServiceReplay>): ServiceReplay[][] {
  const groups = new Map<string, ServiceReplay[]>();
  for (const one of replays.values()) {
    const key = one.model.hardExamplesFrom ?? one.model.id;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}
