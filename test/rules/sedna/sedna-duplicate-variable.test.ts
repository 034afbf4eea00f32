import { sednaDuplicateVariable } from '../../../src/rules/sedna/sedna-duplicate-variable';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const TWICE = `
apiVersion: sedna.io/v1alpha1
kind: JointInferenceService
metadata: { name: helmet, namespace: vision }
spec:
  edgeWorker:
    template:
      spec:
        initContainers: [{ name: warm-up, env: [{ name: LOG_LEVEL, value: INFO }] }]
        containers:
          - name: little-model
            env: [{ name: LC_PERIOD, value: '30' }, { name: video_url, value: x }, { name: LC_PERIOD, value: '60' }]
  cloudWorker:
    template: { spec: { containers: [{ name: big-model, env: [{ name: LC_PERIOD, value: '30' }] }] } }
`;

const SERVICE = 'JointInferenceService vision/helmet';
const ENV = "{ name: LC_PERIOD, value: '60' }";
const LIST = `[{ name: LC_PERIOD, value: '30' }, { name: video_url, value: x }, ${ENV}]`;

test('the examples of sedna-duplicate-variable', () => {
  expect(codes(sednaDuplicateVariable.failing)).toEqual(['sedna-duplicate-variable']);
  expect(codes(sednaDuplicateVariable.repaired)).toEqual([]);
});

function place(
  name: string = 'LC_PERIOD', container: string = 'containers["little-model"]', worker: string = 'edge',
): [string, string] {
  return [SERVICE, `spec.${worker}Worker.template.spec.${container}.env["${name}"]`];
}

describe('sedna-duplicate-variable fires', () => {
  test('on a variable that a container of the edge worker has twice', () => {
    expect(told(sednaDuplicateVariable, TWICE)).toEqual([[
      SERVICE,
      'spec.edgeWorker.template.spec.containers["little-model"].env["LC_PERIOD"]: is given twice — '
      + 'the API server rejects the JointInferenceService (Duplicate value): its schema identifies variables by name; '
      + `keep one of them (${sednaDuplicateVariable.source})`,
    ]]);
  });

  test('on a variable that a container of the cloud worker has twice, with one value', () => {
    const big = "{ name: big-model, env: [{ name: LC_PERIOD, value: '30' }] }";
    const twice = '{ name: big-model, env: [{ name: A, value: x }, { name: A, value: x }] }';
    expect(fires(sednaDuplicateVariable, change(change(TWICE, ENV, '{ name: OTHER }'), big, twice))).toEqual([
      place('A', 'containers["big-model"]', 'cloud'),
    ]);
  });

  test('once for each name, however often it is given', () => {
    const more = '{ name: LC_PERIOD }, { name: video_url, valueFrom: {} }';
    expect(fires(sednaDuplicateVariable, change(TWICE, ENV, `${ENV}, ${more}`))).toEqual([place(), place('video_url')]);
  });

  test('on an init container, which the schema knows in the same way', () => {
    const once = '{ name: LOG_LEVEL, value: INFO }';
    const init = change(change(TWICE, ENV, '{ name: OTHER }'), once, `${once}, { name: LOG_LEVEL, value: DEBUG }`);
    expect(fires(sednaDuplicateVariable, init)).toEqual([place('LOG_LEVEL', 'initContainers["warm-up"]')]);
  });
});

describe('sedna-duplicate-variable is silent', () => {
  test.each<[string, string, string]>([
    ['when the names differ', ENV, "{ name: LC_TIMEOUT, value: '60' }"],
    ['when the names differ in their case', ENV, "{ name: lc_period, value: '60' }"],
    ['when the second has no name', ENV, "{ value: '60' }"],
    ['when the name of the second is null', ENV, "{ name: null, value: '60' }"],
    ['when the name of the second is a list', ENV, "{ name: [LC_PERIOD], value: '60' }"],
    ['when two have no name', ENV, "{ value: '60' }, { value: '90' }"],
    ['when the names of two are null', ENV, '{ name: null }, { name: null }'],
    ['when the second is null', ENV, 'null'],
    ['when the variables are a text', LIST, 'LC_PERIOD LC_PERIOD'],
    ['when another container has the second', `, ${ENV}]`, `]\n          - { name: reporter, env: [${ENV}] }`],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(fires(sednaDuplicateVariable, change(TWICE, from, to))).toEqual([]);
  });

  test('on a Deployment, which takes the last one', () => {
    expect(fires(sednaDuplicateVariable, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { spec: { containers: [{ name: server, env: [{ name: A, value: x }, { name: A, value: y }] }] } } }
`)).toEqual([]);
  });
});
