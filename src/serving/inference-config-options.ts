/** Configuration of the server: a ConfigMap that the pods read and that restarts them when it changes. */
export interface InferenceConfigOptions {
  /** The entries, at most 1 MiB in all. */
  readonly data: Record<string, string>;

  /**
   * The ConfigMap's name.
   *
   * @default - the deployment's name with `-config`
   */
  readonly name?: string;

  /**
   * A folder in which each entry becomes a file, in place of a variable.
   *
   * @default - each entry becomes an environment variable
   */
  readonly mountPath?: string;
}
