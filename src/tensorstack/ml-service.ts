import { Chart, type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { predictorSpec, transformerSpec } from './ml-service-deployment';
import type { MLServiceRelease } from './ml-service-options';
import { mlServiceProblems, unknownRelease } from './ml-service-problems';
import type { MLServiceProps } from './ml-service-props';
import { MLServiceRuntime } from './ml-service-runtime';
import { guard } from '../app/validator';
import type { ServingEndpoint } from '../fleet/spoke-host';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';

/**
 * Defines an MLService of TensorStack (`tensorstack.dev/v1beta1`): releases of a model on runtimes, a canary and a
 * transformer. Knative scales each of them.
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
@checksArguments
export class MLService extends Construct {
  /** The MLService. */
  public readonly apiObject: ApiObject;

  /** The name of the MLService. */
  public readonly name: string;

  /** The names of the releases. */
  public readonly releaseNames: string[];

  private readonly split: boolean;

  /**
   * Defines a model service.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct in its scope
   * @param props the releases, and how requests reach them
   */
  public constructor(scope: Construct, id: string, props: MLServiceProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    refuse(this, mlServiceProblems(this.name, props, Chart.of(this).namespace));
    const { releases, canary, transformer, queue } = props;
    this.releaseNames = releases.map((r) => r.name);
    this.split = canary !== undefined || transformer !== undefined;
    this.apiObject = plainObject(this, 'Resource', {
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLService',
      metadata: { name: this.name },
      spec: {
        default: props.defaultRelease ?? releases[0].name,
        ...(canary && { canary: canary.release, canaryTrafficPercent: canary.trafficPercent }),
        ...(queue !== undefined && { scheduler: { t9kScheduler: { queue } } }),
        releases: releases.map(releaseSpec),
        ...(transformer && { transformer: transformerSpec(transformer) }),
      },
    });
    const chart = Chart.of(this);
    for (const { runtime } of releases) {
      // A dependency on another chart would put a number before the names of all files.
      if (runtime instanceof MLServiceRuntime && runtime.node.scopes.includes(chart)) {
        this.apiObject.node.addDependency(runtime);
      }
    }
    this.node.defaultChild = this.apiObject;
    guard(this);
  }

  /**
   * The host of the MLService below a domain, `<name>.<namespace>.<domain>`, or that of one release. Requests to the
   * host of a release bypass the canary and the transformer.
   *
   * Throws when there is no such release.
   *
   * @param namespace the namespace of the MLService
   * @param domain the domain of its cluster
   * @param release the name of a release
   */
  public hostIn(namespace: string, domain: string, release?: string): string {
    if (release === undefined) return `${this.name}.${namespace}.${domain}`;
    refuse(this, unknownRelease('release', release, this.releaseNames), 'The host of the release cannot be given');
    return `${this.name}-predict-${release}.${namespace}.${domain}`;
  }

  /**
   * The Service that requests reach in each cluster.
   * @internal
   */
  public get _servingEndpoint(): ServingEndpoint {
    return { name: this.name, namespace: this.apiObject.metadata.namespace, split: this.split };
  }
}

function releaseSpec(release: MLServiceRelease): object {
  const { name, runtime, parameters } = release;
  const model = { runtime: runtime.runtimeName, ...(parameters && { parameters: { ...parameters } }) };
  return { name, predictor: { model, ...predictorSpec(release) } };
}
