import type { ServiceModel } from '../../../src/forecast/model/service-model';
import { hpaSettings } from '../../../src/forecast/reading/hpa-settings-of';
import { readServices, type ReadingOptions, type ReadServices } from '../../../src/forecast/reading/read-services';
import { Inventory } from '../../../src/kubernetes/inventory';
import { manifests } from '../../rules/manifests';

/** A Deployment whose pods have what a text says of their `spec`. */
export const deployment = (pod: string, more = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier, namespace: vision${more} }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: ${pod}
`;

export const POD = "{ containers: [{ name: server, resources: { requests: { cpu: '1' } } }] }";
export const DEPLOYMENT = deployment(POD);

/** A HorizontalPodAutoscaler of it. */
export const hpa = (spec: string, name = 'scaler') => `
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: ${name}, namespace: vision }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: classifier }, ${spec} }
`;

/** What is read of a text of YAML. */
export function read(text: string, options?: ReadingOptions, kubernetes?: string): ReadServices {
  return readServices(new Inventory(manifests(text), { kubernetes }), options);
}

/** The only service of a text. */
export function service(text: string, options?: ReadingOptions, kubernetes?: string): ServiceModel {
  const { services, notes } = read(text, options, kubernetes);
  if (services.length !== 1) throw new Error(`${services.length} services: ${notes.join(' ')}`);
  return services[0];
}

/** A workload of a pod, as a rule sees it, and settings without a word. */
export const workloadOf = (pod: string) => new Inventory(manifests(deployment(pod))).workloads[0];
export const PLAIN = hpaSettings({ maxReplicas: 5 });
