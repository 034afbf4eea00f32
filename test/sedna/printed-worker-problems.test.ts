import { ApiObject } from 'cdk8s';
import { EnvValue, Pod } from 'cdk8s-plus-27';
import { InferenceRules, SednaJointInference, SednaModel } from '../../src';
import { jointProps, RESOURCES, testChart } from '../helpers';

const HF = 'hf://org/model';
const CODE = 'sedna/model-not-delivered';

/** What is found of Sedna besides advice. */
function found(service: SednaJointInference): string[] {
  return InferenceRules.check(service.node.root)
    .filter(({ rule, severity }) => severity !== 'advice' && rule.startsWith('sedna')).map(({ rule }) => rule);
}

test('a variable that is added to the pod after the constructor counts', () => {
  const chart = testChart();
  const model = SednaModel.fromModelName(chart, 'M', 'm', HF);
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { model } }));
  expect(found(helmet)).toEqual([CODE]);
  helmet.cloud.container.env.addVariable('MODEL_PATH', EnvValue.fromValue('/models/m'));
  expect(found(helmet)).toEqual([]);
});

test('a Model that is printed and referred to by its name is reported once, by the rule', () => {
  const chart = testChart();
  new SednaModel(chart, 'Own', { name: 'm', url: HF, format: 'pb' });
  const model = SednaModel.fromModelName(chart, 'M', 'm', HF);
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { model } }));
  expect(found(helmet)).toEqual(['sedna-model-url']);
});

test('a Model of the same name in another namespace is another one', () => {
  const chart = testChart();
  new ApiObject(chart, 'Other', {
    apiVersion: 'sedna.io/v1alpha1', kind: 'Model', metadata: { name: 'm', namespace: 'other' }, spec: { url: HF },
  });
  const model = SednaModel.fromModelName(chart, 'M', 'm', HF);
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { model } }));
  expect(found(helmet)).toContain(CODE);
});

test('a model whose URL is unknown is not judged, and a service that cannot be rendered neither', () => {
  const chart = testChart();
  const model = SednaModel.fromModelName(chart, 'M', 'm');
  const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { cloud: { model } }));
  expect(found(helmet)).toEqual([]);
  const other = testChart();
  const pod = new Pod(other, 'Pod', { containers: [{ image: 'a/b:1', resources: RESOURCES }] });
  const broken = new SednaJointInference(other, 'Helmet', jointProps(other, { cloud: { container: undefined, pod } }));
  expect(found(broken)).toEqual(['sedna/grace-period-of-pod']);
  broken.apiObject.addJsonPatch({ _toJson: () => { throw new Error('broken'); } } as any);
  expect(found(broken)).toEqual([]);
});
