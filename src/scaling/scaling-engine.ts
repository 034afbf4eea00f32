import type { KedaOptions } from './keda-options';
import { checksArguments } from '../validation/checks-arguments';

/**
 * Defines which autoscaler scales a workload: a HorizontalPodAutoscaler; KEDA's ScaledObject, which makes one and can
 * scale to zero; or Karmada's FederatedHPA. Two autoscalers of one workload would undo each other's changes.
 *
 * The metrics, limits and behavior of a program are the same for all of them.
 *
 * @example
 *
 * const engine = ScalingEngine.keda({ prometheus: 'http://prometheus-operated.monitoring:9090' });
 */
@checksArguments
export class ScalingEngine {
  /** A HorizontalPodAutoscaler. Metrics of pods need prometheus-adapter (`PrometheusAdapterRules`). */
  public static hpa(): ScalingEngine {
    return new ScalingEngine();
  }

  /**
   * KEDA's ScaledObject. KEDA must run in the cluster; it queries Prometheus itself, so it needs no adapter.
   *
   * @param options the address of Prometheus, more triggers, and how it scales to zero
   */
  public static keda(options: KedaOptions = {}): ScalingEngine {
    const triggers = options?.triggers;
    return new ScalingEngine({ ...options, ...(Array.isArray(triggers) && { triggers: [...triggers] }) });
  }

  /**
   * Karmada's FederatedHPA: one autoscaler on the hub for all clusters to which a `KarmadaPropagation` propagates the
   * Deployment. Its metrics are averages over the pods of all clusters. `minReplicas` and `maxReplicas` apply to all
   * clusters together, or to each cluster with `ReplicaDivision.duplicated`.
   *
   * It needs karmada-metrics-adapter on the hub, and metrics-server in each cluster.
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
