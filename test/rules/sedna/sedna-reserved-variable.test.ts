import { readFileSync } from 'fs';
import { join } from 'path';
import { sednaReservedVariable } from '../../../src/rules/sedna/sedna-reserved-variable';
import { change, manifests, told } from '../manifests';

const OWN_URL = `
apiVersion: sedna.io/v1alpha1
kind: Model
metadata: { name: little, namespace: vision }
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
  edgeWorker:
    model: { name: little }
    template:
      spec:
        initContainers: [{ name: warm-up, image: 'warm-up:1' }]
        containers:
          - name: little-model
            env: [{ name: MODEL_URL, value: /models/mine.pb }]
          - name: reporter
  cloudWorker:
    model: { name: big }
    template: { spec: { containers: [{ name: big-model, image: 'big:1' }] } }
`;

const EDGE = 'name: MODEL_URL, value: /models/mine.pb';
const CLOUD = "{ name: big-model, image: 'big:1' }";

function message(worker: string = 'edge', container: string = 'little-model', name: string = 'MODEL_URL', got: string = '/models/mine.pb'): string {
  return `spec.${worker}Worker.template.spec.containers["${container}"].env["${name}"]: ${got === '' ? '' : `got "${got}"; `}is set by Sedna itself — `
    + 'Sedna appends a variable of this name, and a container takes the last one; remove it: Sedna takes it from the model, the hard example mining and its own configuration; or give your own variable another name (https://github.com/kubeedge/sedna)';
}

/** What the controller appended to each worker of the service that was observed: the user's own variables are in lower case. */
const OBSERVED = manifests(readFileSync(join(__dirname, '../../sedna/observed/seed-000.yaml'), 'utf8'))
  .filter(({ kind }) => kind === 'Deployment')
  .map(({ metadata, spec }) => ({
    worker: metadata!.labels!['jointinferenceservice.sedna.io/worker-type'],
    names: spec.template.spec.containers[0].env.map((v: any) => v.name).filter((name: string) => /^[A-Z_]+$/.test(name)) as string[],
  }));

describe('sedna-reserved-variable fires', () => {
  test('on a variable that Sedna sets, in the edge worker', () => {
    expect(told(sednaReservedVariable, OWN_URL)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test('on a variable that Sedna sets, in the cloud worker', () => {
    const cloud = change(change(OWN_URL, EDGE, 'name: OTHER, value: x'), CLOUD, "{ name: big-model, env: [{ name: BIG_MODEL_BIND_PORT, value: '8080' }] }");
    expect(told(sednaReservedVariable, cloud)).toEqual([['JointInferenceService vision/helmet', message('cloud', 'big-model', 'BIG_MODEL_BIND_PORT', '8080')]]);
  });

  test('on each container: Sedna appends to all of them', () => {
    expect(told(sednaReservedVariable, change(OWN_URL, '- name: reporter', '- { name: reporter, env: [{ name: LC_SERVER, value: x }, { name: NAMESPACE, value: y }] }')).map(([, text]) => text)).toEqual([
      message(), message('edge', 'reporter', 'LC_SERVER', 'x'), message('edge', 'reporter', 'NAMESPACE', 'y'),
    ]);
  });

  test.each(OBSERVED.flatMap(({ worker, names }) => names.map((name) => [name, worker])))('on %s, which Sedna was seen to append to the %s worker', (name, worker) => {
    const text = worker === 'edge'
      ? change(OWN_URL, EDGE, `name: ${name}, value: mine`)
      : change(change(OWN_URL, EDGE, 'name: OTHER, value: x'), CLOUD, `{ name: big-model, env: [{ name: ${name}, value: mine }] }`);
    expect(told(sednaReservedVariable, text).map(([, said]) => said)).toEqual([message(worker, worker === 'edge' ? 'little-model' : 'big-model', name, 'mine')]);
  });

  test.each<[string, string]>([
    ['comes from elsewhere', 'name: MODEL_URL, valueFrom: { secretKeyRef: { name: keys, key: url } }'],
    ['is missing', 'name: MODEL_URL'],
    ['is null', 'name: MODEL_URL, value: null'],
  ])('without a value, where that %s', (_, variable) => {
    expect(told(sednaReservedVariable, change(OWN_URL, EDGE, variable))).toEqual([['JointInferenceService vision/helmet', message('edge', 'little-model', 'MODEL_URL', '')]]);
  });

  test.each<[string, string, string]>([
    ['lies on the node', '/data/little.pb', '/data/little.pb'],
    ['has no URL', 'spec: { url: /data/little.pb, format: pb }', 'spec: { format: pb }'],
    ['is in another namespace', 'name: little, namespace: vision', 'name: little, namespace: models'],
    ['is not among the objects', 'metadata: { name: little, namespace: vision }', 'metadata: { name: small, namespace: vision }'],
    ['is not named', 'model: { name: little }', 'model: null'],
  ])('on DATA_PATH_PREFIX where the model %s', (_, from, to) => {
    const text = change(change(OWN_URL, EDGE, 'name: DATA_PATH_PREFIX, value: /mine'), from, to);
    expect(told(sednaReservedVariable, text)).toEqual([['JointInferenceService vision/helmet', message('edge', 'little-model', 'DATA_PATH_PREFIX', '/mine')]]);
  });

  test('both workers were observed', () => {
    expect(OBSERVED.map(({ worker, names }) => [worker, names.length])).toEqual([['cloud', 6], ['edge', 10]]);
  });
});

describe('sedna-reserved-variable is silent', () => {
  test.each<[string, string, string]>([
    ['on a name of one\'s own', 'MODEL_URL', 'MY_MODEL_URL'],
    ['on the same letters in another case', 'MODEL_URL', 'model_url'],
    ['on what only the cloud worker is given, in the edge worker', 'MODEL_URL', 'BIG_MODEL_BIND_PORT'],
    ['on the address to listen on, which Sedna leaves to its user', 'MODEL_URL', 'BIG_MODEL_BIND_IP'],
    ['on a variable without a name', 'name: MODEL_URL, ', ''],
    ['on a name that is null', 'name: MODEL_URL', 'name: null'],
    ['on a name that is a list', 'name: MODEL_URL', 'name: [MODEL_URL]'],
    ['where the variables are null', 'env: [{ name: MODEL_URL, value: /models/mine.pb }]', 'env: null'],
    ['where the variables are a map', 'env: [{ name: MODEL_URL, value: /models/mine.pb }]', 'env: { MODEL_URL: /models/mine.pb }'],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(told(sednaReservedVariable, change(OWN_URL, from, to))).toEqual([]);
  });

  test.each(['BIG_MODEL_IP', 'BIG_MODEL_PORT', 'HEM_NAME', 'HEM_PARAMETERS', 'LC_SERVER'])('on %s in the cloud worker: only the edge worker is given it', (name) => {
    expect(told(sednaReservedVariable, change(change(OWN_URL, 'MODEL_URL', 'OTHER'), CLOUD, `{ name: big-model, env: [{ name: ${name}, value: x }] }`))).toEqual([]);
  });

  test.each(['s3://models/little.pb', 'https://models.example.com/little.pb', 'hf://org/little'])('on DATA_PATH_PREFIX where the model is %s: only a path has a prefix', (url) => {
    expect(told(sednaReservedVariable, change(change(OWN_URL, EDGE, 'name: DATA_PATH_PREFIX, value: /mine'), '/data/little.pb', url))).toEqual([]);
  });

  test('on an init container: Sedna appends nothing to it', () => {
    const text = change(change(OWN_URL, 'MODEL_URL', 'OTHER'), "{ name: warm-up, image: 'warm-up:1' }", '{ name: warm-up, env: [{ name: MODEL_URL, value: /models/mine.pb }] }');
    expect(told(sednaReservedVariable, text)).toEqual([]);
  });

  test('on a Deployment', () => {
    expect(told(sednaReservedVariable, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { spec: { containers: [{ name: server, env: [{ name: MODEL_URL, value: x }] }] } } }
`)).toEqual([]);
  });
});
