import type { Duration } from 'cdk8s';

/** How one alert differs from its default. */
export interface AlertOptions {
  /**
   * Whether the alert is defined.
   *
   * @default true
   */
  readonly enabled?: boolean;

  /**
   * How long the condition must hold before the alert fires: whole seconds, 0 or more.
   *
   * @default - that of the alert, in `docs/alerts.md`
   */
  readonly after?: Duration;

  /**
   * The value of the label `severity`, by which Alertmanager routes: any text.
   *
   * @default - `critical` where requests fail or wait, else `warning`
   */
  readonly severity?: string;
}

/** Alerts about the replicas of a served model. */
export interface InferenceReplicaAlerts {
  /**
   * `InferenceNoReadyReplica`: replicas are wanted, and none has become ready within the time that one may take to
   * start.
   *
   * @default - critical, after `startup` and 5 minutes
   */
  readonly noReadyReplica?: AlertOptions;

  /**
   * `InferenceReplicasNotReady`: fewer replicas are ready than wanted, and neither number nor a rollout has advanced
   * for longer than one replica may take to start.
   *
   * @default - warning, after `startup` and 5 minutes
   */
  readonly replicasNotReady?: AlertOptions;

  /**
   * `InferenceRestarting`: a container restarted `restarts` times within 30 minutes.
   *
   * @default - warning, at once
   */
  readonly restarting?: AlertOptions;

  /**
   * `InferenceOutOfMemory`: a container restarted because it exceeded its memory limit (OOMKilled).
   *
   * @default - warning, at once
   */
  readonly outOfMemory?: AlertOptions;
}

/** Alerts about the autoscaler of a served model, and about what it sees. */
export interface InferenceAutoscalerAlerts {
  /**
   * `InferenceAtMaximum`: the autoscaler wants its maximum of replicas.
   *
   * @default - warning, after 30 minutes
   */
  readonly atMaximum?: AlertOptions;

  /**
   * `InferenceOverloaded`: all replicas that the autoscaler may have are ready, and its metric is still above
   * `saturation` times the target.
   *
   * @default - critical, after 10 minutes
   */
  readonly overloaded?: AlertOptions;

  /**
   * `InferenceMetricUnreadable`: the autoscaler cannot read its metrics, and keeps the current replicas.
   *
   * @default - warning, after 10 minutes
   */
  readonly metricUnreadable?: AlertOptions;

  /**
   * `InferenceAutoscalerBlocked`: the autoscaler cannot read or change the replicas of its target.
   *
   * @default - warning, after 10 minutes
   */
  readonly autoscalerBlocked?: AlertOptions;

  /**
   * `InferenceAutoscalerMissing`: the HorizontalPodAutoscaler does not exist. KEDA creates none while a scaler of the
   * ScaledObject cannot be built, and removes it while the ScaledObject is paused.
   *
   * @default - warning, after 15 minutes
   */
  readonly autoscalerMissing?: AlertOptions;

  /**
   * `InferenceStuckAtZero`: the workload has zero replicas, and its HorizontalPodAutoscaler is disabled because of
   * that. Not defined for KEDA, which starts the first replica itself.
   *
   * @default - critical, after 10 minutes
   */
  readonly stuckAtZero?: AlertOptions;

  /**
   * `InferenceKedaScalerFailing`: KEDA reports errors of the ScaledObject. Defined for KEDA only.
   *
   * @default - warning, after 15 minutes
   */
  readonly kedaScalerFailing?: AlertOptions;

  /**
   * `InferenceNotScraped`: Prometheus does not scrape every ready replica, so the autoscaler and the dashboard lack
   * their values. Defined where an `InferenceMonitor` scrapes the model, or its autoscaler follows series of its pods.
   *
   * @default - warning, after 10 minutes
   */
  readonly notScraped?: AlertOptions;

  /**
   * `InferenceUnobserved`: kube-state-metrics shows no such workload, so no other alert of the model can fire.
   *
   * @default - warning, after 15 minutes
   */
  readonly unobserved?: AlertOptions;
}
