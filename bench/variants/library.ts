import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { byChart, CLAIM, ENVIRONMENT, NAMESPACE, type FleetService, type Plan } from './fleet';
import {
  AutoscaledInference, ModelServer, ModelSource, ScalingBehavior, ScalingMetric, ScalingPolicy,
} from 'cdk8s-elastic-inference';

/** The fleet as a user of this library writes it, in the `App` of cdk8s. */
export function build(plan: Plan): () => void {
  return buildIn(new App({ outdir: plan.outdir }), plan);
}

/** The fleet in an app of any class. */
export function buildIn(app: App, plan: Plan): () => void {
  for (const { chart, services } of byChart(plan)) {
    const scope = new Chart(app, chart, { namespace: NAMESPACE });
    services.forEach((s) => define(scope, s));
  }
  return () => app.synth();
}

function define(scope: Construct, { name, targetUtilization, maxReplicas }: FleetService): void {
  new AutoscaledInference(scope, name, {
    server: ModelServer.tensorflowServing({ modelName: 'resnet' }),
    model: ModelSource.volumeClaim(CLAIM, `/${name}`),
    resources: {
      cpu: { request: Cpu.millis(1500), limit: Cpu.units(4) },
      memory: { request: Size.mebibytes(1500), limit: Size.mebibytes(3000) },
    },
    environment: ENVIRONMENT,
    labels: { team: 'vision' },
    minReplicas: 2,
    maxReplicas,
    metrics: [ScalingMetric.cpuUtilization(targetUtilization), ScalingMetric.pods('requests_in_flight', '4')],
    behavior: ScalingBehavior.of({
      scaleDown: {
        stabilizationWindow: Duration.minutes(15),
        policies: [ScalingPolicy.percent(50, Duration.minutes(5))],
      },
    }),
  });
}
