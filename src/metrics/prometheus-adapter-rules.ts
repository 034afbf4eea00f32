import { Yaml, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { inferencesProblems, scrapeSeconds } from './monitored';
import { measuresOf, type Measure } from './served-metrics';
import { asksPrometheus } from '../servers/queries-prometheus';
import * as check from '../validation/check';
import { guard } from '../app/validator';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import { describe, type Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import type { IInference } from '../servers/inference';
import { InferenceMetric } from '../values/inference-metric';
import { measureProblems } from './measure-problems';

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

const RBAC = 'rbac.authorization.k8s.io';
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
    if (props.rbac ?? true) this.grant(props.serviceAccountName ?? 'prometheus-adapter', namespace);
    this.node.addValidation({ validate: () => intervalProblems(props).map(describe) });
    this.node.defaultChild = this.configMap;
    guard(this);
  }

  /** The three rights without which it exits, refuses every request, or serves no metric of pods. */
  private grant(account: string, namespace: string): void {
    const subjects = [{ kind: 'ServiceAccount', name: account, namespace }];
    const role = (kind: string, name: string) => ({ apiGroup: RBAC, kind, name });
    const pods = 'prometheus-adapter-pods';
    plainObject(this, 'AuthReader', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata: { name: 'prometheus-adapter-auth-reader', namespace: 'kube-system' },
      roleRef: role('Role', 'extension-apiserver-authentication-reader'),
      subjects,
    });
    const clusterWide = (id: string, kind: string, name: string, content: object) => removeNamespace(plainObject(this, id, {
      apiVersion: `${RBAC}/v1`, kind, metadata: { name }, ...content,
    }));
    clusterWide('AuthDelegator', 'ClusterRoleBinding', 'prometheus-adapter:system:auth-delegator', { roleRef: role('ClusterRole', 'system:auth-delegator'), subjects });
    clusterWide('Pods', 'ClusterRole', pods, { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['list'] }] });
    clusterWide('PodsBinding', 'ClusterRoleBinding', pods, { roleRef: role('ClusterRole', pods), subjects });
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
  const { of, metrics = [], name, namespace, prometheus, rbac, serviceAccountName } = props;
  const plain = [
    ...inferencesProblems(of),
    ...(Array.isArray(metrics) ? metrics : [metrics]).flatMap((m, i) => (m instanceof InferenceMetric ? m._problems(`metrics[${i}]`) : [{
      field: `metrics[${i}]`, value: m, rule: 'must be an InferenceMetric', why: 'nothing else says how it is computed', fix: 'use one of its factories',
    }])),
    ...(name === undefined ? [] : check.name('name', name, DNS_SUBDOMAIN)),
    ...(namespace === undefined ? [] : check.name('namespace', namespace, DNS_LABEL)),
    ...(serviceAccountName === undefined ? [] : check.name('serviceAccountName', serviceAccountName, DNS_SUBDOMAIN)),
    ...(serviceAccountName === undefined || rbac !== false ? [] : [{
      field: 'serviceAccountName', value: serviceAccountName, rule: 'has no effect without rbac', why: 'no right is written that would name it', fix: 'leave it out',
    }]),
    ...(prometheus === undefined || /^https?:\/\/[^\s/]+(\/\S*)?$/.test(prometheus) ? [] : [{
      field: 'prometheus', value: prometheus, rule: 'must be an address with http:// or https://', why: 'the adapter could not reach it', fix: 'write it as http://prometheus-operated.monitoring.svc:9090/',
    }]),
  ];
  if (plain.length > 0) return plain;
  const used = of.flatMap((inference, i) => adapted(inference).map(({ metric, index }) => ({ at: `of[${i}].metrics[${index}]`, metric, inference })));
  const first = new Map<string, string>();
  const clashes = [...used, ...metrics.map((metric, i) => ({ at: `metrics[${i}]`, metric }))].flatMap(({ at, metric }): Problem[] => {
    const query = metric._promql('', '');
    const other = first.get(metric.name) ?? query;
    first.set(metric.name, other);
    return other === query ? [] : [{
      field: at, value: metric.name, rule: 'is the name of another metric too', why: 'the adapter takes the last of two rules of one name without a word', fix: 'give one of them another name',
    }];
  });
  return [
    ...(used.length + metrics.length > 0 ? [] : [{
      field: 'of', value: of.map((o) => o.name).join(', '), rule: 'have no autoscaler that asks for a metric of pods', why: 'an adapter without rules serves no metrics API at all', fix: 'leave PrometheusAdapterRules out, or scale on ScalingMetric.pods or inference',
    }]),
    ...used.flatMap(({ at, metric, inference }) => measureProblems(at, metric, inference.server)),
    ...clashes,
  ];
}

/** A rate needs two scrapes within its window, and the adapter within its memory; how often there are some is known once all monitors are defined. */
function intervalProblems({ of }: PrometheusAdapterRulesProps): Problem[] {
  return of.flatMap((inference, i): Problem[] => {
    const interval = scrapeSeconds(inference) ?? 15;
    const used = adapted(inference);
    if (used.length > 0 && 2 * interval > MAX_AGE_SECONDS) {
      return [{
        field: `of[${i}]`,
        value: `${interval} s`,
        rule: `must be asked every ${RELIST_SECONDS} s or more often`,
        why: `the adapter forgets what it has not seen for ${MAX_AGE_SECONDS} s (--metrics-max-age), and the autoscaler finds no metric`,
        fix: `give the InferenceMonitor an interval of at most ${RELIST_SECONDS} s`,
      }];
    }
    return used.filter(({ metric }) => metric._window !== undefined && metric._window < 2 * interval).map(({ metric, index }) => ({
      field: `of[${i}].metrics[${index}]`,
      value: `${metric._window} s`,
      rule: `must be at least two scrapes of ${interval} s`,
      why: 'a rate over fewer has no value most of the time, and the autoscaler holds',
      fix: `give a window of ${4 * interval} s, or let the monitor ask more often`,
    }));
  });
}
