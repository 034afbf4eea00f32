import { duplicateObject } from '../../../src/rules/workload/duplicate-object';
import { codes } from '../codes';
import { told } from '../manifests';

const rule = (series: string, name: string = series) => `
    - seriesQuery: '${series}{namespace!="",pod!=""}'
      resources: {overrides: {namespace: {resource: namespace}, pod: {resource: pod}}}
      name: {as: ${name}}
      metricsQuery: sum(${series}{<<.LabelMatchers>>}) by (<<.GroupBy>>)`;
const config = (...rules: string[]) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: adapter-config, namespace: monitoring }
data:
  config.yaml: |
    rules:${rules.join('')}
`;
const said = (...objects: string[]) => told(duplicateObject, objects.join('---')).map(([, message]) => message);

describe('of two programs with a configuration of the adapter each', () => {
  test('what each of them loses is named, and how both are merged', () => {
    const [message] = said(config(rule('fps'), rule('drops')), config(rule('fps'), rule('asked'), rule('queued')));
    expect(message).toBe('metadata.name: ConfigMap monitoring/adapter-config is there twice: only the first serves '
      + 'drops as it does, only the second serves asked, queued as it does — the adapter reads one configuration: the '
      + 'one that is applied last removes the rules of the other, and autoscalers on their metrics keep their replicas '
      + '(<unknown>); merge the rules with `elastic-inference adapter-rules`; with PrometheusAdapterRules, set a '
      + `program in each of the programs (${duplicateObject.source})`);
  });

  test('a metric that both serve by different queries is lost too', () => {
    const [message] = said(config(rule('fps', 'load')), config(rule('drops', 'load')));
    expect(message).toContain('only the first serves load as it does, only the second serves load as it does');
  });

  test('equal rules lose nothing, so it is said as of any object', () => {
    expect(said(config(rule('fps')), config(rule('fps')))).toEqual([
      expect.stringContaining('is there twice — applying the second overwrites the first'),
    ]);
  });

  test('a configuration that is not wholly read is not compared', () => {
    const flow = config("\n    - { seriesQuery: 'a', metricsQuery: sum(a) by (<<.GroupBy>>) }");
    expect(said(config(rule('fps')), flow)[0]).toContain('is there twice — the adapter reads one configuration');
  });

  test('names that are made of parts of the series are not compared, and how both are merged is said', () => {
    const made = (series: string) => rule(series, '"${1}_x"').replace('{as', '{matches: "^(.*)_total$", as');
    expect(said(config(made('a_total')), config(made('b_total')))[0])
      .toContain('merge the rules with `elastic-inference adapter-rules`');
  });

  test('it is the one finding, and there is none of two parts with names of their own', () => {
    expect(codes(`${config(rule('fps'))}---${config(rule('drops'))}`)).toEqual(['duplicate-object']);
    const part = (name: string, of: string) => config(rule(of)).replace('adapter-config', `adapter-config-${name}`);
    expect(codes(`${part('a', 'fps')}---${part('b', 'drops')}`)).toEqual([]);
  });
});

const object = (apiVersion: string, kind: string, name: string, more: string) => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${name} }
${more}
`;
const RBAC = 'rbac.authorization.k8s.io/v1';
const bound = (account: string) => [
  'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a }',
  `subjects: [{ kind: ServiceAccount, name: ${account}, namespace: a }]`,
].join('\n');

describe('what a cluster has once is not renamed, but defined once', () => {
  test.each<[string, string, string, string]>([
    ['metrics-server',
      object('v1', 'Service', 'metrics-server', 'spec: { ports: [{ port: 443 }] }'),
      object('v1', 'Service', 'metrics-server', 'spec: { ports: [{ port: 444 }] }'),
      'define metrics-server in one program'],
    ['its APIService',
      object('apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io', 'spec: { version: v1beta1 }'),
      object('apiregistration.k8s.io/v1', 'APIService', 'v1beta1.metrics.k8s.io', 'spec: { version: v1beta1 }'),
      'a cluster has one server of this API'],
    ['the rights of the adapter, for another account',
      object(RBAC, 'ClusterRoleBinding', 'prometheus-adapter-pods', bound('a')),
      object(RBAC, 'ClusterRoleBinding', 'prometheus-adapter-pods', bound('b')), 'set the same serviceAccountName'],
    ['the rights of Sedna, for another account',
      object(RBAC, 'RoleBinding', 'sedna-autoscalers', bound('a')),
      object(RBAC, 'RoleBinding', 'sedna-autoscalers', bound('b')), 'define SednaAutoscalerAccess in one program'],
    ['any other object',
      object('v1', 'ConfigMap', 'metrics', 'data: { a: b }'),
      object('v1', 'ConfigMap', 'metrics', 'data: { a: c }'), 'give one of them another name or namespace'],
  ])('%s', (_, first, second, fix) => {
    expect(said(first, second)).toEqual([expect.stringContaining(fix)]);
  });

  test('equal rights of two programs are no finding', () => {
    const one = object(RBAC, 'RoleBinding', 'sedna-autoscalers', bound('a'));
    expect(said(one, one)).toEqual([]);
  });
});
