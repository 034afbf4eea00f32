import type { ServerRow } from './model-server-row';
import { SERVER_METRICS } from './server-metrics';
import type { Problem } from '../validation/problem';
import type { InferenceMetric } from '../values/inference-metric';

/** A server, and how its user wants to scale on its signal. */
export interface SignalChoice {
  readonly row: ServerRow;
  /** The signal of the server; undefined where it has none, or its metrics are off. */
  readonly shown?: InferenceMetric;
  /** The signal over the time window that was asked for; undefined where it has no time window. */
  readonly signal?: InferenceMetric;
  readonly target?: string;
}

/** Why a server cannot be scaled like that on its signal; undefined where it can. */
export function signalProblem({ row, shown, signal, target }: SignalChoice): Problem | undefined {
  if (shown === undefined) return missingProblem(row);
  if (signal === undefined) {
    return {
      code: 'servers/signal-without-window',
      field: 'window',
      rule: `must be omitted: ${shown.name} is read at one moment`,
      why: 'the window would have no effect',
      fix: 'omit it',
    };
  }
  if (target !== undefined) return undefined;
  return {
    code: 'servers/signal-without-target',
    field: 'averageValue',
    rule: `must be set for ${signal.name}`,
    why: 'what one replica can handle depends on the model and the hardware, and is unknown at synth',
    fix: 'measure what one replica can handle (LocustLoadTest), and set 70 % of it',
  };
}

function missingProblem(row: ServerRow): Problem {
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
