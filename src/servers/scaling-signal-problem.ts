import type { ServerRow } from './model-server-row';
import { SERVER_METRICS } from './server-metrics';
import type { Problem } from '../validation/problem';
import type { InferenceMetric } from '../values/inference-metric';

/** The problem of a server without a metric for an autoscaler: its signal has no target, or it has no signal. */
export function signalProblem(row: ServerRow, signal: InferenceMetric | undefined, averageValue: unknown): Problem {
  if (signal) {
    return {
      code: 'servers/signal-without-target',
      field: 'averageValue',
      value: averageValue,
      rule: `must be set for ${signal.name}`,
      why: 'what one replica can handle depends on the model and the hardware, and is unknown at synth',
      fix: 'measure what one replica can handle (LocustLoadTest), and set 70 % of it',
    };
  }
  if (row.metricsPath === undefined || SERVER_METRICS[row.id] === undefined) {
    return {
      code: 'servers/no-known-signal',
      field: '',
      value: row.id,
      rule: 'must be a server with a known signal',
      why: 'the library knows no metric of this server to scale on',
      fix: 'use ScalingMetric.cpuUtilization, or a metric of one of its series (InferenceMetric)',
    };
  }
  return {
    code: 'servers/metrics-off',
    field: '',
    value: row.id,
    rule: 'must be a server whose metrics are enabled',
    why: 'without metrics there is nothing to scale on but CPU and memory',
    fix: 'enable the metrics (enableMetrics), or use ScalingMetric.cpuUtilization',
  };
}
