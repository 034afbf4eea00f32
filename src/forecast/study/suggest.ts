import { candidate, candidates, type Candidate } from './candidates';
import { ServiceNames } from './service-names';
import { SOME_MONDAY, type Study } from './study';
import type { HpaSettings } from '../model/hpa-settings';
import type { ServiceModel } from '../model/service-model';
import { replay } from '../replay/replay';
import type { ServiceReplay } from '../replay/service-replay';
import type { CandidateData, SuggestionData } from '../report/forecast-data';

/** What is wanted of a service. Shares are from 0 to 1. */
export interface Goal {
  readonly unservedShare?: number;
  readonly aboveTargetShare?: number;
}

/** A goal of nothing at all still tells apart what comes near it. */
const LEAST_GOAL = 1e-6;

/**
 * Searches settings for one service: those on the frontier, where no other takes fewer replica-hours and comes nearer
 * to the goal. Time above target is above the targets that are set today, whatever target is tried. Nodes hold this
 * service alone.
 */
export function suggest(study: Study, service: ServiceModel, goal: Goal): SuggestionData {
  const attempt = (one: Candidate) => tried(study, service, one, goal);
  const { hpa, keda } = service;
  // KEDA keeps another minimum than the autoscaler that it makes, which has at least one.
  const there = keda === undefined ? hpa : { ...hpa, minReplicas: keda.minReplicaCount };
  const present = attempt(candidate(there));
  const all = candidates(there, present.peakReplicas).map(attempt);
  const frontier = frontierOf([present, ...all], goal);
  return {
    service: new ServiceNames(study.services).of(service),
    goal: goalWords(goal),
    present,
    frontier,
    tried: all,
    best: frontier.find(({ meetsGoal }) => meetsGoal),
  };
}

function tried(study: Study, service: ServiceModel, { hpa, settings }: Candidate, goal: Goal): CandidateData {
  const changed = { ...withSettings(service, hpa), judgedBy: service.hpa };
  const services = study.services.filter(({ id }) => id === service.id || id === service.hardExamplesFrom);
  const output = replay({
    services: services.map((one) => (one.id === service.id ? changed : one)),
    demands: study.demands,
    seconds: study.seconds,
    from: study.from ?? SOME_MONDAY,
    syncSeconds: study.syncSeconds,
    nodes: study.nodes,
    begins: study.begins ?? 'running',
    spans: 1,
  });
  return figures(output.services.find(({ model }) => model.id === service.id)!, settings, study.seconds, goal);
}

function withSettings(service: ServiceModel, hpa: HpaSettings): ServiceModel {
  const { keda } = service;
  if (keda === undefined) return { ...service, hpa };
  const { minReplicas } = hpa;
  return {
    ...service,
    hpa: { ...hpa, minReplicas: Math.max(1, minReplicas) },
    keda: { ...keda, minReplicaCount: minReplicas },
  };
}

function figures({ record, load }: ServiceReplay, settings: string, seconds: number, goal: Goal): CandidateData {
  // Where nothing limits a pod, nothing shows what finds no room.
  const knowsCapacity = load.isLimited && (load.unit === 'requests/s' || load.unit === 'cores');
  const data = {
    settings,
    replicaHours: Number((record.placedTime / 3_600_000).toPrecision(6)),
    unservedShare: knowsCapacity ? Number((record.unserved / (record.demanded || 1)).toPrecision(6)) : undefined,
    aboveTargetShare: Number((record.aboveTime / 1000 / seconds).toPrecision(6)),
    peakReplicas: record.peakReplicas,
  };
  const isKnown = goal.unservedShare === undefined || knowsCapacity;
  return { ...data, meetsGoal: isKnown && excess(data, goal) <= 1 };
}

/** How far settings are from the goal: 1 and less meets it. */
function excess({ unservedShare, aboveTargetShare }: Omit<CandidateData, 'meetsGoal'>, goal: Goal): number {
  // Where it is unknown, nothing shows how near settings come.
  const unserved = goal.unservedShare === undefined || unservedShare === undefined
    ? 0 : proportion(unservedShare, goal.unservedShare);
  const above = goal.aboveTargetShare === undefined ? 0 : proportion(aboveTargetShare, goal.aboveTargetShare);
  return Math.max(unserved, above);
}

function proportion(value: number, most: number): number {
  return value === 0 ? 0 : value / Math.max(most, LEAST_GOAL);
}

/** From the cheapest on, each that comes nearer to the goal than all cheaper ones. */
function frontierOf(all: readonly CandidateData[], goal: Goal): CandidateData[] {
  const cheapestFirst = [...all].sort((a, b) => a.replicaHours - b.replicaHours || excess(a, goal) - excess(b, goal));
  const frontier: CandidateData[] = [];
  let nearest = Infinity;
  for (const one of cheapestFirst) {
    const far = excess(one, goal);
    if (far >= nearest) continue;
    frontier.push(one);
    nearest = far;
  }
  return frontier;
}

function goalWords({ unservedShare, aboveTargetShare }: Goal): string {
  const words: string[] = [];
  if (unservedShare !== undefined) words.push(`unserved demand at most ${percent(unservedShare)}`);
  if (aboveTargetShare !== undefined) words.push(`time above target at most ${percent(aboveTargetShare)}`);
  return words.join(', ');
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(4))} %`;
}
