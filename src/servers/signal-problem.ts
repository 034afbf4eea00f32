import type { ServerRow } from './model-server-row';
import { SERVER_METRICS } from './server-metrics';
import type { Problem } from '../validation/problem';
import type { InferenceMetric } from '../values/inference-metric';

/** Why there is no metric of a server for an autoscaler: no target for its signal, or no signal. */
export function signalProblem(row: ServerRow, signal: InferenceMetric | undefined, averageValue: unknown): Problem {
  if (signal) {
    return {
      code: 'servers/signal-without-target',
      field: 'averageValue',
      value: averageValue,
      rule: `is required for ${signal.name}`,
      why: 'nobody but you knows how much of it a replica can take',
      fix: 'measure what one replica can do (LocustLoadTest) and give 70 % of it',
    };
  }
  if (row.metricsPath === undefined || SERVER_METRICS[row.id] === undefined) {
    return {
      code: 'servers/no-known-signal',
      field: '',
      value: row.id,
      rule: 'has no signal that is known here',
      why: 'there is nothing to follow',
      fix: 'use ScalingMetric.cpuUtilization, switch its metrics on, or name one of its series (InferenceMetric)',
    };
  }
  return {
    code: 'servers/metrics-off',
    field: '',
    value: row.id,
    rule: 'shows no metrics',
    why: 'there is nothing to follow',
    fix: 'use ScalingMetric.cpuUtilization, switch its metrics on, or name one of its series (InferenceMetric)',
  };
}
