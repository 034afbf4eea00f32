import { amount, counted, duration, listed, share } from './figures';
import type { ServiceForecastData } from './forecast-data';

/** The figures of one service in sentences: the text alternative of its picture. */
export function serviceSentences(service: ServiceForecastData, seconds: number): string[] {
  const sentences = [
    `Over ${duration(seconds)}, ${service.name} has ${rangeText(service)} of at most ${amount(service.maxReplicas)}`
      + ` replicas. It begins with ${amount(service.initialReplicas)} and ends with ${amount(service.finalReplicas)}.`,
    `The most pods ready at the same time: ${amount(service.peakReady)}.`,
    `${counted(service.changes, 'change')} of replicas, ${amount(service.replicaHours)} replica-hours.`,
  ];
  if (service.demandUnit !== undefined) {
    sentences.push(`The demand has a peak of ${amount(service.peakDemand)} ${service.demandUnit}.`);
  }
  sentences.push(roomSentence(service));
  sentences.push(targetSentence(service));
  if (service.secondsAtMaximum > 0) {
    sentences.push(`The autoscaler wanted more than its maximum for ${duration(service.secondsAtMaximum)}.`);
  }
  if (service.secondsPending > 0) {
    sentences.push(`Pods found no room on the nodes for ${duration(service.secondsPending)}.`);
  }
  return sentences;
}

function targetSentence({ secondsAboveTarget, series }: ServiceForecastData): string {
  if (series.ofTarget.every((value) => value === null)) {
    return 'No metric could be read.';
  }
  return secondsAboveTarget > 0
    ? `A metric was above its target and the tolerance for ${duration(secondsAboveTarget)}.`
    : 'No metric was above its target by more than the tolerance.';
}

function roomSentence(service: ServiceForecastData): string {
  if (service.unservedShare === undefined) {
    return 'How much demand found no room is unknown.';
  }
  if (service.unservedShare === 0) {
    return 'All demand found room.';
  }
  const time = service.secondsUnserved === undefined ? '' : `, within ${duration(service.secondsUnserved)}`;
  return `${share(service.unservedShare)} of the demand found no room${time}.`;
}

/** `1 to 4`, or `1`. */
export function rangeText({ lowestReplicas, peakReplicas }: ServiceForecastData): string {
  const peak = amount(peakReplicas);
  return lowestReplicas === peakReplicas ? peak : `${amount(lowestReplicas)} to ${peak}`;
}

/** `CPU utilization (target 60 %) and requests_in_flight (target 4)`. */
export function metricsText(service: ServiceForecastData): string {
  return listed(service.metrics.map(({ name, target }) => `${name} (target ${target})`));
}

/** `eu 3, us 2`. */
export function clustersText(service: ServiceForecastData): string {
  return listed((service.clusters ?? []).map(({ name, peakReplicas }) => `${name} ${amount(peakReplicas)}`));
}
