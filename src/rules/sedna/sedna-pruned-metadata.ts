import { MODELS } from './examples';
import { SCHEMA } from './sources';
import { WORKER_TYPES } from '../../kubernetes/sedna/api';
import { listed } from '../listed';
import type { Rule } from '../rule';

export const sednaPrunedMetadata: Rule = {
  id: 'sedna-pruned-metadata',
  title: 'The template of a worker of a JointInferenceService must not have metadata',
  severity: 'error',
  description: [
    'Looks at `template.metadata` of the workers of JointInferenceServices. Fires when it holds anything: labels,',
    'annotations, a name. Does not see a null, such as `creationTimestamp: null`.',
    '',
    'The schema of `JointInferenceService` has no field below `template.metadata`. `kubectl apply` rejects the',
    'object for its unknown fields, also where they are empty or null. Clients that do not request this',
    'validation lose them silently.',
  ].join('\n'),
  fix: [
    'Remove them. Select the pods by the labels that Sedna sets: `jointinferenceservice.sedna.io/name` and',
    '`jointinferenceservice.sedna.io/worker-type`, the `selector` of a worker of `SednaJointInference`.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: SCHEMA,
  failing: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template:
      metadata: { labels: { app: helmet } }
      spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  repaired: `
${MODELS}
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    model: { name: little }
    hardExampleMining: { name: CrossEntropy }
    template: { spec: { containers: [{ name: little-model, image: 'registry.example.com/little:1.0' }] } }
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    for (const object of inventory.jointServices) {
      for (const type of WORKER_TYPES) {
        const names = namesIn(object.spec?.[`${type}Worker`]?.template?.metadata ?? {});
        if (names.length === 0) continue;
        report(object, {
          field: `spec.${type}Worker.template.metadata`,
          value: listed(names),
          rule: 'must be left out',
          why: 'the schema of JointInferenceService has no field there: kubectl rejects the object, '
            + 'and other clients lose the labels and annotations silently',
          fix: 'remove it, and select the pods by the labels that Sedna sets '
            + '(jointinferenceservice.sedna.io/name and jointinferenceservice.sedna.io/worker-type)',
        });
      }
    }
  },
};

/** What metadata holds: labels and annotations by their names, any other field by its own. */
function namesIn(metadata: Readonly<Record<string, any>>): string[] {
  const names: string[] = [];
  for (const [field, value] of Object.entries(metadata)) {
    const inside = field === 'labels' || field === 'annotations' ? keysOf(value) : [];
    // Even an empty map is a field too many.
    if (inside.length === 0) names.push(field);
    for (const name of inside) names.push(name);
  }
  return names;
}

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).filter(([, inside]) => inside !== null).map(([name]) => name);
}
