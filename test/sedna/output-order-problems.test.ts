import { App, Chart, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { InferenceRules, ScalingMetric, SednaJointInference, SednaModel, type ScalingOptions } from '../../src';
import { jointProps, refusal } from '../helpers';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;
const OUTDIR = '/nowhere';

/** Charts of one app, in the order of their names. */
function charts(props: AppProps, ...names: string[]): Chart[] {
  const app = new App({ outdir: OUTDIR, ...props });
  return names.map((name) => new Chart(app, name, { namespace: 'factory' }));
}

/** A service in a chart, whose two models are in another one. */
function define(service: Chart, models: Chart): SednaJointInference {
  const model = (id: string) => new SednaModel(models, id, { url: `/data/${id}.pb`, format: 'pb' });
  const props = jointProps(service, { edge: { model: model('little') }, cloud: { model: model('big') } });
  return new SednaJointInference(service, 'Helmet', props);
}

/** A service in a chart, whose models are in no chart of the app. */
function alone(service: Chart, scaling?: ScalingOptions): SednaJointInference {
  const model = (id: string) => SednaModel.fromModelName(service, id, id.toLowerCase());
  const props = jointProps(service, { edge: { model: model('Little'), scaling }, cloud: { model: model('Big') } });
  return new SednaJointInference(service, 'Helmet', props);
}

/** What is found of the order, as code, severity and the object. */
function found(chart: Chart): Array<[string, string, string]> {
  return InferenceRules.check(chart.node.root)
    .filter(({ rule }) => rule.startsWith('sedna/'))
    .map(({ rule, severity, object }) => [rule, severity, object]);
}

const SERVICE = 'JointInferenceService factory/helmet';
const LOST = [['sedna/order-lost-in-files', 'error', SERVICE]];
const LATER = [['sedna/models-in-later-chart', 'warning', SERVICE]];

describe('an app that writes a file for each object loses the order', () => {
  test.each([FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])('of a service and its models (%s)', (type) => {
    const [chart] = charts({ yamlOutputType: type }, 'a');
    define(chart, chart);
    expect(found(chart)).toEqual(LOST);
    expect(refusal(() => Testing.synth(chart))).toContain('sedna/order-lost-in-files');
  });

  test.each([FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE])('but its text does not (%s)', (type) => {
    const [chart] = charts({ yamlOutputType: type }, 'a');
    define(chart, chart);
    const kinds = [...(chart.node.root as App).synthYaml().matchAll(/^kind: (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds).toEqual(['Model', 'Model', 'JointInferenceService']);
    // What is found outside of a synth is about the files.
    expect(found(chart)).toEqual(LOST);
  });

  test.each([FILE_PER_APP, FILE_PER_CHART])('and another one does not (%s)', (type) => {
    const [chart] = charts({ yamlOutputType: type }, 'a');
    define(chart, chart);
    expect(found(chart)).toEqual([]);
  });

  test('also where the models are in another chart, for all files are in one folder', () => {
    const [models, service] = charts({ yamlOutputType: FILE_PER_RESOURCE }, 'a', 'b');
    define(service, models);
    service.addDependency(models);
    expect(found(service)).toEqual(LOST);
  });

  test('but not where the folder of the models is before', () => {
    const [models, service] = charts({ yamlOutputType: FOLDER_PER_CHART_FILE_PER_RESOURCE }, 'a', 'b');
    define(service, models);
    expect(found(service)).toEqual([]);
  });

  test('but not of models that are defined elsewhere', () => {
    const [chart] = charts({ yamlOutputType: FILE_PER_RESOURCE }, 'a');
    alone(chart);
    expect(found(chart)).toEqual([]);
  });

  test('of a service and its permission', () => {
    const [chart] = charts({ yamlOutputType: FILE_PER_RESOURCE }, 'a');
    alone(chart, { maxReplicas: 2, metrics: [ScalingMetric.cpuUtilization(50)] });
    expect(found(chart)).toEqual(LOST);
  });

  test('and may be acknowledged, where something else knows it', () => {
    const [chart] = charts({ yamlOutputType: FILE_PER_RESOURCE }, 'a');
    define(chart, chart);
    InferenceRules.acknowledge(chart, 'sedna/order-lost-in-files', 'sync waves');
    expect(refusal(() => Testing.synth(chart))).toBeUndefined();
    expect(found(chart)).toEqual(LOST);
  });
});

describe('models in a later chart', () => {
  test('are a warning, which stops no synth', () => {
    const [service, models] = charts({}, 'a', 'b');
    define(service, models);
    expect(found(service)).toEqual(LATER);
    expect(refusal(() => (service.node.root as App).synthYaml())).toBeUndefined();
  });

  test('are no later one where the chart of the service depends on it, directly or not', () => {
    const [service, between, models] = charts({}, 'a', 'b', 'c');
    define(service, models);
    service.addDependency(between);
    expect(found(service)).toEqual(LATER);
    new ConfigMap(between, 'Config').node.addDependency(models);
    expect(found(service)).toEqual([]);
  });

  test('are told by the names of the files, or by the order of the app', () => {
    const [models, service] = charts({}, 'b', 'a');
    define(service, models);
    expect(found(service)).toEqual(LATER);
    const [first, second] = charts({ yamlOutputType: FILE_PER_APP }, 'b', 'a');
    define(second, first);
    expect(found(second)).toEqual([]);
  });

  test('are judged by the order of the text, where there is one', () => {
    const [models, service] = charts({ yamlOutputType: FILE_PER_RESOURCE }, 'b', 'a');
    define(service, models);
    let within: string[] = [];
    service.node.addValidation({
      validate: () => {
        within = found(service).map(([rule]) => rule);
        return [];
      },
    });
    (service.node.root as App).synthYaml();
    expect(within).toEqual([]);
    expect(found(service)).toEqual([LOST[0], LATER[0]]);
  });

  test('in an earlier chart are right, and so are those that are defined elsewhere', () => {
    const [models, service] = charts({}, 'a', 'b');
    define(service, models);
    expect(found(service)).toEqual([]);
    const [other] = charts({}, 'a', 'b');
    alone(other);
    expect(found(other)).toEqual([]);
  });

  test('are reported once for the chart of both', () => {
    const [service, models] = charts({}, 'a', 'b');
    define(service, models);
    const [{ message }] = InferenceRules.check(service.node.root).filter(({ rule }) => rule === LATER[0][0]);
    expect(message).toContain('got "b"; is applied before chart b, which has its Model');
  });
});
