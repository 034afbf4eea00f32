import type { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { requested, USER_CONTAINER, variables } from './user-container';
import * as check from '../validation/check';
import { guard } from '../app/validator';
import { DNS_1035_LABEL, ENV_NAME, readableName } from '../validation/names';
import { plainObject } from '../kubernetes/plain-object';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';
import { resourceProblems } from '../values/resource-requirements';
import type { Accelerator } from '../values/accelerator';
import type { InferenceResources } from '../values/inference-resources';

/** What MLServices run on: `MLServiceRuntime` is one. */
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
   * The command.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The arguments. TensorStack fills `{{.NAME}}` and `{{if .NAME}}…{{end}}` from the `parameters` of a release.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * The one port that it serves on.
   *
   * @default - 8080, which TensorStack assumes
   */
  readonly port?: number;

  /**
   * Environment variables.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * What a replica asks of its node; a release may say otherwise.
   *
   * @default - nothing
   */
  readonly resources?: InferenceResources;

  /**
   * Devices such as GPUs. The taint of their nodes is tolerated, which Knative allows with its flag `kubernetes.podspec-tolerations`.
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
 * Defines what MLServices of TensorStack run on (`tensorstack.dev/v1beta1`): a pod with one container `user-container`, whose arguments take the
 * parameters of a release.
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
export class MLServiceRuntime extends Construct implements IMLServiceRuntime {
  /**
   * Refers to a runtime that exists in the namespace.
   *
   * @param scope where the reference belongs
   * @param id its id there
   * @param runtimeName its name
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
   * @param scope where it belongs
   * @param id its id there
   * @param props what it runs
   */
  public constructor(scope: Construct, id: string, props: MLServiceRuntimeProps) {
    super(scope, id);
    this.runtimeName = props.name ?? readableName(this);
    refuse(this, runtimeProblems(this.runtimeName, props));
    const { image, command, args, port, environment, accelerator, podLabels, podAnnotations, enabled = true } = props;
    this._enabled = enabled;
    const resources = props.resources || accelerator ? requested(props.resources ?? {}, accelerator) : undefined;
    const metadata = { ...(podLabels && { labels: { ...podLabels } }), ...(podAnnotations && { annotations: { ...podAnnotations } }) };
    this.apiObject = plainObject(this, 'Resource', {
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'MLServiceRuntime',
      metadata: { name: this.runtimeName },
      spec: {
        enabled,
        template: {
          ...(Object.keys(metadata).length > 0 && { metadata }),
          spec: {
            ...(accelerator && { tolerations: [{ key: accelerator.taintKey, operator: 'Exists', effect: 'NoSchedule' }] }),
            containers: [{
              name: USER_CONTAINER,
              image,
              ...(command && { command: [...command] }),
              ...(args && { args: [...args] }),
              ...(port !== undefined && { ports: [{ containerPort: port, protocol: 'TCP' }] }),
              ...(environment && { env: variables(environment) }),
              ...(resources && { resources }),
            }],
          },
        },
      },
    });
    this.node.defaultChild = this.apiObject;
    guard(this);
  }
}

class ImportedRuntime extends Construct implements IMLServiceRuntime {
  public constructor(scope: Construct, id: string, public readonly runtimeName: string) {
    super(scope, id);
    refuse(this, check.name('runtimeName', runtimeName, DNS_1035_LABEL), 'MLServiceRuntime cannot be referred to');
  }
}

function runtimeProblems(name: string, props: MLServiceRuntimeProps): Problem[] {
  const { image, port, environment = {}, resources, accelerator, podLabels, podAnnotations } = props;
  return [
    ...check.name('name', name, DNS_1035_LABEL),
    ...check.image('image', image),
    ...(port === undefined ? [] : check.port('port', port)),
    ...Object.entries(environment).flatMap(([key, value]) => [
      ...check.name(`environment[${JSON.stringify(key)}]`, key, ENV_NAME, 'rename the variable'),
      ...(typeof value === 'string' ? [] : [{
        field: `environment[${JSON.stringify(key)}]`, value: value, rule: 'must be a string', why: 'the API server would reject the pods', fix: 'write the value as a string',
      }]),
    ]),
    ...(resources === undefined ? [] : resourceProblems('resources', resources)),
    ...(accelerator?._problems('accelerator') ?? []),
    ...check.labels('podLabels', podLabels),
    ...check.annotations('podAnnotations', podAnnotations),
  ];
}
