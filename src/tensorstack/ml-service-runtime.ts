import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { containerResources, userContainer } from './ml-service-container';
import { argumentProblems, environmentProblems } from './ml-service-container-problems';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_1035_LABEL } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { readableName } from '../validation/readable-name';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';
import { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';
import { resourceProblems } from '../values/resource-requirements';

/** The runtime of an MLService, defined in the program (`MLServiceRuntime`) or outside it. */
export interface IMLServiceRuntime extends IConstruct {
  /** The name of the MLServiceRuntime. */
  readonly runtimeName: string;
}

/** Properties of `MLServiceRuntime`. */
export interface MLServiceRuntimeProps {
  /** The image of the model server. */
  readonly image: string;

  /**
   * The name of the runtime.
   *
   * @default - the ids of the construct below its chart
   */
  readonly name?: string;

  /**
   * The command of the container.
   *
   * @default - the command of the image
   */
  readonly command?: string[];

  /**
   * The arguments of the container. TensorStack fills `{{.NAME}}` and `{{if .NAME}}…{{end}}` from the `parameters` of a
   * release.
   *
   * @default - the arguments of the image
   */
  readonly args?: string[];

  /**
   * The one port of the container.
   *
   * @default - no port is declared; TensorStack then uses 8080
   */
  readonly port?: number;

  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Requests and limits of the container; those of a release win.
   *
   * @default - none
   */
  readonly resources?: InferenceResources;

  /**
   * Devices such as GPUs. The pods get a toleration for the taint of their nodes, which Knative accepts only with its
   * feature flag `kubernetes.podspec-tolerations`.
   *
   * @default - none
   */
  readonly accelerator?: Accelerator;

  /**
   * Labels of the pods.
   *
   * @default - none
   */
  readonly podLabels?: Record<string, string>;

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: Record<string, string>;

  /**
   * Whether MLServices may use it.
   *
   * @default true
   */
  readonly enabled?: boolean;
}

/**
 * Defines the runtime of MLServices of TensorStack (`tensorstack.dev/v1beta1`): a pod with one container,
 * `user-container`, whose arguments may use the parameters of a release.
 *
 * @see https://github.com/t9k/user-manuals/blob/master/src/modules/deployment/mlservice.md
 *
 * @example
 *
 * const torchserve = new MLServiceRuntime(chart, 'Torchserve', {
 *   image: 'docker.io/pytorch/torchserve:0.12.0-cpu',
 *   command: ['torchserve', '--start', '--foreground'],
 *   args: ['--model-store=/var/lib/t9k/model', '--models', '{{.MODEL_PATH}}'],
 *   port: 8080,
 * });
 */
@checksArguments
export class MLServiceRuntime extends Construct implements IMLServiceRuntime {
  /**
   * Refers to a runtime that exists in the namespace of the MLService. Throws when the name is invalid.
   *
   * @param scope the scope of the reference
   * @param id the id of the reference in its scope
   * @param runtimeName the name of the MLServiceRuntime
   */
  public static fromRuntimeName(scope: Construct, id: string, runtimeName: string): IMLServiceRuntime {
    return new ImportedRuntime(scope, id, runtimeName);
  }

  /** The MLServiceRuntime. */
  public readonly apiObject: ApiObject;
  public readonly runtimeName: string;

  /**
   * Whether MLServices may use it.
   * @internal
   */
  public readonly _enabled: boolean;

  /**
   * Defines a runtime.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct in its scope
   * @param props the container and its pod
   */
  public constructor(scope: Construct, id: string, props: MLServiceRuntimeProps) {
    super(scope, id);
    this.runtimeName = props.name ?? readableName(this);
    refuse(this, runtimeProblems(this.runtimeName, props));
    this._enabled = props.enabled ?? true;
    this.apiObject = plainObject(this, 'Resource', {
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLServiceRuntime',
      metadata: { name: this.runtimeName },
      spec: { enabled: this._enabled, template: podTemplate(props) },
    });
    this.node.defaultChild = this.apiObject;
    guard(this);
  }
}

function podTemplate(props: MLServiceRuntimeProps): object {
  const { image, command, args, port, environment, accelerator, podLabels, podAnnotations } = props;
  const resources = props.resources || accelerator ? containerResources(props.resources ?? {}, accelerator) : undefined;
  const metadata = {
    ...(podLabels && { labels: { ...podLabels } }),
    ...(podAnnotations && { annotations: { ...podAnnotations } }),
  };
  return {
    ...(Object.keys(metadata).length > 0 && { metadata }),
    spec: {
      enableServiceLinks: false,
      ...(accelerator && { tolerations: [{ key: accelerator.taintKey, operator: 'Exists', effect: 'NoSchedule' }] }),
      containers: [userContainer({ image, command, args, port, environment, resources })],
    },
  };
}

class ImportedRuntime extends Construct implements IMLServiceRuntime {
  public constructor(scope: Construct, id: string, public readonly runtimeName: string) {
    super(scope, id);
    refuse(this, check.name('runtimeName', runtimeName, DNS_1035_LABEL), 'MLServiceRuntime cannot be referred to');
  }
}

function runtimeProblems(name: string, props: MLServiceRuntimeProps): Problem[] {
  const { image, command, args, port, environment, resources, accelerator, podLabels, podAnnotations } = props;
  const problems = new Problems();
  problems.addAll(check.name('name', name, DNS_1035_LABEL));
  problems.addAll(check.image('image', image));
  problems.addAll(argumentProblems('command', command));
  problems.addAll(argumentProblems('args', args));
  if (port !== undefined) problems.addAll(check.port('port', port));
  problems.addAll(environmentProblems(environment));
  if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
  if (accelerator instanceof Accelerator) {
    problems.addAll(accelerator._problems('accelerator'));
    if (accelerator._claim) problems.add(claimProblem(accelerator.resource));
  } else if (accelerator !== undefined && accelerator !== null) {
    problems.add({
      code: 'tensorstack/not-an-accelerator',
      field: 'accelerator',
      value: accelerator,
      rule: 'must be an Accelerator',
      why: 'the resource name and the count of the devices are unknown',
      fix: 'use Accelerator.nvidia, Accelerator.custom or another of its methods',
    });
  }
  problems.addAll(check.labels('podLabels', podLabels));
  problems.addAll(check.annotations('podAnnotations', podAnnotations));
  return problems.all;
}

function claimProblem(deviceClass: string): Problem {
  return {
    code: 'tensorstack/device-claim-unused',
    field: 'accelerator',
    value: deviceClass,
    rule: 'must be an extended resource',
    why: 'an MLServiceRuntime defines no ResourceClaimTemplate, and Knative rejects claims of a pod',
    fix: 'request the device by its plugin, such as Accelerator.nvidia()',
  };
}
