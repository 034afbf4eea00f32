import { Chart, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { MLServiceDeploymentOptions } from './ml-service-options';
import { mlServiceProblems, needsOf, unknownRelease, type Need } from './ml-service-problems';
import type { MLServiceProps } from './ml-service-props';
import { MLServiceRuntime } from './ml-service-runtime';
import { requested, USER_CONTAINER, variables } from './user-container';
import type { Serving } from '../fleet/served-host';
import { guard } from '../app/validator';
import { readableName } from '../validation/names';
import { plainObject } from '../kubernetes/plain-object';
import { refuse } from '../validation/refuse';

/**
 * Defines a model service of TensorStack (`tensorstack.dev/v1beta1`): releases of a model on runtimes, a canary, a transformer, each
 * scaled by Knative.
 *
 * @see https://github.com/t9k/user-manuals/blob/master/src/references/api-reference/mlservice.md
 *
 * @example
 *
 * const runtime = MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 't9k-torchserve');
 * const mnist = new MLService(chart, 'Mnist', {
 *   releases: [{ name: 'origin', runtime, storage: MLServiceStorage.pvc('tutorial'), maxReplicas: 4 }],
 * });
 */
export class MLService extends Construct {
  /** The MLService. */
  public readonly apiObject: ApiObject;

  /** Its name. */
  public readonly name: string;

  /** The names of its releases. */
  public readonly releaseNames: string[];

  private readonly splits: boolean;
  private readonly needs: readonly Need[];

  /**
   * Defines a model service.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props its releases
   */
  public constructor(scope: Construct, id: string, props: MLServiceProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    refuse(this, mlServiceProblems(this.name, props, Chart.of(this).namespace));
    const { releases, canary, transformer, queue } = props;
    this.releaseNames = releases.map((r) => r.name);
    this.needs = needsOf(props);
    this.splits = canary !== undefined || transformer !== undefined;
    this.apiObject = plainObject(this, 'Resource', {
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLService',
      metadata: { name: this.name },
      spec: {
        default: props.defaultRelease ?? releases[0].name,
        ...(canary && { canary: canary.release, canaryTrafficPercent: canary.trafficPercent }),
        ...(queue !== undefined && { scheduler: { t9kScheduler: { queue } } }),
        releases: releases.map((r) => ({
          name: r.name,
          predictor: { model: { runtime: r.runtime.runtimeName, ...(r.parameters && { parameters: { ...r.parameters } }) }, ...deployment(r) },
        })),
        ...(transformer && { transformer: deployment(transformer, true) }),
      },
    });
    const chart = Chart.of(this);
    for (const { runtime } of releases) {
      if (runtime instanceof MLServiceRuntime && runtime.node.scopes.includes(chart)) this.apiObject.node.addDependency(runtime);
    }
    this.node.defaultChild = this.apiObject;
    guard(this);
  }

  /**
   * The host at which it is found below a domain. That of one release passes the transformer and the canary by.
   *
   * Fails when there is no such release.
   *
   * @param namespace its namespace
   * @param domain the domain of its cluster
   * @param release one release
   */
  public hostIn(namespace: string, domain: string, release?: string): string {
    if (release !== undefined && !this.releaseNames.includes(release)) {
      refuse(this, [unknownRelease('release', release, this.releaseNames)], 'The host cannot be told');
    }
    return `${this.name}${release === undefined ? '' : `-predict-${release}`}.${namespace}.${domain}`;
  }

  /**
   * The Service of each cluster that requests reach, and whether they are split or transformed before they reach a release.
   * @internal
   */
  public get _serving(): Serving {
    return { name: this.name, namespace: this.apiObject.metadata.namespace, split: this.splits };
  }

  /**
   * What of this program must be in the same cluster.
   * @internal
   */
  public get _needs(): readonly Need[] {
    return this.needs;
  }
}

/** A transformer has no `containersResources`: what it asks for stands in its container. */
function deployment(o: MLServiceDeploymentOptions, inTemplate: boolean = false): object {
  const { minReplicas, maxReplicas, scaling, logger, image, args, environment, resources, storage } = o;
  const annotations = {
    ...(scaling && { 'autoscaling.knative.dev/metric': scaling.metric ?? 'concurrency', 'autoscaling.knative.dev/target': String(scaling.target) }),
    ...o.podAnnotations,
  };
  const metadata = { ...(o.podLabels && { labels: { ...o.podLabels } }), ...(Object.keys(annotations).length > 0 && { annotations }) };
  const asked = resources && requested(resources);
  const container = {
    ...(image !== undefined && { image }),
    ...(args && { args: [...args] }),
    ...(environment && { env: variables(environment) }),
    ...(asked && inTemplate && { resources: asked }),
  };
  const template = {
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(Object.keys(container).length > 0 && { spec: { containers: [{ name: USER_CONTAINER, ...container }] } }),
  };
  return {
    ...(storage && { storage: storage._render() }),
    ...(minReplicas !== undefined && { minReplicas }),
    ...(maxReplicas !== undefined && { maxReplicas }),
    ...(Object.keys(template).length > 0 && { template }),
    ...(logger && { logger: { urls: [...logger.urls], mode: logger.mode ?? 'all' } }),
    ...(asked && !inTemplate && { containersResources: [{ name: USER_CONTAINER, resources: asked }] }),
  };
}
