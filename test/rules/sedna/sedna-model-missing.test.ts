import { change, told } from '../manifests';
import { sednaModelMissing } from '../../../src/rules/sedna/sedna-model-missing';

const MISSING = `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: big, namespace: vision }
spec: { url: /data/big.pb, format: pb }
---
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker: { model: { name: little } }
  cloudWorker: { model: { name: big } }
`;

function message(worker: string, model: string): string {
  return `spec.${worker}Worker.model.name: got "${model}"; is no Model among these objects — `
    + 'a service whose model does not exist at its creation is Failed for good: a Model that comes later is never picked up; '
    + 'apply the Model first, best from the same file (SednaModel) (https://github.com/kubeedge/sedna)';
}

describe('sedna-model-missing fires', () => {
  test('on a model that is not among the objects', () => {
    expect(told(sednaModelMissing, MISSING)).toEqual([['JointInferenceService vision/helmet', message('edge', 'little')]]);
  });

  test('on each worker for itself', () => {
    expect(told(sednaModelMissing, MISSING.split('---')[1]).map(([, text]) => text)).toEqual([message('edge', 'little'), message('cloud', 'big')]);
  });

  test.each(['mlops.seldon.io/v1alpha1', 'kubeai.org/v1', 'sedna.io.example.com/v1'])('where only a Model of %s has the name, which is none of Sedna', (apiVersion) => {
    expect(told(sednaModelMissing, change(MISSING, 'sedna.io/v1alpha1\nkind: Model', `${apiVersion}\nkind: Model`))).toHaveLength(2);
  });

  test('where only another kind of Sedna has the name', () => {
    expect(told(sednaModelMissing, change(MISSING, 'kind: Model', 'kind: Dataset'))).toHaveLength(2);
  });
});

describe('sedna-model-missing is silent', () => {
  test.each<[string, string, string]>([
    ['when the model is there', 'model: { name: little }', 'model: { name: big }'],
    ['when the worker names no model', 'edgeWorker: { model: { name: little } }', 'edgeWorker: {}'],
    ['when the name is null', 'model: { name: little }', 'model: { name: null }'],
    ['when the name is a number', 'model: { name: little }', 'model: { name: 1 }'],
    ['when the model is null', 'model: { name: little }', 'model: null'],
    ['when the worker is a list', 'edgeWorker: { model: { name: little } }', 'edgeWorker: [little]'],
    ['when the spec is null', 'spec:\n  edgeWorker: { model: { name: little } }\n  cloudWorker: { model: { name: big } }', 'spec:'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(told(sednaModelMissing, change(MISSING, from, to))).toEqual([]);
  });

  test('when the model is in another namespace: sedna-model-elsewhere says that', () => {
    expect(told(sednaModelMissing, `${MISSING}---\napiVersion: sedna.io/v1alpha1\nkind: Model\nmetadata: { name: little, namespace: models }\n`)).toEqual([]);
  });
});
