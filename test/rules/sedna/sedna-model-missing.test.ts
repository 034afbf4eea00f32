import { findings } from '../../../src/rules/catalogue/findings';
import { sednaModelMissing } from '../../../src/rules/sedna/sedna-model-missing';
import { codes } from '../codes';
import { change, fires, manifests, told } from '../manifests';

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

test('the examples of sedna-model-missing', () => {
  expect(codes(sednaModelMissing.failing)).toEqual(['sedna-model-missing']);
  expect(codes(sednaModelMissing.repaired)).toEqual([]);
});

const SPEC = MISSING.slice(MISSING.lastIndexOf('spec:'));

function place(worker: string): [string, string] {
  return ['JointInferenceService vision/helmet', `spec.${worker}Worker.model.name`];
}

describe('sedna-model-missing fires', () => {
  test('on a model that is not among the objects', () => {
    expect(told(sednaModelMissing, MISSING)).toEqual([[
      'JointInferenceService vision/helmet',
      'spec.edgeWorker.model.name: got "little"; is no Model among these objects — '
      + 'a JointInferenceService that is created before its Model is Failed permanently: '
      + 'Sedna does not look for it again; '
      + `apply the Model first, or both from one chart: with this library, SednaModel (${sednaModelMissing.source})`,
    ]]);
  });

  test('on each worker for itself', () => {
    expect(fires(sednaModelMissing, MISSING.split('---')[1])).toEqual([place('edge'), place('cloud')]);
  });

  test.each([
    'mlops.seldon.io/v1alpha1', 'kubeai.org/v1', 'sedna.io.example.com/v1',
  ])('where only a Model of %s has the name, which is none of Sedna', (apiVersion) => {
    const text = change(MISSING, 'sedna.io/v1alpha1\nkind: Model', `${apiVersion}\nkind: Model`);
    expect(fires(sednaModelMissing, text)).toEqual([place('edge'), place('cloud')]);
  });

  test('where only another kind of Sedna has the name', () => {
    const text = change(MISSING, 'kind: Model', 'kind: Dataset');
    expect(fires(sednaModelMissing, text)).toEqual([place('edge'), place('cloud')]);
  });

  test.each<[string, string, string]>([
    ['that is not given', 'edgeWorker: { model: { name: little } }', 'edgeWorker: {}'],
    ['whose name is null', 'model: { name: little }', 'model: { name: null }'],
    ['whose name is a number', 'model: { name: little }', 'model: { name: 1 }'],
    ['that is null', 'model: { name: little }', 'model: null'],
  ])('on a model %s, as an error: the definition of Sedna requires it', (_, from, to) => {
    const found = findings(manifests(change(MISSING, from, to)), [sednaModelMissing]);
    expect(found.map(({ severity, problem: { field } }) => [severity, field]))
      .toEqual([['error', 'spec.edgeWorker.model.name']]);
  });
});

describe('sedna-model-missing is silent', () => {
  test.each<[string, string, string]>([
    ['when the model is there', 'model: { name: little }', 'model: { name: big }'],
    ['when the worker is a list', 'edgeWorker: { model: { name: little } }', 'edgeWorker: [little]'],
    ['when the spec is null', SPEC, 'spec:\n'],
    ['of a kind of that name in another group',
      'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaModelMissing, change(MISSING, from, to))).toEqual([]);
  });

  test('when the model is in another namespace: sedna-model-elsewhere says that', () => {
    const [big] = MISSING.split('---');
    const elsewhere = change(big, 'name: big, namespace: vision', 'name: little, namespace: models');
    expect(fires(sednaModelMissing, `${MISSING}---${elsewhere}`)).toEqual([]);
  });
});
