import type { KedaOptions } from './keda-options';

/**
 * Defines what scales: Kubernetes' own HorizontalPodAutoscaler, or KEDA's ScaledObject, which makes one and can go to zero. Never both: each
 * would undo what the other did.
 *
 * The metrics, limits and behavior of a program stay the same for either.
 *
 * @example
 *
 * const engine = ScalingEngine.keda({ prometheus: 'http://prometheus-operated.monitoring:9090' });
 */
export class ScalingEngine {
  /** The HorizontalPodAutoscaler. Metrics of pods come through prometheus-adapter (`PrometheusAdapterRules`). */
  public static hpa(): ScalingEngine {
    return new ScalingEngine();
  }

  /**
   * KEDA, which must run in the cluster. It asks Prometheus itself, so it needs no adapter.
   *
   * @param options where Prometheus is, further triggers, and how it idles
   */
  public static keda(options: KedaOptions = {}): ScalingEngine {
    return new ScalingEngine({ ...options, ...(options.triggers && { triggers: [...options.triggers] }) });
  }

  /**
   * Karmada's FederatedHPA: one autoscaler on the hub for all clusters that a `KarmadaPropagation` sends the Deployment to. Its metrics are the mean
   * over the pods of all of them; `minReplicas` and `maxReplicas` hold for all together, or for each with `ReplicaDivision.duplicated`.
   *
   * Needs karmada-metrics-adapter on the hub, and a metrics-server in each cluster.
   */
  public static federated(): ScalingEngine {
    return new ScalingEngine(undefined, true);
  }

  private constructor(
    /** @internal */
    public readonly _keda?: KedaOptions,
    /** @internal */
    public readonly _federated: boolean = false,
  ) {}
}
