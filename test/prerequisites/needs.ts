import { Inventory } from '../../src/kubernetes/inventory';
import type { Prerequisite } from '../../src/prerequisites/kinds/prerequisite';
import { prerequisitesOf } from '../../src/prerequisites/prerequisites-of';
import { manifests } from '../rules/manifests';

export function prerequisites(yaml: string): Prerequisite[] {
  return prerequisitesOf(new Inventory(manifests(yaml)));
}

/** What manifests need: the id, and each object with the field that says so. */
export function needs(yaml: string): Array<[id: string, ...uses: string[]]> {
  return prerequisites(yaml).map(({ id, neededBy }) => [id, ...neededBy.map((by) => `${by.title} ${by.field}`)]);
}

export function ids(yaml: string): string[] {
  return prerequisites(yaml).map(({ id }) => id);
}

/** The only prerequisite of an id. */
export function only(yaml: string, id: string): Prerequisite {
  const found = prerequisites(yaml).filter((p) => p.id === id);
  if (found.length !== 1) throw new Error(`${found.length} of ${id} in ${ids(yaml).join(', ')}`);
  return found[0];
}

/** A Deployment `web` in `default` whose pods have more than a container. */
export function deployment(pod: string, container: string = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'web:1', ${container} }], ${pod.replace(/\s+/g, ' ')} }
`;
}

/** An autoscaler of the Deployment `web`, with metrics. */
export function autoscaler(metrics: string, more: string = ''): string {
  return `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  maxReplicas: 3
  metrics: [${metrics}]
  ${more}
`;
}

export const CPU = '{ type: Resource, resource: { name: cpu, target: { type: Utilization, averageUtilization: 60 } } }';

/** Manifests together in one text. */
export function all(...texts: readonly string[]): string {
  return texts.join('\n---\n');
}

export function named(apiVersion: string, kind: string, name: string, more: string = ''): string {
  return `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name} `
    + `}${more === '' ? '' : `, ${more.replace(/\s+/g, ' ')}`} }`;
}

export function apiService(group: string): string {
  return named(
    'apiregistration.k8s.io/v1',
    'APIService',
    `v1beta1.${group}`,
    `spec: { group: ${group}, version: v1beta1 }`,
  );
}
