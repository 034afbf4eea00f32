import type { InferenceResources } from '../values/inference-resources';

/** Options of `EndpointPicker`. */
export interface EndpointPickerOptions {
  /**
   * The release, such as `0.10.0`, with or without a `v` before it. It decides the tag of the image, the flags and the
   * API version of the configuration.
   *
   * @default - the newest that was run: 0.10.0 of the llm-d Router, 1.5.0 of the Gateway API Inference Extension
   */
  readonly version?: string;

  /**
   * The image, such as a copy in a registry of your own. It must be of the release in `version`.
   *
   * @default - the image that the project publishes for the release
   */
  readonly image?: string;

  /**
   * The number of replicas: 1 or more. One of them answers, the others wait until it is gone: the picker knows of each
   * pod which prompts it has cached, and two pickers would know half of it each.
   *
   * @default 1
   */
  readonly replicas?: number;

  /**
   * Its requests and limits. What it needs grows with the requests per second and the length of the prompts: upstream
   * tested 4 CPU and 8Gi at high rates.
   *
   * @default - 1 CPU and 2Gi memory requested, a limit of 8Gi memory, no limit of CPU
   */
  readonly resources?: InferenceResources;

  /**
   * Whether the gateway reaches it by TLS, with a certificate that it signs itself at each start. Nearly every gateway
   * expects that, and verifies no certificate; set it to false for one that connects without TLS.
   *
   * @default true
   */
  readonly secureServing?: boolean;

  /**
   * Its configuration, an `EndpointPickerConfig` as YAML: which plugins score the endpoints, and with which weights.
   *
   * @default - the scorers of the project's own chart: queue, KV cache and prefix cache, with the weights 2, 2 and 3
   */
  readonly config?: string;

  /**
   * Whether a PodMonitor has the Prometheus operator scrape its metrics, such as `inference_pool_average_queue_size`.
   *
   * @default false
   */
  readonly monitored?: boolean;

  /**
   * Labels of the PodMonitor. Prometheus uses only the monitors that its `podMonitorSelector` selects: with the Helm
   * chart kube-prometheus-stack, `{ release: '<name of the release>' }`. They need `monitored: true`.
   *
   * @default - only that of the picker
   */
  readonly monitorLabels?: Record<string, string>;
}
