import { change, told } from '../manifests';
import { sednaModelElsewhere } from '../../../src/rules/sedna/sedna-model-elsewhere';

const ELSEWHERE = `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: models }
spec: { url: /data/little.pb, format: pb }
---
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

const LITTLE = 'metadata: { name: little, namespace: models }';

function message(worker: string, model: string, place: string = 'models'): string {
  return `spec.${worker}Worker.model.name: got "${model}"; is a Model of the namespace ${place} — `
    + 'Sedna looks for it in the namespace of the JointInferenceService, and a service whose model is missing is Failed for good; '
    + `put both into one namespace, vision or ${place} (https://github.com/kubeedge/sedna)`;
}

describe('sedna-model-elsewhere fires', () => {
  test('on a model in another namespace', () => {
    expect(told(sednaModelElsewhere, ELSEWHERE)).toEqual([['JointInferenceService vision/helmet', message('edge', 'little')]]);
  });

  test('on each worker for itself', () => {
    expect(told(sednaModelElsewhere, change(ELSEWHERE, 'name: big, namespace: vision', 'name: big, namespace: store')).map(([, text]) => text)).toEqual([
      message('edge', 'little'), message('cloud', 'big', 'store'),
    ]);
  });

  test('with the first place, when there are several', () => {
    const second = ELSEWHERE.split('---')[0].replace('namespace: models', 'namespace: archive');
    expect(told(sednaModelElsewhere, `${ELSEWHERE}---\n${second}`)).toEqual([['JointInferenceService vision/helmet', message('edge', 'little')]]);
  });

  test('on the default namespace, where it is written', () => {
    const text = change(ELSEWHERE.replace(/namespace: vision/g, 'namespace: default'), 'cloudWorker: { model: { name: big } }', 'cloudWorker: {}');
    expect(told(sednaModelElsewhere, text)).toEqual([['JointInferenceService default/helmet', message('edge', 'little').replace('vision or', 'default or')]]);
  });

  test('where a model of another system has its name in the namespace', () => {
    expect(told(sednaModelElsewhere, `${ELSEWHERE}---\napiVersion: mlops.seldon.io/v1alpha1\nkind: Model\nmetadata: { name: little, namespace: vision }\n`)).toHaveLength(1);
  });
});

describe('sedna-model-elsewhere is silent', () => {
  test.each<[string, string, string]>([
    ['when both are in one namespace', LITTLE, 'metadata: { name: little, namespace: vision }'],
    ['when the model names no namespace: it goes where its file is applied', LITTLE, 'metadata: { name: little }'],
    ['when the namespace of the model is null', LITTLE, 'metadata: { name: little, namespace: null }'],
    ['when the service names no namespace', 'metadata: { name: helmet, namespace: vision }', 'metadata: { name: helmet }'],
    ['when the namespace of the service is null', 'metadata: { name: helmet, namespace: vision }', 'metadata: { name: helmet, namespace: null }'],
    ['when no object is that model', LITTLE, 'metadata: { name: small, namespace: models }'],
    ['when the worker names no model', 'edgeWorker: { model: { name: little } }', 'edgeWorker: { model: null }'],
    ['when the name is null', 'model: { name: little }', 'model: { name: null }'],
    ['when the name is a list', 'model: { name: little }', 'model: { name: [little] }'],
    ['when the model is a text', 'model: { name: little }', 'model: little'],
    ['when the worker is null', 'edgeWorker: { model: { name: little } }', 'edgeWorker: null'],
    ['when the spec is a list', 'spec:\n  edgeWorker: { model: { name: little } }\n  cloudWorker: { model: { name: big } }', 'spec: [little]'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(told(sednaModelElsewhere, change(ELSEWHERE, from, to))).toEqual([]);
  });

  test.each(['mlops.seldon.io/v1alpha1', 'kubeai.org/v1', 'sedna.io.example.com/v1', 'v1'])('on a Model of %s, which is none of Sedna', (apiVersion) => {
    expect(told(sednaModelElsewhere, change(ELSEWHERE, `sedna.io/v1alpha1\nkind: Model\n${LITTLE}`, `${apiVersion}\nkind: Model\n${LITTLE}`))).toEqual([]);
  });

  test('when a second model of the name is in the namespace', () => {
    expect(told(sednaModelElsewhere, `${ELSEWHERE}---\napiVersion: sedna.io/v1alpha1\nkind: Model\nmetadata: { name: little, namespace: vision }\n`)).toEqual([]);
  });

  test('when a second model of the name names no namespace', () => {
    expect(told(sednaModelElsewhere, `${ELSEWHERE}---\napiVersion: sedna.io/v1alpha1\nkind: Model\nmetadata: { name: little }\n`)).toEqual([]);
  });

  test('when no namespace is written at all', () => {
    expect(told(sednaModelElsewhere, ELSEWHERE.replace(/, namespace: \w+/g, ''))).toEqual([]);
  });

  test('when one names the default namespace and the other none', () => {
    expect(told(sednaModelElsewhere, change(ELSEWHERE.replace(/, namespace: (?:models|vision)/g, ''), 'name: little }\nspec', 'name: little, namespace: default }\nspec'))).toEqual([]);
  });
});
