import { MODELS } from './examples';
import { CONTROLLER } from './sources';
import { WORKER_TYPES, type WorkerType } from '../../kubernetes/sedna/api';
import type { Reported, Rule } from '../rule';

export const sednaModelMissing: Rule = {
  id: 'sedna-model-missing',
  title: 'The Model of a worker must be among the objects',
  severity: 'advice',
  description: [
    'Looks at the Models that the workers of JointInferenceServices name. Fires when the objects hold no `Model`',
    'of this name. A worker that names none is an **error**: the CustomResourceDefinition of Sedna requires it.',
    '',
    'Sedna looks for it once. A JointInferenceService that is created before its Model is `Failed` permanently: a',
    'Model that comes later is not picked up, and the JointInferenceService must be created anew.',
  ].join('\n'),
  fix: [
    'Apply the Model before the JointInferenceService, best from the same chart: `SednaModel` and',
    '`SednaJointInference` are printed in that order.',
    '',
    'Acknowledge it when somebody else applies the Model first.',
  ].join('\n'),
  source: CONTROLLER,
  failing: `
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
    for (const object of inventory.jointServices) {
      for (const type of WORKER_TYPES) {
        const worker = object.spec?.[`${type}Worker`];
        const name: string | undefined = worker?.model?.name;
        if (worker !== undefined && name === undefined) report(object, unnamed(type));
        if (name === undefined || inventory.sednaModels(name).length > 0) continue;
        report(object, {
          field: `spec.${type}Worker.model.name`,
          value: name,
          rule: 'is no Model among these objects',
          why: 'a JointInferenceService that is created before its Model is Failed permanently: '
            + 'Sedna does not look for it again',
          fix: 'apply the Model first, or both from one chart: with this library, SednaModel',
        });
      }
    }
  },
};

/** A worker that names no Model. */
function unnamed(type: WorkerType): Reported {
  return {
    severity: 'error',
    field: `spec.${type}Worker.model.name`,
    rule: 'must name a Model',
    why: 'the API server rejects the JointInferenceService without it, so no worker is created',
    fix: 'name the Model that this worker loads',
  };
}
