import { Yaml, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { grantAdapter } from './adapter-rights';
import { measureProblems } from './measure-problems';
import { inferencesProblems } from './monitored';
import { measuresOf, type Measure } from './served-metrics';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { asksPrometheus } from '../servers/queries-prometheus';
import * as check from '../validation/check';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import { InferenceMetric } from '../values/inference-metric';
import { wrongMetricProblems } from '../values/inference-metric-problems';

/** Properties of `PrometheusAdapterRules`. */
export interface PrometheusAdapterRulesProps {
  /** The served models whose autoscalers ask for metrics of pods. */
  readonly of: IInference[];

  /**
   * Further metrics, for autoscalers that are not among these programs.
   *
   * @default - none
   */
  readonly metrics?: InferenceMetric[];

  /**
   * The name of the ConfigMap, whose key is `config.yaml`. With the Helm chart prometheus-adapter give it as `rules.existing`.
   *
   * @default adapter-config
   */
  readonly name?: string;

  /**
   * The namespace of the adapter, and so of the ConfigMap.
   *
   * @default monitoring
   */
  readonly namespace?: string;

  /**
   * The address of Prometheus, for the flags.
   *
   * @default http://prometheus-operated.monitoring.svc:9090/
   */
  readonly prometheus?: string;

  /**
   * Whether the three rights are written that the adapter needs. The Helm chart makes them itself.
   *
   * @default true
   */
  readonly rbac?: boolean;

  /**
   * The ServiceAccount of the adapter.
   *
   * @default prometheus-adapter
   */
  readonly serviceAccountName?: string;
}

/** The address of Prometheus. */
const ADDRESS = /^https?:\/\/[^\s/]+(\/\S*)?$/;

/** A rule is listed only once the adapter has seen its series: by default after up to ten minutes. */
const RELIST_SECONDS = 60;
/** A series that it has not seen for so long is gone, and its metric with it. */
const MAX_AGE_SECONDS = 2 * RELIST_SECONDS;

/**
 * Defines what prometheus-adapter needs to serve the metrics of pods that autoscalers ask for: a rule for each, made of the metric itself, the
 * three rights, and the flags that fit.
 *
 * The adapter says nothing about a rule that gives no value, or that of another: so what a server does not show, two rules of one name and a
 * window below two scrapes are refused here.
 *
 * @see https://github.com/kubernetes-sigs/prometheus-adapter/blob/master/docs/config.md
 *
 * @example
 *
 * const llama = ModelServer.llamaCpp({ modelFile: 'qwen.gguf', parallelRequests: 4 });
 * const chat = new AutoscaledInference(chart, 'Chat', {
 *   server: llama,
 *   model: ModelSource.volumeClaim('models'),
 *   resources: { cpu: { request: kplus.Cpu.units(4) }, memory: { request: Size.gibibytes(8) } },
 *   maxReplicas: 6,
 *   metrics: [llama.scalingMetric()],
 * });
 * new InferenceMonitor(chart, 'Monitor', { of: [chat] });
 * new PrometheusAdapterRules(chart, 'Adapter', { of: [chat] });
 */
export class PrometheusAdapterRules extends Construct {
  /** The ConfigMap. */
  public readonly configMap: ApiObject;

  /** The flags for the adapter: where its rules and Prometheus are, and how often it looks for series. */
  public readonly flags: string[];

  /**
   * Defines rules.
   *
   * @param scope where they belong
   * @param id the id there
   * @param props for which autoscalers
   */
  public constructor(scope: Construct, id: string, props: PrometheusAdapterRulesProps) {
    super(scope, id);
    refuse(this, rulesProblems(props));
    const { name = 'adapter-config', namespace = 'monitoring', prometheus = 'http://prometheus-operated.monitoring.svc:9090/' } = props;
    this.flags = [
      '--config=/etc/adapter/config.yaml',
      `--prometheus-url=${prometheus}`,
      `--metrics-relist-interval=${RELIST_SECONDS}s`,
      `--metrics-max-age=${MAX_AGE_SECONDS}s`,
    ];
    const config = Yaml.stringify({ rules: [...measures(props).values()].map(adapterRule) });
    this.configMap = plainObject(this, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name, namespace },
      data: { 'config.yaml': `# The adapter must run with\n${this.flags.map((f) => `#   ${f}\n`).join('')}${config}` },
    });
    if (props.rbac ?? true) grantAdapter(this, props.serviceAccountName ?? 'prometheus-adapter', namespace);
    this.node.defaultChild = this.configMap;
    guard(this);
  }
}

/** What an autoscaler asks the adapter for; KEDA asks Prometheus itself. */
function adapted(inference: IInference): Measure[] {
  return asksPrometheus(inference) ? [] : measuresOf(inference);
}

/** One measure for each name. */
function measures({ of, metrics = [] }: PrometheusAdapterRulesProps): Map<string, InferenceMetric> {
  return new Map([...of.flatMap((inference) => adapted(inference).map(({ metric }) => metric)), ...metrics].map((m) => [m.name, m]));
}

function adapterRule(metric: InferenceMetric): object {
  return {
    seriesQuery: `${metric._discovered}{namespace!="",pod!=""}`,
    resources: { overrides: { namespace: { resource: 'namespace' }, pod: { resource: 'pod' } } },
    ...(metric.name !== metric._discovered && { name: { as: metric.name } }),
    metricsQuery: metric._promql('<<.LabelMatchers>>', '<<.GroupBy>>'),
  };
}

function rulesProblems(props: PrometheusAdapterRulesProps): Problem[] {
  const problems = new Problems();
  problems.addAll(inferencesProblems(props.of));
  problems.addAll(furtherMetricProblems(props.metrics === undefined ? [] : props.metrics));
  problems.addAll(nameProblems(props));
  if (!problems.isEmpty) return problems.all;
  const { of, metrics = [] } = props;
  const used = of.flatMap((inference, i) => adapted(inference).map(({ metric, index }) => (
    { at: `of[${i}].metrics[${index}]`, metric, inference })));
  if (used.length + metrics.length === 0) {
    problems.add({
      code: 'metrics/no-metric-of-pods',
      field: 'of',
      value: of.map((o) => o.name).join(', '),
      rule: 'have no autoscaler that asks for a metric of pods',
      why: 'an adapter without rules serves no metrics API at all',
      fix: 'leave PrometheusAdapterRules out, or scale on ScalingMetric.pods or inference',
    });
  }
  for (const { at, metric, inference } of used) problems.addAll(measureProblems(at, metric, inference.server));
  problems.addAll(clashProblems([...used, ...metrics.map((metric, i) => ({ at: `metrics[${i}]`, metric }))]));
  return problems.all;
}

function furtherMetricProblems(metrics: unknown): Problem[] {
  const problems = new Problems();
  for (const [i, metric] of (Array.isArray(metrics) ? metrics : [metrics]).entries()) {
    const at = `metrics[${i}]`;
    problems.addAll(metric instanceof InferenceMetric ? metric._problems(at) : wrongMetricProblems(at, metric));
  }
  return problems.all;
}

function nameProblems({ name, namespace, prometheus, rbac, serviceAccountName }: PrometheusAdapterRulesProps): Problem[] {
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_SUBDOMAIN));
  if (namespace !== undefined) problems.addAll(check.name('namespace', namespace, DNS_LABEL));
  if (serviceAccountName !== undefined) problems.addAll(check.name('serviceAccountName', serviceAccountName, DNS_SUBDOMAIN));
  if (serviceAccountName !== undefined && rbac === false) {
    problems.add({
      code: 'metrics/account-without-rights',
      field: 'serviceAccountName',
      value: serviceAccountName,
      rule: 'has no effect without rbac',
      why: 'no right is written that would name it',
      fix: 'leave it out',
    });
  }
  if (prometheus !== undefined && (typeof prometheus !== 'string' || !ADDRESS.test(prometheus))) {
    problems.add({
      code: 'metrics/invalid-prometheus-address',
      field: 'prometheus',
      value: prometheus,
      rule: 'must be an address with http:// or https://',
      why: 'the adapter could not reach it',
      fix: 'write it as http://prometheus-operated.monitoring.svc:9090/',
    });
  }
  return problems.all;
}

/** Two metrics of one name that are not the same. */
function clashProblems(all: ReadonlyArray<{ readonly at: string; readonly metric: InferenceMetric }>): Problem[] {
  const problems = new Problems();
  const first = new Map<string, string>();
  for (const { at, metric } of all) {
    const query = metric._promql('', '');
    const other = first.get(metric.name) ?? query;
    first.set(metric.name, other);
    if (other === query) continue;
    problems.add({
      code: 'metrics/metric-name-taken',
      field: at,
      value: metric.name,
      rule: 'is the name of another metric too',
      why: 'the adapter takes the last of two rules of one name without a word',
      fix: 'give one of them another name',
    });
  }
  return problems.all;
}
