import type { HttpTriggerPlace } from './http/http-serving-problems';
import { authenticationProblems, prometheusAddressProblems } from './keda-connection';
import { fallbackProblems } from './keda-fallback-problems';
import { triggerNames } from './keda-metric-triggers';
import type { KedaOptions } from './keda-options';
import { isOwn, ownCounterProblems, ownSeriesProblems, type OwnSeries } from './keda-own-series-problems';
import { podMetricProblems } from './keda-pod-metric-problems';
import { idleProblems, zeroProblems } from './keda-scale-to-zero-problems';
import { scrapeProblems } from './keda-scrape-interval';
import { KedaTrigger } from './keda-trigger';
import type { ScalingOptions } from './scaling-options';
import type { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import type { ScalingMetric } from '../values/scaling-metric';

const WEBHOOK = 'https://keda.sh/docs/latest/concepts/admission-webhooks/';

/** KEDA names its HorizontalPodAutoscaler `keda-hpa-<name>`, of 63 characters at most. */
const LONGEST_NAME = 63 - 'keda-hpa-'.length;

/** The name of a ScaledObject, and the property that sets it. */
export interface Named {
  readonly name: string;
  readonly property: string;
}

/** What KEDA's webhook rejects, unless it is down, and what could never scale. */
export function kedaProblems(
  name: Named,
  { metrics, minReplicas = 1, behavior }: ScalingOptions,
  keda: KedaOptions,
  server: ModelServer | undefined,
  own: OwnSeries,
): Problem[] {
  const { triggers = [], prometheus, idleAtZero = false } = keda;
  const wrong = triggerTypeProblems(triggers);
  if (wrong.length > 0) return wrong;
  const problems = new Problems();
  problems.addAll(nameProblems(name));
  const engine = new Problems();
  if (prometheus !== undefined) engine.addAll(prometheusAddressProblems('prometheus', prometheus));
  engine.addAll(authenticationProblems('prometheusAuthentication', keda.prometheusAuthentication));
  for (const [i, trigger] of triggers.entries()) engine.addAll(trigger._problems(`triggers[${i}]`));
  engine.addAll(triggerNameProblems(metrics, triggers));
  engine.addAll(idleProblems(keda, minReplicas));
  engine.addAll(fallbackProblems(keda, metrics, minReplicas));
  problems.within('engine', engine.all);
  problems.addAll(scrapeProblems(behavior, metrics, keda, (query) => isOwn(query, own)));
  problems.addAll(podMetricProblems(metrics, prometheus, server));
  problems.addAll(unsupportedMetricProblems(metrics));
  problems.addAll(zeroProblems(minReplicas, idleAtZero, triggers));
  problems.addAll(ownSeriesProblems(triggers, own, minReplicas === 0 || idleAtZero));
  problems.addAll(ownCounterProblems(triggers, server?.metrics));
  return problems.all;
}

/** The triggers over HTTP, and their places among all. */
export function httpTriggersOf(triggers: readonly KedaTrigger[]): HttpTriggerPlace[] {
  const found: HttpTriggerPlace[] = [];
  if (!Array.isArray(triggers)) return found;
  for (const [index, trigger] of triggers.entries()) {
    if (trigger instanceof KedaTrigger && trigger._http) found.push({ index, options: trigger._http });
  }
  return found;
}

/** Triggers of another type, without which nothing else can be checked. */
function triggerTypeProblems(triggers: readonly KedaTrigger[]): Problem[] {
  if (!Array.isArray(triggers)) {
    return [{
      code: 'scaling/keda-triggers-not-a-list',
      field: 'engine.triggers',
      value: triggers,
      rule: 'must be a list of KedaTrigger',
      why: 'only a KedaTrigger can be checked and rendered',
      fix: 'write it as [KedaTrigger.redis({ … })]',
    }];
  }
  const wrong = triggers.findIndex((trigger) => !(trigger instanceof KedaTrigger));
  if (wrong < 0) return [];
  return [{
    code: 'scaling/not-a-keda-trigger',
    field: `engine.triggers[${wrong}]`,
    value: triggers[wrong],
    rule: 'must be a KedaTrigger',
    why: 'only a KedaTrigger can be checked and rendered',
    fix: 'use a factory of KedaTrigger',
  }];
}

function nameProblems({ name, property }: Named): Problem[] {
  if (name.length <= LONGEST_NAME) return [];
  return [{
    code: 'scaling/keda-name-too-long',
    field: property,
    value: name,
    rule: `must be at most ${LONGEST_NAME} characters with KEDA`,
    why: 'KEDA names its HorizontalPodAutoscaler keda-hpa-<name>, and rejects more than 63 characters',
    fix: `set a shorter ${property}, such as ${name.slice(0, LONGEST_NAME).replace(/[-.]+$/, '')}`,
    source: WEBHOOK,
  }];
}

function triggerNameProblems(metrics: readonly ScalingMetric[], triggers: readonly KedaTrigger[]): Problem[] {
  const repeated = firstRepeated([...triggerNames(metrics), ...triggers.map((trigger) => trigger._name)]);
  if (repeated === undefined) return [];
  return [{
    code: 'scaling/keda-trigger-name-taken',
    field: 'triggers',
    value: repeated,
    rule: 'must be the name of one trigger only',
    why: 'KEDA would reject the ScaledObject',
    fix: 'give each trigger and each metric of pods a name of its own',
    source: WEBHOOK,
  }];
}

/** Metrics that KEDA reads only through its own triggers. */
function unsupportedMetricProblems(metrics: readonly ScalingMetric[]): Problem[] {
  const problems = new Problems();
  for (const [i, metric] of metrics.entries()) {
    if (metric.type !== 'Object' && metric.type !== 'External') continue;
    problems.add({
      code: 'scaling/keda-unsupported-metric',
      field: `metrics[${i}]`,
      value: metric.type,
      rule: 'must not be an Object or External metric with KEDA',
      why: 'KEDA reads what is measured outside the pods only through its own triggers',
      fix: 'use KedaTrigger.prometheus or another trigger in engine.triggers',
    });
  }
  return problems.all;
}

function firstRepeated(names: readonly (string | undefined)[]): string | undefined {
  const seen = new Set<string>();
  for (const name of names) {
    if (name === undefined) continue;
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return undefined;
}
