import { triggerNames } from './keda-metrics';
import { KedaFallbackBehavior, type KedaOptions } from './keda-options';
import { authenticationProblems, prometheusProblems } from './keda-references';
import { KedaTrigger } from './keda-trigger';
import type { ScalingOptions } from './scaling-options';
import * as check from '../validation/check';
import { within, type Problem } from '../validation/problem';
import { parseQuantity } from '../validation/quantity';
import { measureOf } from '../values/measure-of';
import type { ScalingMetric } from '../values/scaling-metric';

const SCALED_OBJECT = 'https://keda.sh/docs/latest/reference/scaledobject-spec/';
const WEBHOOK = 'https://keda.sh/docs/latest/concepts/admission-webhooks/';
/** KEDA calls its autoscaler `keda-hpa-<name>`, which must be a label value. */
const LONGEST_NAME = 63 - 'keda-hpa-'.length;

/** What KEDA's webhook refuses, which lets everything through while it is down, and what could never scale. */
export function kedaProblems(name: string, { metrics, minReplicas = 1 }: ScalingOptions, keda: KedaOptions): Problem[] {
  const { triggers = [], prometheus, idleAtZero = false, fallback } = keda;
  const wrong = triggers.findIndex((t) => !(t instanceof KedaTrigger));
  if (wrong >= 0) {
    return [{ field: `engine.triggers[${wrong}]`, value: triggers[wrong], rule: 'must be a KedaTrigger', why: 'nothing else can be checked and printed', fix: 'use a factory of KedaTrigger' }];
  }
  const ofPods = metrics.flatMap((m, i) => (m._ofPods ? [i] : []));
  const outside = metrics.flatMap((m, i) => (m.type === 'Object' || m.type === 'External' ? [i] : []));
  const names = [...triggerNames(metrics).flatMap((n) => n ?? []), ...triggers.flatMap((t) => t._name ?? [])];
  const twice = names.filter((n, i) => names.indexOf(n) !== i);
  return [
    ...(name.length <= LONGEST_NAME ? [] : [{
      field: 'autoscalerName', value: name, rule: `must be at most ${LONGEST_NAME} characters for KEDA`, why: 'KEDA makes "keda-hpa-<name>" of it, which is a label too, and refuses a longer one', fix: 'give a shorter autoscalerName', source: WEBHOOK,
    }]),
    ...within('engine', [
      ...(prometheus === undefined ? [] : prometheusProblems('prometheus', prometheus)),
      ...authenticationProblems('prometheusAuthentication', keda.prometheusAuthentication),
      ...triggers.flatMap((t, i) => t._problems(`triggers[${i}]`)),
      ...(twice.length === 0 ? [] : [{
        field: 'triggers', value: twice[0], rule: 'is the name of two triggers', why: 'KEDA refuses the ScaledObject', fix: 'give each a name of its own', source: WEBHOOK,
      }]),
      ...check.seconds('pollingInterval', keda.pollingInterval, { min: 1 }, 'KEDA would refuse the ScaledObject'),
      ...check.seconds('cooldownPeriod', keda.cooldownPeriod, { min: 0 }, 'KEDA would refuse the ScaledObject'),
      ...check.seconds('initialCooldownPeriod', keda.initialCooldownPeriod, { min: 0 }, 'KEDA would refuse the ScaledObject'),
      ...(minReplicas === 0 || idleAtZero ? [] : idleProblems(keda)),
      ...fallbackProblems(fallback, ofPods.length + triggers.filter((t) => t._wakes).length),
    ]),
    ...ofPods.flatMap((i) => queryProblems(`metrics[${i}]`, metrics[i])),
    ...(prometheus !== undefined ? [] : ofPods.map((i) => ({
      field: `metrics[${i}]`, value: metrics[i]._ofPods!.name, rule: 'needs engine.prometheus', why: 'KEDA asks Prometheus itself for a metric of pods', fix: 'give its address',
    }))),
    ...outside.map((i) => ({
      field: `metrics[${i}]`, value: metrics[i].type, rule: 'is not read by KEDA', why: 'KEDA serves the metrics APIs itself and reads what is outside by its own triggers', fix: 'use KedaTrigger.prometheus or another trigger in engine.triggers',
    })),
    ...zeroProblems(minReplicas, idleAtZero, triggers),
  ];
}

/** What is only about going to zero and back. */
function idleProblems(keda: KedaOptions): Problem[] {
  return (['pollingInterval', 'cooldownPeriod', 'initialCooldownPeriod'] as const).filter((at) => keda[at] !== undefined).map((at) => ({
    field: at,
    value: keda[at]!.toSeconds({ integral: false }),
    rule: 'needs minReplicas: 0 or idleAtZero',
    why: 'it is about the way to zero and back, so it could have no effect',
    fix: 'leave it out; behavior has the pace between other numbers',
    source: SCALED_OBJECT,
  }));
}

/** What KEDA could not ask Prometheus for, though a metrics API may serve it. */
function queryProblems(at: string, metric: ScalingMetric): Problem[] {
  const { name, averageValue, labels } = metric._ofPods!;
  const refused = 'KEDA asks Prometheus itself, which would refuse the query';
  return within(at, [
    ...(metric._inference || measureOf(metric)!._problems('').length === 0 ? [] : [{
      field: 'metric', value: name, rule: 'must be the name of a Prometheus series for KEDA', why: refused, fix: 'give the name that the pods show, or use ScalingMetric.inference',
    }]),
    ...Object.keys(labels ?? {}).filter((key) => !/^[a-zA-Z_]\w*$/.test(key)).map((key) => ({
      field: `matchLabels[${JSON.stringify(key)}]`, rule: 'the key must be the name of a Prometheus label for KEDA', why: refused, fix: 'name the label as Prometheus shows it',
    })),
    ...(parseQuantity(averageValue)! >= 0.001 ? [] : [{
      field: 'averageValue', value: averageValue, rule: 'must be at least 1m for KEDA', why: 'KEDA counts in thousandths, and the API server refuses a target of zero', fix: 'measure in a smaller unit',
    }]),
  ]);
}

function fallbackProblems(fallback: KedaOptions['fallback'], readable: number): Problem[] {
  if (fallback === undefined) return [];
  const refused = 'KEDA would refuse the ScaledObject';
  return within('fallback', [
    ...check.integer('replicas', fallback.replicas, { min: 0 }, refused, 'give how many replicas are kept'),
    ...(fallback.failureThreshold === undefined ? [] : check.integer('failureThreshold', fallback.failureThreshold, { min: 1 }, refused, 'give how many failures')),
    ...(fallback.behavior === undefined || Object.values(KedaFallbackBehavior).includes(fallback.behavior) ? [] : [{
      field: 'behavior', value: fallback.behavior, rule: 'must be a KedaFallbackBehavior', why: refused, fix: 'use one of its values',
    }]),
    ...(readable > 0 ? [] : [{
      field: '', rule: 'cannot be used with cpu and memory alone', why: 'KEDA leaves these to the autoscaler, so it never sees them fail', fix: 'leave it out', source: WEBHOOK,
    }]),
  ]);
}

/** With no pod there is nobody to show a load, and KEDA refuses cpu and memory alone. */
function zeroProblems(minReplicas: number, idleAtZero: boolean, triggers: readonly KedaTrigger[]): Problem[] {
  const problems: Problem[] = [];
  if (idleAtZero && minReplicas === 0) {
    problems.push({ field: 'engine.idleAtZero', value: true, rule: 'needs minReplicas of at least 1', why: 'with minReplicas: 0 it could have no effect', fix: 'leave it out', source: SCALED_OBJECT });
  }
  if ((minReplicas > 0 && !idleAtZero) || triggers.some((t) => t._wakes)) return problems;
  problems.push({
    field: idleAtZero ? 'engine.idleAtZero' : 'minReplicas',
    value: idleAtZero ? true : 0,
    rule: 'needs a trigger that is seen while there is no pod',
    why: 'CPU, memory and metrics of pods are shown by pods, so nothing would ever start the first one; KEDA refuses cpu and memory alone',
    fix: 'add a trigger for the queue or the requests (engine.triggers), or keep one replica',
    source: WEBHOOK,
  });
  return problems;
}
