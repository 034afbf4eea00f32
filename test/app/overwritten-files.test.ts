import { ApiObject, App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { InferenceRules, InferenceDeployment } from '../../src';
import { overwrittenFiles } from '../../src/app/overwritten-files';
import { deploymentProps, refusal, stopped } from '../helpers';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

function appOf(yamlOutputType: YamlOutputType): App {
  return new App({ outdir: '/nowhere', yamlOutputType });
}

function object(chart: Chart, id: string, kind: string = 'ConfigMap', more: object = {}): ApiObject {
  return new ApiObject(chart, `${kind}${id}`, { apiVersion: 'v1', kind, metadata: { name: id }, ...more });
}

/** A chart of one namespace with a deployment of the library. */
function server(app: App, id: string): Chart {
  const chart = new Chart(app, id, { namespace: id });
  new InferenceDeployment(chart, 'Classifier', deploymentProps());
  return chart;
}

function found(app: App): Array<[string, string]> {
  return overwrittenFiles(app).map(({ object: { node }, problem }) => [node.path, problem.rule]);
}

describe('objects of one kind and name in two namespaces', () => {
  test('are one file in a folder of objects, and stop a synth once', () => {
    const app = appOf(FILE_PER_RESOURCE);
    server(app, 'dev');
    const prod = server(app, 'prod');
    const [[path, code, first], ...more] = stopped(prod);
    expect([path, code, more]).toEqual(['prod/Classifier', 'app/file-overwritten', []]);
    expect(first).toMatch(/ prod\/classifier/);
    expect(refusal(() => Testing.synth(prod))).toContain('Deployment.classifier.k8s.yaml');
  });

  test.each([FILE_PER_APP, FILE_PER_CHART, FOLDER_PER_CHART_FILE_PER_RESOURCE])('are apart otherwise (%s)', (type) => {
    const app = appOf(type);
    server(app, 'dev');
    server(app, 'prod');
    expect(found(app)).toEqual([]);
  });

  test('are apart in one text', () => {
    const app = appOf(FILE_PER_RESOURCE);
    server(app, 'dev');
    server(app, 'prod');
    expect(app.synthYaml()).toContain('namespace: prod');
  });

  test('are one file in the folder of one chart', () => {
    const app = appOf(FOLDER_PER_CHART_FILE_PER_RESOURCE);
    const chart = new Chart(app, 'all');
    for (const namespace of ['dev', 'prod']) {
      const construct = new Chart(app, namespace);
      object(construct, 'settings');
      const metadata = { name: 'settings', namespace };
      new ApiObject(chart, namespace, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    }
    expect(found(app)).toEqual([['all/prod', 'is written to the same file as all/dev: ConfigMap.settings.k8s.yaml']]);
  });
});

test('the API group and characters that no file has do not count', () => {
  const app = appOf(FILE_PER_RESOURCE);
  const chart = new Chart(app, 'all');
  object(chart, 'web', 'Service');
  new ApiObject(chart, 'Knative', { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'web' } });
  object(chart, 'read:all', 'Role');
  object(chart, 'readall', 'Role');
  expect(found(app)).toEqual([[
    'all/Knative',
    'is written to the same file as all/Serviceweb: Service.web.k8s.yaml, Role.readall.k8s.yaml',
  ]]);
});

test('an object that is there twice is reported as that alone', () => {
  const app = appOf(FILE_PER_RESOURCE);
  const [one, other] = [server(app, 'dev'), new Chart(app, 'again', { namespace: 'dev' })];
  object(one, 'settings');
  object(other, 'settings');
  expect(InferenceRules.check(app).filter(({ severity }) => severity === 'error').map(({ rule }) => rule))
    .toEqual(['duplicate-object']);
});

test('an app of another name for each object is not stopped', () => {
  const app = appOf(FILE_PER_RESOURCE);
  const chart = server(app, 'dev');
  expect(refusal(() => Testing.synth(chart))).toBeUndefined();
});
