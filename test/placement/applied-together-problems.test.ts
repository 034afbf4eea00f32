import { App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { Service } from 'cdk8s-plus-27';
import { EdgeMeshLoadBalancing, EdgeMeshTraffic, InferenceRules } from '../../src';
import { appliedTogetherProblems } from '../../src/placement/applied-together-problems';
import { stopped } from '../helpers';

const CODE = 'placement/policy-applied-with-service';
const BEFORE = 'placement/policy-applied-before-service';

/** What is found in an app with a Service and its policy, each in the chart of a name. */
function found(app: App, ofService: string, ofPolicy: string): string[] {
  const charts = new Map([...new Set([ofService, ofPolicy])].map((id) => [id, new Chart(app, id)]));
  const service = new Service(charts.get(ofService)!, 'Service', { metadata: { name: 'qwen' }, ports: [{ port: 80 }] });
  const loadBalancing = EdgeMeshLoadBalancing.random();
  new EdgeMeshTraffic(charts.get(ofPolicy)!, 'Traffic', { service, loadBalancing });
  expect(stopped(charts.get(ofPolicy)!)).toEqual([]);
  return InferenceRules.check(app).map(({ rule }) => rule);
}

const app = (yamlOutputType?: YamlOutputType) => new App({ outdir: Testing.app().outdir, yamlOutputType });

describe('a policy that is printed into the file of its Service is a warning', () => {
  test.each<[string, YamlOutputType | undefined, string, string[]]>([
    ['in one chart', undefined, 'servers', [CODE]],
    ['in two charts that are one file', YamlOutputType.FILE_PER_APP, 'traffic', [CODE]],
  ])('%s', (_, type, chart, expected) => {
    expect(found(app(type), 'servers', chart)).toEqual(expected);
  });
});

test('a policy in a chart that is nested in that of its Service is printed before, which is a warning too', () => {
  const servers = new Chart(app(), 'servers');
  const service = new Service(servers, 'Service', { metadata: { name: 'qwen' }, ports: [{ port: 80 }] });
  const traffic = new Chart(servers, 'traffic');
  new EdgeMeshTraffic(traffic, 'Traffic', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
  expect(InferenceRules.check(servers).map(({ rule }) => rule)).toEqual([CODE]);
});

describe('a policy whose file is applied before that of its Service is a warning', () => {
  test.each<[string, YamlOutputType | undefined, string]>([
    ['in a chart that sorts before', undefined, 'edge-traffic'],
    ['in a chart of the same name with more behind', undefined, 'servers-traffic'],
    ['in a file for each object', YamlOutputType.FILE_PER_RESOURCE, 'servers'],
    ['in a file for each object, of another chart', YamlOutputType.FILE_PER_RESOURCE, 'traffic'],
    ['in one folder', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'servers'],
    ['in a folder that sorts before', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'edge-traffic'],
  ])('%s', (_, type, chart) => {
    expect(found(app(type), 'servers', chart)).toEqual([BEFORE]);
  });

  test('unless the order of the charts is set', () => {
    const root = app();
    const [traffic, servers] = ['edge-traffic', 'servers'].map((id) => new Chart(root, id));
    const service = new Service(servers, 'Service', { metadata: { name: 'qwen' }, ports: [{ port: 80 }] });
    new EdgeMeshTraffic(traffic, 'Traffic', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
    expect(InferenceRules.check(root).map(({ rule }) => rule)).toEqual([BEFORE]);
    traffic.addDependency(servers);
    expect(InferenceRules.check(root)).toEqual([]);
  });
});

describe('it is not where they can be applied one after the other', () => {
  test.each<[string, YamlOutputType | undefined, string]>([
    ['in two charts', undefined, 'traffic'],
    ['in a folder for each chart', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'traffic'],
    ['in a folder that sorts behind', YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, 'servers-traffic'],
  ])('%s', (_, type, chart) => {
    expect(found(app(type), 'servers', chart)).toEqual([]);
  });

  test('in two apps', () => {
    const service = new Service(new Chart(app(), 'servers'), 'Service', { ports: [{ port: 80 }] });
    const traffic = new Chart(app(), 'servers');
    new EdgeMeshTraffic(traffic, 'Traffic', { service, loadBalancing: EdgeMeshLoadBalancing.consistentHashBySource() });
    expect(InferenceRules.check(traffic)).toEqual([]);
  });
});

test('the warning says what to do', () => {
  const chart = new Chart(app(), 'servers');
  const service = new Service(chart, 'Service', { metadata: { name: 'qwen' }, ports: [{ port: 80 }] });
  new EdgeMeshTraffic(chart, 'Traffic', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
  const page = 'node_modules/cdk8s-elastic-inference/docs/placement.md';
  expect(InferenceRules.check(chart).map((f) => [f.severity, f.object, f.path, f.message])).toEqual([[
    'warning',
    'DestinationRule qwen',
    'servers/Traffic/Resource',
    'service: got "servers/Service"; must be printed into another file than its policy, '
    + 'and into one that is applied before — '
    + 'EdgeMesh was observed to ignore 9 of 10 policies that were applied together with their Service; '
    + 'define EdgeMeshTraffic in a chart of the app, and apply its file when the pods of the Service are ready '
    + `(${page}#a-policy-that-takes-effect)`,
  ]]);
});

test.each<[string, YamlOutputType | undefined, string, string]>([
  ['the type of the output', YamlOutputType.FILE_PER_APP, 'traffic',
    'leave yamlOutputType out of the App, define EdgeMeshTraffic in a chart of the app, '
    + 'and apply its file when the pods of the Service are ready'],
  ['the type of the output', YamlOutputType.FILE_PER_RESOURCE, 'traffic',
    'leave yamlOutputType out of the App, and define EdgeMeshTraffic in a chart of its own; '
    + 'apply the policy when the pods of the Service are ready'],
  ['the names of the charts', undefined, 'edge',
    'give chart edge an id that sorts behind servers, or call addDependency of it with the other; '
    + 'apply the policy when the pods of the Service are ready'],
])('the fix names %s, %s', (_, type, chart, fix) => {
  const root = app(type);
  const [servers, traffic] = ['servers', chart].map((id) => new Chart(root, id));
  const service = new Service(servers, 'Service', { metadata: { name: 'qwen' }, ports: [{ port: 80 }] });
  new EdgeMeshTraffic(traffic, 'Traffic', { service, loadBalancing: EdgeMeshLoadBalancing.random() });
  expect(appliedTogetherProblems(traffic, service).map((p) => p.fix)).toEqual([fix]);
});
