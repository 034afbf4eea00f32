/** Configuration of the server in a ConfigMap. A change of it starts a rollout. */
export interface InferenceConfigOptions {
  /** The entries, at least one with a value and at most 1 MiB in total. */
  readonly data: Record<string, string>;

  /**
   * The ConfigMap's name.
   *
   * @default - the deployment's name with `-config`
   */
  readonly name?: string;

  /**
   * The folder in which each entry becomes a file. Without it, each entry becomes an environment variable.
   *
   * @default - environment variables
   */
  readonly mountPath?: string;
}
