import type { Chart } from 'cdk8s';
import { ALERT_CASES, alertedModels, seriesOf, STARTUP } from './alert-cases';
import { InferenceAlerts } from '../../src';
import { synth } from '../helpers';

/** Runs promtool, and writes a file for it. */
export interface Promtool {
  readonly run: (...args: string[]) => void;
  readonly write: (name: string, content: object) => void;
}

/** Whether alerts fire when they should, and are silent otherwise; how many cases there are. */
export function alertsFire(chart: Chart, { run, write }: Promtool): number {
  new InferenceAlerts(chart, 'Alerts', { of: alertedModels(chart), startup: STARTUP });
  const specs = new Map(synth(chart).filter((o) => o.kind === 'PrometheusRule').map((o) => [o.metadata.name, o.spec]));
  for (const [name, spec] of specs) {
    write(`alerts-${name}.yaml`, spec);
    run('check', 'rules', `alerts-${name}.yaml`);
  }
  for (const name of specs.keys()) {
    write(`alert-tests-${name}.yaml`, {
      rule_files: [`alerts-${name}.yaml`],
      evaluation_interval: '30s',
      tests: ALERT_CASES.filter(({ model }) => model === name).map((one) => ({
        name: one.title,
        interval: '30s',
        input_series: Object.entries(seriesOf(one)).map(([series, values]) => ({ series, values })),
        promql_expr_test: Object.entries(one.firing).map(([at, names]) => ({
          expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
          eval_time: at,
          exp_samples: names.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
        })),
      })),
    });
    run('test', 'rules', `alert-tests-${name}.yaml`);
  }
  return ALERT_CASES.length;
}
