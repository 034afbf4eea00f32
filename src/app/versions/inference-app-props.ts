import type { AppProps } from 'cdk8s';

/** Properties of `InferenceApp`: those of cdk8s' `App`, and the version of the cluster. */
export interface InferenceAppProps extends AppProps {
  /**
   * The Kubernetes of the cluster, such as `1.36`: 1.27 or newer, only the minor version counts. What is printed and
   * refused follows it. For a chart of another cluster, and for feature gates, see `KubernetesVersion.set`.
   *
   * @default - unknown: what works from 1.28 to 1.37 is printed
   */
  readonly kubernetesVersion?: string;
}
