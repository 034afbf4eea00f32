import { MODELS } from './examples';
import { CONTROLLER } from './sources';
import type { Inventory } from '../../kubernetes/inventory';
import { RESERVED_VARIABLES } from '../../kubernetes/sedna/reserved-variables';
import type { Rule } from '../rule';

export const sednaReservedVariable: Rule = {
  id: 'sedna-reserved-variable',
  title: 'A worker of a JointInferenceService must not have a variable that Sedna sets',
  severity: 'error',
  description: [
    'Looks at the containers of the workers of JointInferenceServices. Fires when one has a variable that Sedna',
    'sets:',
    '',
    '- `NAMESPACE`, `SERVICE_NAME`, `WORKER_NAME` and `MODEL_URL`;',
    '- in the edge worker also `BIG_MODEL_IP`, `BIG_MODEL_PORT`, `HEM_NAME`, `HEM_PARAMETERS` and `LC_SERVER`;',
    '- in the cloud worker also `BIG_MODEL_BIND_PORT`;',
    '- `DATA_PATH_PREFIX`, unless the `Model` is among the objects and its `url` has a scheme: Sedna sets this',
    '  variable only for a model on the node.',
    '',
    'Ignores init containers, to which Sedna appends nothing.',
    '',
    'Sedna appends its own variable after yours, and of two variables of one name a container gets the last.',
  ].join('\n'),
  fix: [
    'Remove the variable. The worker loads the `url` of its `Model`. Give a variable of your own another name.',
    '',
    'There is no reason to acknowledge it.',
  ].join('\n'),
  source: CONTROLLER,
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
            env: [{ name: MODEL_URL, value: /models/little.pb }]
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
            env: [{ name: MODEL_FILE, value: little.pb }]
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'registry.example.com/big:1.0' }] } }
`,
  check: (inventory, report) => {
    const isOnNode = onNode(inventory);
    for (const { object, worker, pod, podPath } of inventory.workloads) {
      if (worker === undefined) continue;
      for (const { name: container, env = [] } of pod.containers ?? []) {
        for (const { name, value } of env) {
          if (name === undefined || !RESERVED_VARIABLES[worker].includes(name)) continue;
          if (name === 'DATA_PATH_PREFIX' && !isOnNode(object.spec[`${worker}Worker`].model?.name)) continue;
          const problem = {
            field: `${podPath}.containers[${JSON.stringify(container ?? '(no name)')}].env[${JSON.stringify(name)}]`,
            rule: 'is set by Sedna',
            why: 'Sedna appends a variable of this name, and of two variables of one name a container gets the last',
            fix: 'remove it: Sedna takes the value from the Model, the hard example mining or its own configuration; '
              + 'give a variable of your own another name',
          };
          report(object, value === undefined ? problem : { ...problem, value });
        }
      }
    }
  },
};

/** Whether a model lies on the node, or may: only then does its path have a prefix. */
function onNode(inventory: Inventory): (model: string | undefined) => boolean {
  const known = new Map<string, boolean>();
  return (model) => {
    const name = String(model);
    const before = known.get(name);
    if (before !== undefined) return before;
    const models = inventory.sednaModels(name);
    const found = models.length === 0 || models.some(({ spec }) => String(spec?.url ?? '/').startsWith('/'));
    known.set(name, found);
    return found;
  };
}
