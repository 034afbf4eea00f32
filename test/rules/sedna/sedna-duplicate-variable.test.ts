import { change, told } from '../manifests';
import { sednaDuplicateVariable } from '../../../src/rules/sedna/sedna-duplicate-variable';

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

const ENV = "{ name: LC_PERIOD, value: '60' }";

function message(worker: string = 'edge', container: string = 'little-model', name: string = 'LC_PERIOD', list: string = 'containers'): string {
  return `spec.${worker}Worker.template.spec.${list}["${container}"].env["${name}"]: is given twice — `
    + 'the API server rejects the JointInferenceService: its schema keys the variables by name; keep one of them';
}

describe('sedna-duplicate-variable fires', () => {
  test('on a variable that a container of the edge worker has twice', () => {
    expect(told(sednaDuplicateVariable, TWICE)).toEqual([['JointInferenceService vision/helmet', message()]]);
  });

  test('on a variable that a container of the cloud worker has twice, with one value', () => {
    const cloud = change(change(TWICE, ENV, '{ name: OTHER }'), "{ name: big-model, env: [{ name: LC_PERIOD, value: '30' }] }", '{ name: big-model, env: [{ name: A, value: x }, { name: A, value: x }] }');
    expect(told(sednaDuplicateVariable, cloud)).toEqual([['JointInferenceService vision/helmet', message('cloud', 'big-model', 'A')]]);
  });

  test('once for each name, however often it is given', () => {
    const often = change(TWICE, ENV, "{ name: LC_PERIOD, value: '60' }, { name: LC_PERIOD }, { name: video_url, valueFrom: {} }");
    expect(told(sednaDuplicateVariable, often).map(([, text]) => text)).toEqual([message(), message('edge', 'little-model', 'video_url')]);
  });

  test('on an init container, which the schema knows in the same way', () => {
    const init = change(change(TWICE, ENV, '{ name: OTHER }'), '{ name: LOG_LEVEL, value: INFO }', '{ name: LOG_LEVEL, value: INFO }, { name: LOG_LEVEL, value: DEBUG }');
    expect(told(sednaDuplicateVariable, init)).toEqual([['JointInferenceService vision/helmet', message('edge', 'warm-up', 'LOG_LEVEL', 'initContainers')]]);
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
    ['when the variables are a text', "env: [{ name: LC_PERIOD, value: '30' }, { name: video_url, value: x }, { name: LC_PERIOD, value: '60' }]", 'env: LC_PERIOD LC_PERIOD'],
    ['when another container has the second', `, ${ENV}]`, "]\n          - { name: reporter, env: [{ name: LC_PERIOD, value: '60' }] }"],
    ['of a kind of that name in another group', 'sedna.io/v1alpha1', 'example.com/v1'],
  ])('%s', (_, from, to) => {
    expect(told(sednaDuplicateVariable, change(TWICE, from, to))).toEqual([]);
  });

  test('on a Deployment, which takes the last one', () => {
    expect(told(sednaDuplicateVariable, `
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec: { template: { spec: { containers: [{ name: server, env: [{ name: A, value: x }, { name: A, value: y }] }] } } }
`)).toEqual([]);
  });
});
