import { MODELS } from './examples';
import { CONTROLLER } from './sources';
import type { Inventory } from '../../kubernetes/inventory';
import { WORKER_TYPES } from '../../kubernetes/sedna/api';
import type { Rule } from '../rule';

export const sednaModelElsewhere: Rule = {
  id: 'sedna-model-elsewhere',
  title: 'The Model of a worker must be in the namespace of its JointInferenceService',
  severity: 'error',
  description: [
    'Looks at the Models that the workers of JointInferenceServices name. Fires when the objects hold such a',
    '`Model` in another namespace only. Silent where the JointInferenceService or a `Model` of that name does not',
    'state its namespace: it is created wherever its file is applied.',
    '',
    'Sedna looks for the Model in the namespace of the `JointInferenceService`. A JointInferenceService whose',
    'Model is missing when it is created is `Failed` permanently, also when the Model comes later.',
  ].join('\n'),
  fix: [
    'Put both into one namespace.',
    '',
    'Acknowledge it when the namespace has a Model of that name which is not among the objects.',
  ].join('\n'),
  source: CONTROLLER,
  failing: `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: models }
spec: { url: 's3://models/little.pb', format: pb }
---
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: big, namespace: vision }
spec: { url: 's3://models/big.pb', format: pb }
---
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
    const placesOf = modelPlaces(inventory);
    for (const object of inventory.jointServices) {
      const here = object.metadata?.namespace;
      if (here === undefined) continue;
      for (const type of WORKER_TYPES) {
        const name: string | undefined = object.spec?.[`${type}Worker`]?.model?.name;
        if (name === undefined) continue;
        const places = placesOf(name);
        const [first] = places;
        if (first === undefined || places.has(here) || places.has(undefined)) continue;
        report(object, {
          field: `spec.${type}Worker.model.name`,
          value: name,
          rule: `is a Model of the namespace ${first}`,
          why: 'Sedna looks for it in the namespace of the JointInferenceService, '
            + 'and a JointInferenceService whose Model is missing is Failed permanently',
          fix: `put both into one namespace, ${here} or ${first}`,
        });
      }
    }
  },
};

/** The namespaces of the models of a name, in their order; undefined for one that states none. */
function modelPlaces(inventory: Inventory): (name: string) => ReadonlySet<string | undefined> {
  const known = new Map<string, Set<string | undefined>>();
  return (name) => {
    const places = known.get(name) ?? new Set(inventory.sednaModels(name).map(({ metadata }) => metadata?.namespace));
    known.set(name, places);
    return places;
  };
}
