import { ApiObject, App, Chart } from 'cdk8s';
import { byChart, NAMESPACE, type Plan } from './fleet';
import { manifests } from './manifests';

/** The same objects as ApiObjects of cdk8s, without cdk8s-plus. */
export function build(plan: Plan): () => void {
  const app = new App({ outdir: plan.outdir });
  for (const { chart, services } of byChart(plan)) {
    const scope = new Chart(app, chart, { namespace: NAMESPACE });
    for (const s of services) manifests(s).forEach((m) => new ApiObject(scope, `${s.name}-${m.kind}`, m));
  }
  return () => app.synth();
}
