import { MODELS } from './examples';
import { SCHEMA } from './sources';
import type { Rule } from '../rule';

const LISTS = ['containers', 'initContainers'] as const;

export const sednaDuplicateVariable: Rule = {
  id: 'sedna-duplicate-variable',
  title: 'A container of a JointInferenceService must have each variable once',
  severity: 'error',
  description: [
    'Looks at the containers and init containers of the workers of JointInferenceServices. Fires when one has two',
    'variables of one name.',
    '',
    'The schema of `JointInferenceService` identifies variables by their names, so the API server rejects the',
    'object (`Duplicate value`). A Deployment would take the last one.',
  ].join('\n'),
  fix: [
    'Keep one of them.',
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
      spec:
        containers:
          - name: little-model
            image: registry.example.com/little:1.0
            env: [{ name: LC_PERIOD, value: '30' }, { name: LC_PERIOD, value: '60' }]
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
    template:
      spec:
        containers:
          - name: little-model
            image: registry.example.com/little:1.0
            env: [{ name: LC_PERIOD, value: '60' }]
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    for (const { object, worker, pod, podPath } of inventory.workloads) {
      if (worker === undefined) continue;
      for (const list of LISTS) {
        for (const { name: container, env = [] } of pod[list] ?? []) {
          for (const name of repeated(env)) {
            report(object, {
              field: `${podPath}.${list}[${JSON.stringify(container)}].env[${JSON.stringify(name)}]`,
              rule: 'is given twice',
              why: 'the API server rejects the JointInferenceService (Duplicate value): '
                + 'its schema identifies variables by name',
              fix: 'keep one of them',
            });
          }
        }
      }
    }
  },
};

/** The names that are given more than once, each once. */
function repeated(variables: ReadonlyArray<{ readonly name?: string }>): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of variables) {
    if (name === undefined) continue;
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return twice;
}
