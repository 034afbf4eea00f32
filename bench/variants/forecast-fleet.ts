import { Duration } from 'cdk8s';
import { Forecast, Load, LoadProfile } from 'cdk8s-elastic-inference';

/** One workload and its autoscaler, as in the README; every second one has a `behavior`. */
function manifests(index: number): object[] {
  const metadata = { name: `service-${index}`, namespace: 'fleet' };
  const labels = { app: metadata.name };
  const probe = { httpGet: { path: '/', port: 80 }, periodSeconds: 10, failureThreshold: 60 };
  const resources = { requests: { cpu: '1' }, limits: { cpu: '2' } };
  const pod = { containers: [{ name: 'server', image: 'server:1', resources, startupProbe: probe }] };
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } };
  const behavior = { scaleUp: { stabilizationWindowSeconds: 60 } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
        maxReplicas: 20,
        metrics: [{ type: 'Resource', resource: cpu }],
        ...(index % 2 === 1 && { behavior }),
      },
    },
  ];
}

/** A forecast of many services, each with a day of its own, which comes again. */
export function fleetForecast(services: number): Forecast {
  const indices = Array.from({ length: services }, (_, i) => i);
  const day = LoadProfile.day({ low: 1, high: 9 });
  return indices.reduce(
    (forecast, i) => forecast.load(`service-${i}`, Load.cores(day.shifted(Duration.minutes(i % 1440)))),
    Forecast.ofManifests(indices.flatMap(manifests)),
  );
}
