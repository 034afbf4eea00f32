import type { ApiObject, Duration } from 'cdk8s';
import { Dependable, type IConstruct, type IMixin, type Node } from 'constructs';
import { scalingOf } from './known-scaling';
import { manifestOf } from './printed-workload';
import { isTcp, portsOf, serverIn } from './served-server';
import type { ServedWorkloadOptions } from './served-workload-options';
import { describedBy, servedProblems, type Described } from './served-workload-problems';
import { objectOf } from '../cdk8s-plus/handed-over';
import type { Container, Manifest } from '../kubernetes/manifest';
import { allContainers } from '../kubernetes/workload';
import type { IInference, ServedPort, ServedService } from '../servers/inference';
import { markLongestRequest } from '../servers/longest-request';
import type { ModelServer } from '../servers/model-server';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { refuse, refuseValue } from '../validation/refuse';
import type { InferenceResources } from '../values/inference-resources';
import type { ScalingMetric } from '../values/scaling-metric';

/** What autoscalers are compared with: the server, and the resources of its container. */
interface Serves {
  readonly server: ModelServer;
  readonly containerName: string;
  readonly resources: InferenceResources;
  readonly maxRequestDuration?: Duration;
}

const WHAT = 'ServedWorkload cannot be defined';

/**
 * Describes what a workload serves that exists already: a Deployment or StatefulSet of any cdk8s-plus, of
 * `cdk8s import` or out of an `Include`. Autoscalers, monitors, adapter rules, dashboards, load tests and placements
 * take it.
 *
 * It defines no object, and changes nothing of the workload. Name, namespace, selector, containers and ports are read
 * from what the workload prints when `of` is called.
 *
 * @example
 *
 * const search = new kplus.Deployment(chart, 'Search', {
 *   containers: [{
 *     image: 'registry.example.com/search:4',
 *     ports: [{ number: 8080, name: 'http' }],
 *     resources: { cpu: { request: kplus.Cpu.units(1) } },
 *   }],
 * });
 * const served = ServedWorkload.of(search, { service: search.exposeViaService(), metricsPath: '/metrics' });
 * new InferenceAutoscaler(chart, 'SearchScaler', {
 *   target: served,
 *   maxReplicas: 8,
 *   metrics: [ScalingMetric.cpuUtilization(70)],
 * });
 * new InferenceMonitor(chart, 'Monitor', { of: [served] });
 * new InferenceDashboard(chart, 'Dashboard', { of: [served] });
 */
@checksArguments
export class ServedWorkload implements IInference {
  /**
   * Describes what a workload serves.
   *
   * @param workload a Deployment or StatefulSet: a construct of any cdk8s-plus, or an `ApiObject`
   * @param options its server, container, Service and ports
   */
  public static of(workload: IConstruct, options: ServedWorkloadOptions = {}): ServedWorkload {
    const given = workload instanceof ServedWorkload ? workload._given : workload;
    const described = describedBy(given);
    const problems = 'code' in described ? [described] : servedProblems(described, options);
    const object = objectOf(given);
    if (object) refuse(object, problems, WHAT);
    else refuseValue(WHAT, problems);
    return new ServedWorkload(given, described as Described, options);
  }

  /** The node of the workload, so that what is found is reported there. */
  public readonly node: Node;

  /** The name of the workload. */
  public readonly name: string;

  /** The Deployment or StatefulSet. */
  public readonly workload: ApiObject;

  /** Its model server: the one that was given, or one that was read from the container. */
  public readonly server: ModelServer;

  /** The Service in front of its pods; undefined without one. */
  public readonly exposedBy?: ServedService;

  /** The labels that select its pods: those of its selector, or all of its pods where that is not by labels alone. */
  public readonly selector: Record<string, string>;

  /** The ports that the container declares, over TCP. */
  public readonly ports: ServedPort[];

  /** The name of the container in which the server runs. */
  public readonly containerName: string;

  /** @internal */
  public readonly _serves: Serves;

  private constructor(
    /**
     * The construct that was given, of whatever package.
     * @internal
     */
    public readonly _given: IConstruct,
    { object, workload: { pod, podLabels, selector } }: Described,
    options: ServedWorkloadOptions,
  ) {
    this.node = _given.node;
    Dependable.implement(this, { get dependencyRoots() { return [_given]; } });
    this.workload = object;
    this.name = object.name;
    const container = allContainers(pod).find(({ name }) => name === options.container) ?? pod.containers![0];
    this.containerName = container.name ?? '';
    this.ports = portsOf(container);
    this.server = serverIn(container, options);
    const { matchLabels = {}, matchExpressions = [] } = selector ?? {};
    // A selector with expressions picks no more than the pods that have all labels of the template.
    const isPlain = matchExpressions.length === 0 && Object.keys(matchLabels).length > 0;
    this.selector = { ...(isPlain ? matchLabels : podLabels) };
    this.exposedBy = options.service && serviceOf(options.service, this.ports);
    const { maxRequestDuration } = options;
    const { server, containerName } = this;
    this._serves = { server, containerName, resources: resourcesOf(container), maxRequestDuration };
    if (maxRequestDuration) markLongestRequest(object, maxRequestDuration.toSeconds());
  }

  /** The name of its HorizontalPodAutoscaler; undefined without an autoscaler of this library, or before it. */
  public get autoscalerName(): string | undefined {
    return scalingOf(this.workload)?.autoscalerName;
  }

  /** The metrics that it scales on; empty without an autoscaler of this library, or before it. */
  public get scalingMetrics(): ScalingMetric[] {
    return [...scalingOf(this.workload)?.metrics ?? []];
  }

  /**
   * Applies mixins to the workload.
   *
   * @param mixins the mixins
   */
  public with(...mixins: IMixin[]): IConstruct {
    refuseValue('ServedWorkload.with cannot be called like this', mixins.flatMap(mixinProblems));
    this._given.with(...mixins);
    return this;
  }
}

function mixinProblems(mixin: Partial<IMixin>, i: number): Problem[] {
  if (typeof mixin.supports === 'function' && typeof mixin.applyTo === 'function') return [];
  return [{
    code: 'served/not-a-mixin',
    field: `mixins[${i}]`,
    value: mixin,
    rule: 'must be a mixin: an object with the methods supports and applyTo',
    why: 'nothing else can be applied to a construct',
    fix: 'give an IMixin of constructs, or an object that has both methods',
  }];
}

function resourcesOf({ resources }: Container): InferenceResources {
  const texts = (quantities: Readonly<Record<string, unknown>> = {}) => (
    Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, String(quantity)])));
  return { requests: texts(resources?.requests), limits: texts(resources?.limits) };
}

function serviceOf(service: IConstruct, ports: readonly ServedPort[]): ServedService {
  const object = objectOf(service)!;
  const { metadata, spec } = manifestOf(object) as Manifest;
  const leadsTo = (target: unknown): number | undefined => (
    typeof target === 'number' ? target : ports.find(({ name }) => name === target)?.number);
  return {
    name: object.name,
    object,
    labels: { ...metadata?.labels },
    ports: (spec?.ports ?? []).filter(isTcp).map(({ name, port, targetPort }: any) => (
      { name, port, targetPort: leadsTo(targetPort ?? port) })),
  };
}
