import type { Shown } from './by-control-plane';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { manifests } from '../manifests';

/** The namespace in which the example of a rule is applied. */
export function namespaceOf(id: string): string {
  return `rule-${id}`;
}

/** What the name of an object of a rule begins with, so that a fault, which has no namespace, belongs to its rule. */
export function prefixOf(id: string): string {
  return `${id}--`;
}

/** Whether a fault of the judge is about an object of the rule. */
export function isAbout(id: string, fault: string): boolean {
  return new RegExp(`(^|[^a-z0-9-])(${prefixOf(id)}|${namespaceOf(id)}(?![a-z0-9-]))`).test(fault);
}

/** An example, as it is applied: in a namespace of its own, named by its rule, and with what it leaves out. */
export function completed(id: string, example: string, { added = '' }: Shown): Manifest[] {
  const objects: any[] = [...manifests(added), ...manifests(example)];
  for (const target of missingTargets(objects)) objects.unshift(deployment(target));
  const names = new Set<string>(objects.map((o) => o.metadata.name));
  return objects.map((object) => placed(id, renamed(id, object, names)));
}

/** The Deployments that autoscalers name and that are not there. */
function missingTargets(objects: readonly any[]): string[] {
  const targets = objects
    .filter(({ kind }) => kind === 'HorizontalPodAutoscaler')
    .map(({ spec }) => spec.scaleTargetRef)
    .filter(({ kind, name }) => !objects.some((o) => o.kind === kind && o.metadata.name === name));
  return [...new Set<string>(targets.map(({ name }) => name))];
}

function deployment(name: string): object {
  const container = { name: 'server', image: 'registry.example.com/server:1.0', resources: { requests: { cpu: '1' } } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  };
}

/** The keys of an object whose value, or whose `name`, refers to another object. */
const REFERENCES = ['scaleTargetRef', 'claimName', 'model'];

function renamed(id: string, value: any, names: ReadonlySet<string>, key: string = ''): any {
  if (Array.isArray(value)) return value.map((item) => renamed(id, item, names));
  if (typeof value === 'string') return REFERENCES.includes(key) && names.has(value) ? prefixOf(id) + value : value;
  if (value === null || typeof value !== 'object') return value;
  const copy = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, renamed(id, v, names, k)]));
  if (REFERENCES.includes(key) && names.has(copy.name)) copy.name = prefixOf(id) + copy.name;
  return copy;
}

function placed(id: string, object: any): Manifest {
  const metadata = object.kind === 'Namespace'
    ? { ...object.metadata, name: namespaceOf(id) }
    : { ...object.metadata, name: prefixOf(id) + object.metadata.name, namespace: namespaceOf(id) };
  return { ...object, metadata };
}
