import { sednaModelElsewhere } from '../../../src/rules/sedna/sedna-model-elsewhere';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

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

test('the examples of sedna-model-elsewhere', () => {
  expect(codes(sednaModelElsewhere.failing)).toEqual(['sedna-model-elsewhere']);
  expect(codes(sednaModelElsewhere.repaired)).toEqual([]);
});

const SPEC = ELSEWHERE.slice(ELSEWHERE.lastIndexOf('spec:'));

function place(worker: string = 'edge', namespace: string = 'vision'): [string, string] {
  return [`JointInferenceService ${namespace}/helmet`, `spec.${worker}Worker.model.name`];
}

/** A model of the name `little`, of Sedna or of another system. */
function model(namespace: string, apiVersion: string = 'sedna.io/v1alpha1'): string {
  return `---\napiVersion: ${apiVersion}\nkind: Model\nmetadata: { name: little${namespace} }\n`;
}

describe('sedna-model-elsewhere fires', () => {
  test('on a model in another namespace', () => {
    expect(told(sednaModelElsewhere, ELSEWHERE)).toEqual([[
      'JointInferenceService vision/helmet',
      'spec.edgeWorker.model.name: got "little"; is a Model of the namespace models — '
      + 'Sedna looks for it in the namespace of the JointInferenceService, '
      + 'and a JointInferenceService whose Model is missing is Failed permanently; '
      + `put both into one namespace, vision or models (${sednaModelElsewhere.source})`,
    ]]);
  });

  test('on each worker for itself', () => {
    const both = change(ELSEWHERE, 'name: big, namespace: vision', 'name: big, namespace: store');
    expect(fires(sednaModelElsewhere, both)).toEqual([place(), place('cloud')]);
  });

  test('with the first place, when there are several', () => {
    const found = told(sednaModelElsewhere, `${ELSEWHERE}${model(', namespace: archive')}`);
    expect(found.map(([, message]) => message.split(' — ')[0])).toEqual([
      'spec.edgeWorker.model.name: got "little"; is a Model of the namespace models',
    ]);
  });

  test('on the default namespace, where it is written', () => {
    const both = ELSEWHERE.replace(/namespace: vision/g, 'namespace: default');
    const text = change(both, 'cloudWorker: { model: { name: big } }', 'cloudWorker: {}');
    expect(fires(sednaModelElsewhere, text)).toEqual([place('edge', 'default')]);
  });

  test('where a model of another system has its name in the namespace', () => {
    const other = model(', namespace: vision', 'mlops.seldon.io/v1alpha1');
    expect(fires(sednaModelElsewhere, `${ELSEWHERE}${other}`)).toEqual([place()]);
  });
});

describe('sedna-model-elsewhere is silent', () => {
  test.each<[string, string, string]>([
    ['when both are in one namespace', LITTLE, 'metadata: { name: little, namespace: vision }'],
    ['when the model names no namespace: it goes where its file is applied', LITTLE, 'metadata: { name: little }'],
    ['when the namespace of the model is null', LITTLE, 'metadata: { name: little, namespace: null }'],
    ['when the service names no namespace', 'name: helmet, namespace: vision', 'name: helmet'],
    ['when the namespace of the service is null', 'name: helmet, namespace: vision', 'name: helmet, namespace: null'],
    ['when no object is that model', LITTLE, 'metadata: { name: small, namespace: models }'],
    ['when the worker names no model', 'edgeWorker: { model: { name: little } }', 'edgeWorker: { model: null }'],
    ['when the name is null', 'model: { name: little }', 'model: { name: null }'],
    ['when the name is a list', 'model: { name: little }', 'model: { name: [little] }'],
    ['when the model is a text', 'model: { name: little }', 'model: little'],
    ['when the worker is null', 'edgeWorker: { model: { name: little } }', 'edgeWorker: null'],
    ['when the spec is a list', SPEC, 'spec: [little]\n'],
    ['of a kind of that name in another group',
      'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaModelElsewhere, change(ELSEWHERE, from, to))).toEqual([]);
  });

  test.each([
    'mlops.seldon.io/v1alpha1', 'kubeai.org/v1', 'sedna.io.example.com/v1', 'v1',
  ])('on a Model of %s, which is none of Sedna', (apiVersion) => {
    const own = `sedna.io/v1alpha1\nkind: Model\n${LITTLE}`;
    const text = change(ELSEWHERE, own, `${apiVersion}\nkind: Model\n${LITTLE}`);
    expect(fires(sednaModelElsewhere, text)).toEqual([]);
  });

  test('when a second model of the name is in the namespace', () => {
    expect(fires(sednaModelElsewhere, `${ELSEWHERE}${model(', namespace: vision')}`)).toEqual([]);
  });

  test('when a second model of the name names no namespace', () => {
    expect(fires(sednaModelElsewhere, `${ELSEWHERE}${model('')}`)).toEqual([]);
  });

  test('when no namespace is written at all', () => {
    expect(fires(sednaModelElsewhere, ELSEWHERE.replace(/, namespace: \w+/g, ''))).toEqual([]);
  });

  test('when one names the default namespace and the other none', () => {
    const none = ELSEWHERE.replace(/, namespace: (?:models|vision)/g, '');
    const text = change(none, 'name: little }\nspec', 'name: little, namespace: default }\nspec');
    expect(fires(sednaModelElsewhere, text)).toEqual([]);
  });
});
