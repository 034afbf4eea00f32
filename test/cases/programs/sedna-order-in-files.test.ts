import { App, Chart, YamlOutputType } from 'cdk8s';
import { InferenceRules, SednaJointInference, SednaModel } from '../../../src';
import { jointProps } from '../../helpers';

/** A joint inference service, and its models in a chart of the same app. */
function rules(yamlOutputType: YamlOutputType | undefined, service: string, models: string): string[] {
  const app = new App({ outdir: '/nowhere', yamlOutputType });
  const chart = new Chart(app, service, { namespace: 'factory' });
  const other = service === models ? chart : new Chart(app, models, { namespace: 'factory' });
  const model = (id: string) => new SednaModel(other, id, { url: `/data/${id}.pb`, format: 'pb' });
  const props = jointProps(chart, { edge: { model: model('little') }, cloud: { model: model('big') } });
  new SednaJointInference(chart, 'Helmet', props);
  return InferenceRules.check(app).map(({ rule, severity }) => `${severity} ${rule}`)
    .filter((found) => found.includes('sedna/'));
}

test('a service whose file is applied before those of its models is refused', () => {
  expect(rules(YamlOutputType.FILE_PER_RESOURCE, 'helmet', 'helmet')).toEqual(['error sedna/order-lost-in-files']);
});

test('a service whose chart is applied before that of its models is warned of', () => {
  expect(rules(undefined, 'a', 'b')).toEqual(['warning sedna/models-in-later-chart']);
  expect(rules(undefined, 'b', 'a')).toEqual([]);
  expect(rules(undefined, 'helmet', 'helmet')).toEqual([]);
});
