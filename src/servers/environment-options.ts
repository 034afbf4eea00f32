import type { EnvValue } from 'cdk8s-plus-27';

/** The environment variables of a model server. */
export interface EnvironmentOptions {
  /**
   * Plain environment variables.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Environment variables, each an `EnvValue` of any cdk8s-plus, whose values come from a ConfigMap, a Secret or the pod itself.
   *
   * @default - none
   */
  readonly envVariables?: Record<string, EnvValue>;

  /**
   * ConfigMaps and Secrets whose keys all become environment variables: each an `EnvFrom` of any cdk8s-plus, such as
   * `Env.fromSecret` makes one.
   *
   * @default - none
   */
  readonly envFrom?: any[];

  /**
   * Whether the containers get environment variables for each Service of their namespace (`RESNET_SERVICE_HOST`,
   * `RESNET_PORT`). Servers read some of these names as their own configuration: in the namespace of a Service named
   * `vllm`, vLLM does not start. The name of a Service in DNS needs none of them.
   *
   * @default false
   */
  readonly enableServiceLinks?: boolean;
}
