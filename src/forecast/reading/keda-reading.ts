import {
  boundsFault, metricNotes, toleranceSince,
  type AutoscalerContext, type ReadAutoscaler, type RejectedAutoscaler,
} from './autoscaler-reading';
import { hpaSettings } from './hpa-settings-of';
import { readHttpTrigger, type FindRoute } from './http-trigger-reading';
import { readTrigger, type ReadTrigger } from './keda-trigger-reading';
import { fieldsOf, isFilled, numberOf, wholeOf } from './plain-fields';
import type { Autoscaler } from '../../kubernetes/autoscaler';
import { CONCURRENCY, RATE } from '../../kubernetes/keda/http-add-on';
import type { Manifest } from '../../kubernetes/manifest';
import type { Workload } from '../../kubernetes/workload';
import type { KedaModel } from '../model/service-model';

const ANNOTATION = 'autoscaling.keda.sh/';
/** The name that KEDA gives to the result of a formula. */
const FORMULA = 'composite-metric';

/** The autoscaler that KEDA makes of a ScaledObject, and what its operator does beside it. */
export function readScaledObject(
  { object, metrics, metricPath }: Autoscaler, target: Workload, context: AutoscalerContext,
): ReadAutoscaler | RejectedAutoscaler {
  const spec = fieldsOf(object.spec);
  const notModelled: string[] = [];
  const minReplicaCount = wholeOf(spec.minReplicaCount) ?? 0;
  const minReplicas = Math.max(1, minReplicaCount);
  const maxReplicas = wholeOf(spec.maxReplicaCount) ?? 100;
  const least = spec.minReplicaCount === undefined ? 0 : minReplicas;
  const bounds = boundsFault(least, maxReplicas);
  if (bounds !== undefined) return { because: bounds };
  if ((wholeOf(spec.idleReplicaCount) ?? -1) >= least) {
    return { because: `its idleReplicaCount of ${spec.idleReplicaCount} is not below its minimum, which KEDA refuses` };
  }
  const triggers = readTriggers(spec.triggers, metrics, context.findRoute ?? (() => undefined));
  if ('because' in triggers) return triggers;
  const modifiers = fieldsOf(fieldsOf(spec.advanced).scalingModifiers);
  const isFormula = Object.keys(modifiers).length > 0;
  const followed = isFormula ? withFormula(triggers, modifiers) : triggers;
  if (isFormula) {
    notModelled.push(`The formula of its scalingModifiers is not computed: its result is the metric ${FORMULA}.`);
  }
  for (const [i, { metric, notes }] of followed.entries()) {
    notModelled.push(...notes, ...metricNotes(metric, isFormula ? 'scalingModifiers' : metricPath(i), target));
  }
  if (isFilled(spec.fallback)) {
    notModelled.push('Its fallback is not modelled: while a metric cannot be read, nothing replaces it.');
  }
  const behavior = toleranceSince(behaviorOf(object), context, notModelled);
  const hpa = hpaSettings({ minReplicas, maxReplicas, metrics: followed.map(({ metric }) => metric), behavior },
    context.flags);
  const name = `ScaledObject/${object.metadata?.name}`;
  const paused = pausedReplicas(object, target, minReplicas);
  if (paused !== undefined) {
    const fixed = Math.max(1, paused);
    notModelled.push(`It is paused at ${paused} replicas by an annotation, so nothing changes them.`);
    return { name, hpa: { ...hpa, minReplicas: fixed, maxReplicas: fixed }, replicas: paused, notModelled };
  }
  return { name, hpa, keda: kedaModel(object, minReplicaCount, followed), notModelled };
}

function readTriggers(
  given: unknown, metrics: readonly any[], findRoute: FindRoute,
): ReadTrigger[] | RejectedAutoscaler {
  const triggers: readonly any[] = Array.isArray(given) ? given : [];
  if (triggers.length === 0) return { because: 'it has no trigger' };
  const names = new Set<string>();
  const all: ReadTrigger[] = [];
  for (const [i, trigger] of triggers.entries()) {
    const ofHttp = readHttpTrigger(fieldsOf(trigger), names, findRoute);
    const read = ofHttp ?? readTrigger(fieldsOf(trigger), i, names, metrics[i]);
    if ('because' in read) return { because: `KEDA cannot build spec.triggers[${i}]: ${read.because}` };
    for (const one of Array.isArray(read) ? read : [read]) {
      names.add(one.model.metric);
      all.push(one);
    }
  }
  return all;
}

/** A formula makes one metric of all triggers that are not of the pods' resources. */
function withFormula(triggers: readonly ReadTrigger[], modifiers: any): ReadTrigger[] {
  const { target, metricType = 'AverageValue', activationTarget } = modifiers;
  const held = { type: metricType, [metricType === 'Value' ? 'value' : 'averageValue']: truncated(target) };
  const metric = { type: 'External', external: { metric: { name: FORMULA }, target: held } };
  const activationMilli = (numberOf(activationTarget) ?? 0) * 1000;
  return [
    ...triggers.filter(({ metric: { type } }) => type !== 'External'),
    { metric, model: { metric: FORMULA, type: 'formula', activationMilli }, notes: [] },
  ];
}

/** KEDA cuts off what is below a thousandth of the target of a formula. */
function truncated(target: unknown): string | undefined {
  const value = numberOf(target);
  return value === undefined ? undefined : `${Math.trunc(value * 1000)}m`;
}

function behaviorOf(object: Manifest): any {
  const { behavior } = fieldsOf(fieldsOf(object.spec?.advanced).horizontalPodAutoscalerConfig);
  const scaleIn = isSet(object, 'paused-scale-in') ? { scaleDown: disabled(behavior, 'scaleDown') } : {};
  const scaleOut = isSet(object, 'paused-scale-out') ? { scaleUp: disabled(behavior, 'scaleUp') } : {};
  const isChanged = Object.keys({ ...scaleIn, ...scaleOut }).length > 0;
  return isChanged ? { ...fieldsOf(behavior), ...scaleIn, ...scaleOut } : behavior;
}

function disabled(behavior: unknown, side: string): object {
  return { ...fieldsOf(fieldsOf(behavior)[side]), selectPolicy: 'Disabled' };
}

/** An annotation that is there counts as true, unless Go reads its value as false. */
function isSet({ metadata }: Manifest, name: string): boolean {
  const value: unknown = fieldsOf(metadata?.annotations)[`${ANNOTATION}${name}`];
  return value !== undefined && !/^(0|f|F|false|FALSE|False)$/.test(String(value));
}

/** The replicas that a paused workload keeps; undefined for one that is not paused. */
function pausedReplicas(object: Manifest, target: Workload, minReplicas: number): number | undefined {
  const given: unknown = fieldsOf(object.metadata?.annotations)[`${ANNOTATION}paused-replicas`];
  if (given === undefined && !isSet(object, 'paused')) return undefined;
  const count = numberOf(given);
  return count !== undefined && Number.isInteger(count) && count >= 0 ? count : wholeOf(target.replicas) ?? minReplicas;
}

/** The scaler of the HTTP add-on reports five times a second whether there are requests. */
function isPushed(triggers: readonly ReadTrigger[]): boolean {
  return triggers.some(({ model: { metric } }) => metric.startsWith(CONCURRENCY) || metric.startsWith(RATE));
}

function kedaModel(object: Manifest, minReplicaCount: number, triggers: readonly ReadTrigger[]): KedaModel {
  const spec = fieldsOf(object.spec);
  const flag = (name: string) => (isSet(object, name) ? true : undefined);
  return {
    pollingSeconds: Math.max(1, wholeOf(spec.pollingInterval) ?? 30),
    cooldownSeconds: wholeOf(spec.cooldownPeriod) ?? 300,
    initialCooldownSeconds: wholeOf(spec.initialCooldownPeriod) ?? 0,
    minReplicaCount,
    isPushed: isPushed(triggers) || undefined,
    idleReplicaCount: wholeOf(spec.idleReplicaCount),
    isScaleInPaused: flag('paused-scale-in'),
    isScaleOutPaused: flag('paused-scale-out'),
    isForcedActive: flag('force-activation'),
    triggers: triggers.map(({ model }) => model),
  };
}
