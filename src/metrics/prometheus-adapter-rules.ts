import { Yaml, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { grantAdapter } from './adapter-rbac';
import { measuresOf, type Measure } from './autoscaler-measures';
import { measureProblems } from './measure-problems';
import { inferencesProblems, markShown } from './monitored';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { queriesPrometheus } from '../servers/queries-prometheus';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL, DNS_SUBDOMAIN, type Grammar } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';
import { InferenceMetric } from '../values/inference-metric';
import { wrongMetricProblems } from '../values/inference-metric-problems';

/** Properties of `PrometheusAdapterRules`. */
export interface PrometheusAdapterRulesProps {
  /** The served models whose autoscalers use metrics of pods. */
  readonly of: IInference[];

  /**
   * Further metrics, for autoscalers of other programs.
   *
   * @default - none
   */
  readonly metrics?: InferenceMetric[];

  /**
   * The name of the ConfigMap, whose key is `config.yaml`. With the Helm chart prometheus-adapter, set it as
   * `rules.existing`.
   *
   * @default adapter-config
   */
  readonly name?: string;

  /**
   * The name of this program, where several programs define rules for one adapter: a DNS label. The ConfigMap is then
   * `<name>-<program>` with the label `elastic-inference/adapter-rules: <name>`, and the adapter does not read it: the
   * command `elastic-inference adapter-rules` merges those of all programs into the ConfigMap `name`. Without it,
   * another program that defines the same ConfigMap overwrites these rules.
   *
   * @default - none: this program alone defines the rules of the adapter
   */
  readonly program?: string;

  /**
   * The namespace of the adapter and of the ConfigMap.
   *
   * @default monitoring
   */
  readonly namespace?: string;

  /**
   * The URL of Prometheus, for the flags.
   *
   * @default http://prometheus-operated.monitoring.svc:9090/
   */
  readonly prometheus?: string;

  /**
   * Whether the RBAC objects that the adapter needs are created. The Helm chart creates its own.
   *
   * @default - true, but false with `program`: they belong to the adapter, which several programs share
   */
  readonly rbac?: boolean;

  /**
   * The ServiceAccount of the adapter.
   *
   * @default prometheus-adapter
   */
  readonly serviceAccountName?: string;
}

/** The label of a part: the name of the configuration that the parts of several programs are merged into. */
const PART_OF = 'elastic-inference/adapter-rules';

const PROMETHEUS = 'http://prometheus-operated.monitoring.svc:9090/';
/** A name that is also the value of a label. */
const PART_NAME: Grammar = { ...DNS_SUBDOMAIN, title: 'a DNS subdomain of at most 63 characters', max: 63 };
/** The URL of Prometheus. */
const ADDRESS = /^https?:\/\/[^\s/]+(\/\S*)?$/;

/** How often the adapter discovers series, and so new metrics; its default is ten minutes. */
const RELIST_SECONDS = 60;
/** How long the adapter remembers a metric whose series it has not seen. */
const MAX_AGE_SECONDS = 2 * RELIST_SECONDS;

/**
 * Defines what prometheus-adapter needs to serve the metrics of pods that autoscalers use: a rule for each metric, RBAC
 * objects, and the flags for the adapter.
 *
 * The adapter reports no error for a rule that returns no value, or the value of another metric. So a series that the
 * server does not expose, two rules of one name, and a time window below two scrapes are refused here.
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
@checksArguments
export class PrometheusAdapterRules extends Construct {
  /** The ConfigMap. */
  public readonly configMap: ApiObject;

  /** The flags for the adapter: its configuration, the URL of Prometheus, and how often it discovers series. */
  public readonly flags: string[];

  /**
   * Defines rules.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props served models and options
   */
  public constructor(scope: Construct, id: string, props: PrometheusAdapterRulesProps) {
    super(scope, id);
    refuse(this, rulesProblems(props));
    const { name = 'adapter-config', namespace = 'monitoring', prometheus = PROMETHEUS } = props;
    this.flags = [
      '--config=/etc/adapter/config.yaml',
      `--prometheus-url=${prometheus}`,
      `--metrics-relist-interval=${RELIST_SECONDS}s`,
      `--metrics-max-age=${MAX_AGE_SECONDS}s`,
    ];
    const config = Yaml.stringify({ rules: [...measures(props).values()].map(adapterRule) });
    props.of.forEach(markShown);
    const { program } = props;
    this.configMap = plainObject(this, 'Config', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: program === undefined
        ? { name, namespace }
        : { name: `${name}-${program}`, namespace, labels: { [PART_OF]: name } },
      data: { 'config.yaml': `${header(this.flags, name, props)}${config}` },
    });
    const grants = props.rbac ?? program === undefined;
    if (grants) grantAdapter(this, props.serviceAccountName ?? 'prometheus-adapter', namespace);
    this.node.defaultChild = this.configMap;
    guard(this);
  }
}

/** What the ConfigMap says to those who find it in a cluster. */
function header(flags: readonly string[], name: string, { program }: PrometheusAdapterRulesProps): string {
  const run = flags.map((flag) => `#   ${flag}\n`).join('');
  const whole = program === undefined
    ? '# Another program that defines this ConfigMap overwrites it: give each its own `program`, and merge them with'
    : `# A part of ${name}, which the adapter reads: the parts of all programs are merged into it with`;
  return `# The adapter must run with\n${run}${whole}\n# elastic-inference adapter-rules\n`;
}

/** The metrics that an autoscaler reads from the adapter; KEDA queries Prometheus directly. */
function adapted(inference: IInference): Measure[] {
  return queriesPrometheus(inference) ? [] : measuresOf(inference);
}

/** One metric for each name. */
function measures({ of, metrics = [] }: PrometheusAdapterRulesProps): Map<string, InferenceMetric> {
  const used = of.flatMap(adapted).map(({ metric }) => metric);
  return new Map([...used, ...metrics].map((metric) => [metric.name, metric]));
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
  const direct = of.filter((inference) => queriesPrometheus(inference) && measuresOf(inference).length > 0);
  if (used.length + metrics.length === 0 && direct.length > 0) {
    problems.add({
      code: 'metrics/no-metric-for-the-adapter',
      field: 'of',
      value: direct.map((o) => o.name).join(', '),
      rule: 'must include an autoscaler that reads a metric of pods from the adapter',
      why: 'KEDA queries Prometheus itself, and an adapter without rules serves no metrics API',
      fix: 'leave PrometheusAdapterRules out',
    });
  } else if (used.length + metrics.length === 0) {
    problems.add({
      code: 'metrics/no-metric-of-pods',
      field: 'of',
      value: of.map((o) => o.name).join(', '),
      rule: 'must include an autoscaler on a metric of pods',
      why: 'an adapter without rules serves no metrics API',
      fix: 'remove PrometheusAdapterRules, or scale on ScalingMetric.pods or ScalingMetric.inference',
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

function nameProblems(props: PrometheusAdapterRulesProps): Problem[] {
  const { name, program, namespace, prometheus, rbac = program === undefined, serviceAccountName: account } = props;
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, program === undefined ? DNS_SUBDOMAIN : PART_NAME));
  if (program !== undefined) problems.addAll(check.name('program', program, DNS_LABEL));
  if (namespace !== undefined) problems.addAll(check.name('namespace', namespace, DNS_LABEL));
  if (account !== undefined) problems.addAll(check.name('serviceAccountName', account, DNS_SUBDOMAIN));
  if (account !== undefined && rbac === false) {
    problems.add({
      code: 'metrics/account-without-rights',
      field: 'serviceAccountName',
      value: account,
      rule: 'must not be set where no RBAC objects are created: with rbac: false, or program without rbac: true',
      why: 'without RBAC objects the name has no effect',
      fix: 'omit the name, or set rbac: true',
    });
  }
  if (prometheus !== undefined && (typeof prometheus !== 'string' || !ADDRESS.test(prometheus))) {
    problems.add({
      code: 'metrics/invalid-prometheus-address',
      field: 'prometheus',
      value: prometheus,
      rule: 'must be a URL with http:// or https://',
      why: 'the adapter could not connect to Prometheus',
      fix: 'write it as http://prometheus-operated.monitoring.svc:9090/',
    });
  }
  return problems.all;
}

/** Problems of two different metrics of one name. */
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
      rule: 'must be the name of one metric',
      why: 'another metric has the same name, and the adapter silently uses the last rule of a name',
      fix: 'rename one of the two',
    });
  }
  return problems.all;
}
