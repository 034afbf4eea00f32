import { readFileSync } from 'fs';
import { join } from 'path';
import { sednaReservedVariable } from '../../../src/rules/sedna/sedna-reserved-variable';
import { codes } from '../codes';
import { change, fires, manifests, told } from '../manifests';

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

type Place = [object: string, field: string];

function place(name: string = 'MODEL_URL', container: string = 'little-model', worker: string = 'edge'): Place {
  const field = `spec.${worker}Worker.template.spec.containers["${container}"].env["${name}"]`;
  return ['JointInferenceService vision/helmet', field];
}

/** The service with one variable in its edge worker. */
function edge(variable: string): string {
  return change(OWN_URL, EDGE, variable);
}

/** The service with one variable in its cloud worker. */
function cloud(variable: string): string {
  return change(edge('name: OTHER, value: x'), "image: 'big:1'", `env: [{ ${variable} }]`);
}

const OBSERVED = join(__dirname, '../../sedna/observed/seed-000.yaml');

interface Observed {
  readonly worker: string;
  readonly names: readonly string[];
}

/** What the controller appended to each worker of a service that was observed: its variables are in upper case. */
function observed(): Observed[] {
  const workers: Observed[] = [];
  for (const { kind, metadata, spec } of manifests(readFileSync(OBSERVED, 'utf8'))) {
    if (kind !== 'Deployment') continue;
    const names: string[] = spec.template.spec.containers[0].env.map((variable: { name: string }) => variable.name);
    workers.push({
      worker: metadata!.labels!['jointinferenceservice.sedna.io/worker-type'],
      names: names.filter((name) => /^[A-Z_]+$/.test(name)),
    });
  }
  return workers;
}

const APPENDED = observed().flatMap(({ worker, names }) => names.map((name): [string, string] => [name, worker]));

test('the examples of sedna-reserved-variable', () => {
  expect(codes(sednaReservedVariable.failing)).toEqual(['sedna-reserved-variable']);
  expect(codes(sednaReservedVariable.repaired)).toEqual([]);
});

describe('sedna-reserved-variable fires', () => {
  test('on a variable that Sedna sets, in the edge worker', () => {
    expect(told(sednaReservedVariable, OWN_URL)).toEqual([[
      place()[0],
      `${place()[1]}: got "/models/mine.pb"; is set by Sedna — `
      + 'Sedna appends a variable of this name, and of two variables of one name a container gets the last; '
      + 'remove it: Sedna takes the value from the Model, the hard example mining or its own configuration; '
      + `give a variable of your own another name (${sednaReservedVariable.source})`,
    ]]);
  });

  test('on a variable that Sedna sets, in the cloud worker', () => {
    expect(fires(sednaReservedVariable, cloud("name: BIG_MODEL_BIND_PORT, value: '8080'"))).toEqual([
      place('BIG_MODEL_BIND_PORT', 'big-model', 'cloud'),
    ]);
  });

  test('on each container: Sedna appends to all of them', () => {
    const env = 'env: [{ name: LC_SERVER, value: x }, { name: NAMESPACE, value: y }]';
    expect(fires(sednaReservedVariable, change(OWN_URL, '- name: reporter', `- { name: reporter, ${env} }`))).toEqual([
      place(), place('LC_SERVER', 'reporter'), place('NAMESPACE', 'reporter'),
    ]);
  });

  test('both workers were observed', () => {
    expect(observed().map(({ worker, names }) => [worker, names.length])).toEqual([['cloud', 6], ['edge', 10]]);
  });

  test.each(APPENDED)('on %s, which Sedna was seen to append to the %s worker', (name, worker) => {
    const variable = `name: ${name}, value: mine`;
    const found = fires(sednaReservedVariable, worker === 'edge' ? edge(variable) : cloud(variable));
    expect(found).toEqual([place(name, worker === 'edge' ? 'little-model' : 'big-model', worker)]);
  });

  test.each<[string, string]>([
    ['comes from elsewhere', 'name: MODEL_URL, valueFrom: { secretKeyRef: { name: keys, key: url } }'],
    ['is missing', 'name: MODEL_URL'],
    ['is null', 'name: MODEL_URL, value: null'],
  ])('without a value, where that %s', (_, variable) => {
    expect(fires(sednaReservedVariable, edge(variable))).toEqual([place()]);
    expect(told(sednaReservedVariable, edge(variable))[0][1]).toContain(`${place()[1]}: is set by Sedna — `);
  });

  test.each<[string, string, string]>([
    ['lies on the node', '/data/little.pb', '/data/little.pb'],
    ['has no URL', 'spec: { url: /data/little.pb, format: pb }', 'spec: { format: pb }'],
    ['is in another namespace', 'name: little, namespace: vision', 'name: little, namespace: models'],
    ['is not among the objects', 'name: little, namespace: vision', 'name: small, namespace: vision'],
    ['is not named', 'model: { name: little }', 'model: null'],
  ])('on DATA_PATH_PREFIX where the model %s', (_, from, to) => {
    const text = change(edge('name: DATA_PATH_PREFIX, value: /mine'), from, to);
    expect(fires(sednaReservedVariable, text)).toEqual([place('DATA_PATH_PREFIX')]);
  });
});

describe('sedna-reserved-variable is silent', () => {
  const list = 'env: [{ name: MODEL_URL, value: /models/mine.pb }]';

  test.each<[string, string, string]>([
    ['on a name of one\'s own', 'MODEL_URL', 'MY_MODEL_URL'],
    ['on the same letters in another case', 'MODEL_URL', 'model_url'],
    ['on a variable of the cloud worker alone, in the edge worker', 'MODEL_URL', 'BIG_MODEL_BIND_PORT'],
    ['on the address to listen on, which Sedna leaves to its user', 'MODEL_URL', 'BIG_MODEL_BIND_IP'],
    ['on a variable without a name', 'name: MODEL_URL, ', ''],
    ['on a name that is null', 'name: MODEL_URL', 'name: null'],
    ['on a name that is a list', 'name: MODEL_URL', 'name: [MODEL_URL]'],
    ['where the variables are null', list, 'env: null'],
    ['where the variables are a map', list, 'env: { MODEL_URL: /models/mine.pb }'],
    ['of a kind of that name in another group',
      'sedna.io/v1alpha1\nkind: JointInferenceService', 'example.com/v1\nkind: JointInferenceService'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaReservedVariable, change(OWN_URL, from, to))).toEqual([]);
  });

  test.each([
    'BIG_MODEL_IP', 'BIG_MODEL_PORT', 'HEM_NAME', 'HEM_PARAMETERS', 'LC_SERVER',
  ])('on %s in the cloud worker: Sedna gives it to the edge worker alone', (name) => {
    expect(fires(sednaReservedVariable, cloud(`name: ${name}, value: x`))).toEqual([]);
  });

  test.each([
    's3://models/little.pb', 'https://models.example.com/little.pb', 'hf://org/little',
  ])('on DATA_PATH_PREFIX where the model is %s: only a path has a prefix', (url) => {
    const text = change(edge('name: DATA_PATH_PREFIX, value: /mine'), '/data/little.pb', url);
    expect(fires(sednaReservedVariable, text)).toEqual([]);
  });

  test('on an init container: Sedna appends nothing to it', () => {
    const text = change(edge('name: OTHER, value: x'), "image: 'warm-up:1'", `env: [{ ${EDGE} }]`);
    expect(fires(sednaReservedVariable, text)).toEqual([]);
  });

  test('on a Deployment', () => {
    expect(fires(sednaReservedVariable, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { spec: { containers: [{ name: server, env: [{ name: MODEL_URL, value: x }] }] } } }
`)).toEqual([]);
  });
});
