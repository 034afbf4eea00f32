import type { AlertCase } from './alert-cases';

/** Runs promtool, and writes a file for it. */
export interface Promtool {
  readonly run: (...args: string[]) => void;
  readonly write: (name: string, content: object) => void;
}

/** Whether the alerts of PrometheusRules fire in the cases when they should, and are silent otherwise. */
export function alertsFire(objects: any[], cases: readonly AlertCase[], { run, write }: Promtool): void {
  const specs = new Map(objects.filter((o) => o.kind === 'PrometheusRule').map((o) => [o.metadata.name, o.spec]));
  for (const [name, spec] of specs) {
    write(`alerts-${name}.yaml`, spec);
    run('check', 'rules', `alerts-${name}.yaml`);
    write(`alert-tests-${name}.yaml`, {
      rule_files: [`alerts-${name}.yaml`],
      evaluation_interval: '30s',
      tests: cases.filter(({ of }) => of === name).map((one) => ({
        name: one.title,
        interval: '30s',
        input_series: Object.entries(one.series).map(([series, values]) => ({ series, values })),
        promql_expr_test: Object.entries(one.firing).map(([at, names]) => ({
          expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
          eval_time: at,
          exp_samples: names.map((alertname) => ({ labels: `{alertname="${alertname}"}`, value: 1 })),
        })),
      })),
    });
    run('test', 'rules', `alert-tests-${name}.yaml`);
  }
}
