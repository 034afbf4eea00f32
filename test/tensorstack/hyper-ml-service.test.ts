import { ApiObject, Chart, JsonPatch, Lazy, type App } from 'cdk8s';
import { ConfigMap, Deployment, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  AutoscaledInference, HeadIngress, HyperMLService, InferenceAutoscaler, InferenceRules, MLService, MLServiceRuntime,
  ScalingMetric, Spoke, type SpokeGroup,
} from '../../src';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { autoscaledProps, find, refusal, refused, RESOURCES, stopped, synth, testChart } from '../helpers';

const [bj, sh, gz] = ['bj', 'sh', 'gz'].map((name) => Spoke.of(name, { domain: `ksvc.${name}.example.com` }));

function torch(chart: Chart): { runtime: MLServiceRuntime; mnist: MLService } {
  const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
  return { runtime, mnist: new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] }) };
}

const map = (chart: Chart, name: string) => new ConfigMap(chart, name, { metadata: { name }, data: { a: 'b' } });

/** The manifests of each group, as `Kind name`. */
function held(chart: Chart): string[][] {
  const title = (manifest: any) => `${manifest.kind} ${manifest.metadata.name}`;
  return find(chart, 'HyperMLService').spec.workloads.map((w: any) => w.manifests.map(title));
}

describe('HyperMLService emits', () => {
  test('one object: which clusters get which manifests', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj, sh], resources: [runtime, mnist] }] });
    expect(synth(chart)).toEqual([{
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'HyperMLService',
      metadata: { name: 'fleet', namespace: 'vision' },
      spec: {
        workloads: [{
          clusters: ['bj', 'sh'],
          manifests: [
            {
              apiVersion: 'tensorstack.dev/v1beta1',
              kind: 'MLServiceRuntime',
              metadata: { name: 'runtime', namespace: 'vision' },
              spec: { enabled: true, template: { spec: { containers: [{ name: 'user-container', image: 'a/b:1' }] } } },
            },
            {
              apiVersion: 'tensorstack.dev/v1beta1',
              kind: 'MLService',
              metadata: { name: 'mnist', namespace: 'vision' },
              spec: { default: 'origin', releases: [{ name: 'origin', predictor: { model: { runtime: 'runtime' } } }] },
            },
          ],
        }],
      },
    }]);
    expect([fleet.name, fleet.spokes]).toEqual(['fleet', [bj, sh]]);
    expect(fleet.node.defaultChild).toBe(fleet.apiObject);
  });

  test('the name that is set', () => {
    const chart = testChart();
    const groups = [{ spokes: [bj], resources: [map(chart, 'a')] }];
    new HyperMLService(chart, 'Fleet', { name: 'hmls-sample', groups });
    expect(find(chart, 'HyperMLService').metadata).toEqual({ name: 'hmls-sample', namespace: 'vision' });
  });

  test('every object of any construct, as it would be printed, and nowhere else', () => {
    const [plain, chart] = [testChart(), testChart()];
    new AutoscaledInference(plain, 'Server', autoscaledProps());
    const resources = [new AutoscaledInference(chart, 'Server', autoscaledProps())];
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources }] });
    expect(synth(chart).map((o) => o.kind)).toEqual(['HyperMLService']);
    expect(find(chart, 'HyperMLService').spec.workloads[0].manifests).toEqual(synth(plain));
  });

  test('raw objects, parts of cdk8s-plus and whole charts', () => {
    const chart = testChart();
    const app = chart.node.root as App;
    const whole = new Chart(app, 'whole', { namespace: 'vision' });
    map(whole, 'in-chart');
    const raw = new ApiObject(chart, 'Raw', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'vision' } });
    const resources = [raw, map(chart, 'plus'), whole];
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources }] });
    expect(held(chart)).toEqual([['Namespace vision', 'ConfigMap plus', 'ConfigMap in-chart']]);
    expect(app.charts.map((c) => c.node.id)).toEqual(['test']);
  });

  test('a construct in several groups', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    new HyperMLService(chart, 'Fleet', {
      groups: [
        { spokes: [bj], resources: [runtime, mnist] },
        { spokes: [sh, gz], resources: [runtime, mnist, map(chart, 'more')] },
      ],
    });
    expect(held(chart)).toEqual([
      ['MLServiceRuntime runtime', 'MLService mnist'],
      ['MLServiceRuntime runtime', 'MLService mnist', 'ConfigMap more'],
    ]);
  });

  test('a cluster in several groups that give it different objects', () => {
    const chart = testChart();
    const fleet = new HyperMLService(chart, 'Fleet', {
      groups: [{ spokes: [bj, sh], resources: [map(chart, 'a')] }, { spokes: [bj], resources: [map(chart, 'b')] }],
    });
    expect(held(chart)).toEqual([['ConfigMap a'], ['ConfigMap b']]);
    expect(fleet.spokes.map((s) => s.name)).toEqual(['bj', 'sh']);
  });

  test('what is changed after it was made', () => {
    const chart = testChart();
    const config = map(chart, 'a');
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [config] }] });
    config.addData('late', Lazy.any({ produce: () => 'token' }) as never);
    ApiObject.of(config).addJsonPatch(JsonPatch.add('/immutable', true));
    expect(find(chart, 'HyperMLService').spec.workloads[0].manifests).toEqual([{
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a', namespace: 'vision' },
      data: { a: 'b', late: 'token' },
      immutable: true,
    }]);
  });

  test('what it was given, also when the caller changes it later', () => {
    const chart = testChart();
    const group = { spokes: [bj], resources: [map(chart, 'a')] };
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [group] });
    group.spokes.push(sh);
    group.resources.push(map(chart, 'b'));
    expect(find(chart, 'HyperMLService').spec.workloads[0].clusters).toEqual(['bj']);
    expect([held(chart), fleet.spokes]).toEqual([[['ConfigMap a']], [bj]]);
  });

  test('nothing twice when an object outside depends on one inside', () => {
    const chart = testChart();
    const inside = map(chart, 'inside');
    map(chart, 'outside').node.addDependency(inside);
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [inside] }] });
    expect(synth(chart).map((o) => o.metadata.name).sort()).toEqual(['fleet', 'outside']);
  });

  test('no dependency between charts when an MLService and its runtime are inside', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [mnist, runtime] }] });
    expect(chart.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });
});

describe('the host of a spoke', () => {
  test('is the host of its MLService or its model server', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    const fleet = new HyperMLService(chart, 'Fleet', {
      groups: [
        { spokes: [bj], resources: [runtime, mnist] },
        { spokes: [sh], resources: [server] },
        { spokes: [gz], resources: [map(chart, 'a')] },
      ],
    });
    expect([bj, sh, gz].map((s) => fleet.hostIn(s))).toEqual([
      'mnist.vision.ksvc.bj.example.com', 'server.vision.ksvc.sh.example.com', undefined,
    ]);
  });
});

describe('the rules of the library', () => {
  /** A workload without a request, and an autoscaler that needs one. */
  function failing(chart: Chart): [Deployment, InferenceAutoscaler] {
    const container = { name: 'server', image: 'a/b:1', portNumber: 80, resources: {} };
    const target = new Deployment(chart, 'Plain', { metadata: { name: 'plain' }, containers: [container] });
    const metrics = [ScalingMetric.cpuUtilization(50)];
    return [target, new InferenceAutoscaler(chart, 'Autoscaler', { target, maxReplicas: 3, metrics })];
  }

  const fleet = (chart: Chart, groups: SpokeGroup[]) => new HyperMLService(chart, 'Fleet', { groups });
  const missing = (manifest: string) => [
    'hpa-missing-request',
    `HorizontalPodAutoscaler vision/plain in HyperMLService vision/fleet spec.${manifest}`,
    'spec.metrics[0]',
  ];

  /** The rule, the object and the field of each error that stops a synth. */
  function errors(chart: Chart): string[][] {
    const message = refusal(() => synth(chart)) ?? '';
    return [...message.matchAll(/error {2}(\S+) {2}(.*?) {2}(\S+)$/gm)].map(([, ...found]) => found);
  }

  test('run over what a group sends: an error stops the synth and names the manifest', () => {
    const chart = testChart();
    fleet(chart, [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [sh], resources: failing(chart) }]);
    expect(errors(chart)).toEqual([missing('workloads[1].manifests[1]')]);
  });

  test('run over what a cluster gets from several groups together, and report each error once', () => {
    const chart = testChart();
    const [deployment, hpa] = failing(chart);
    fleet(chart, [
      { spokes: [bj, sh], resources: [deployment] },
      { spokes: [bj], resources: [hpa] },
      { spokes: [gz], resources: [deployment, hpa] },
    ]);
    expect(errors(chart)).toEqual([missing('workloads[1].manifests[0]'), missing('workloads[2].manifests[1]')]);
  });

  test('find no error when the parts go to different clusters', () => {
    const chart = testChart();
    const [deployment, hpa] = failing(chart);
    fleet(chart, [{ spokes: [bj], resources: [deployment] }, { spokes: [sh], resources: [hpa] }]);
    expect(refusal(() => synth(chart))).toBeUndefined();
  });

  test('do not take objects of a group and of the hub for the same', () => {
    const chart = testChart();
    const other = new ConfigMap(chart, 'Other', { metadata: { name: 'a' } });
    fleet(chart, [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [sh], resources: [other] }]);
    new ConfigMap(chart, 'OfHub', { metadata: { name: 'a' } });
    expect(refusal(() => synth(chart))).toBeUndefined();
  });

  test('can be acknowledged where the construct is', () => {
    const chart = testChart();
    const [deployment, hpa] = failing(chart);
    InferenceRules.acknowledge(hpa, 'hpa-missing-request', 'a webhook adds it');
    fleet(chart, [{ spokes: [bj], resources: [deployment, hpa] }]);
    expect(refusal(() => synth(chart))).toBeUndefined();
  });

  test('run once in a synth, however many charts there are', () => {
    const chart = testChart();
    const app = chart.node.root as App;
    fleet(chart, [{ spokes: [bj, sh], resources: [map(chart, 'a')] }]);
    for (let i = 0; i < 5; i++) map(new Chart(app, `more-${i}`, { namespace: 'vision' }), `m-${i}`);
    const spy = jest.spyOn(RULES[0], 'check');
    app.synth();
    // Once over the app, and once over what the two clusters get.
    expect(spy).toHaveBeenCalledTimes(2);
    spy.mockRestore();
  });
});

test('the validations of nested constructs run too, and their group is named', () => {
  const chart = testChart();
  const config = map(chart, 'a');
  config.node.addValidation({ validate: () => ['data is stale'] });
  new HyperMLService(chart, 'Fleet', {
    groups: [
      { spokes: [bj], resources: [map(chart, 'b')] },
      { spokes: [sh], resources: [config] },
      { spokes: [gz], resources: [config] },
    ],
  });
  expect(refusal(() => synth(chart)))
    .toBe('Validation failed with the following errors:\n  [test/Fleet] groups[1]: (test/a) data is stale');
});

test('a synth is stopped by a problem of what is added to a nested construct later', () => {
  const chart = testChart();
  const around = new Construct(chart, 'Around');
  new ConfigMap(around, 'A', { metadata: { name: 'a' } });
  new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [around] }] });
  const policy = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'OverridePolicy', metadata: { name: 'late' } };
  new ApiObject(around, 'Late', policy);
  expect(refusal(() => synth(chart))).toContain('OverridePolicy late');
});

test('errors elsewhere in the app are reported too', () => {
  const chart = testChart();
  const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
  new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [server] }] });
  map(chart, 'a');
  new Secret(chart, 'Two', { metadata: { name: 'two' } });
  new Secret(chart, 'Three', { metadata: { name: 'two' } });
  expect(stopped(chart)).toEqual([['test/Three/Resource', 'duplicate-object', 'Secret vision/two', 'metadata.name']]);
});

/** A program for some spokes: one list of spokes, and their weights. */
function program(spokes: Spoke[], weights: Record<string, number>): { hub: any[]; ingress: any[] } {
  const hub = testChart('hub');
  const ingress = new Chart(hub.node.root as App, 'ingress', { namespace: 'vision' });
  const { runtime, mnist } = torch(hub);
  const container = { image: 'a/b:1', portNumber: 80, resources: RESOURCES };
  const server = new Deployment(hub, 'Extra', { metadata: { name: 'extra' }, containers: [container] });
  const fleet = new HyperMLService(hub, 'Fleet', { groups: [{ spokes, resources: [runtime, mnist, server] }] });
  new HeadIngress(ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['mnist.example.com'], weights });
  return { hub: synth(hub), ingress: synth(ingress) };
}

/** How two lists of objects differ: `+` for a new object, or the path of each field that changed. */
function difference(before: any[], after: any[]): string[] {
  const title = (o: any) => `${o.kind} ${o.metadata.name}`;
  const walk = (a: any, b: any, at: string): string[] => {
    if (typeof a === 'object' && typeof b === 'object') {
      return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
        if (key in a && key in b) return walk(a[key], b[key], `${at}.${key}`);
        return [`${at}.${key} ${key in a ? '-' : '+'}`];
      });
    }
    return a === b ? [] : [`${at}: ${a} -> ${b}`];
  };
  return after.flatMap((o) => {
    const old = before.find((b) => title(b) === title(o));
    return old ? walk(old, o, title(o)) : [`+ ${title(o)}`];
  });
}

test('a spoke that is added to the program changes the hub and the ingress in one place each, and nothing else', () => {
  const before = program([bj, sh], { bj: 30, sh: 70 });
  const after = program([bj, sh, gz], { bj: 30, sh: 50, gz: 20 });
  expect(difference(before.hub, after.hub)).toEqual(['HyperMLService fleet.spec.workloads.0.clusters.2 +']);
  expect(difference(before.ingress, after.ingress)).toEqual([
    '+ ServiceEntry head-gz',
    '+ DestinationRule head-gz',
    'VirtualService head.spec.http.0.route.1.weight: 70 -> 50',
    'VirtualService head.spec.http.0.route.2 +',
  ]);
  // Each object names the new cluster by its one host.
  const host = 'mnist.vision.ksvc.gz.example.com';
  const isNew = (o: any) => /^head(-gz)?$/.test(o.metadata.name);
  const of = (kind: string) => after.ingress.find((o) => o.kind === kind && isNew(o)).spec;
  expect(of('ServiceEntry').hosts).toEqual([host]);
  expect(of('DestinationRule').host).toBe(host);
  expect(of('VirtualService').http[0].route[2]).toEqual({
    destination: { host, port: { number: 80 } },
    headers: { request: { set: { Host: host } } },
    weight: 20,
  });
  // Each spoke gets the same manifests as before.
  expect(after.hub[0].spec.workloads[0].manifests).toEqual(before.hub[0].spec.workloads[0].manifests);
});

test('a spoke that is added without a weight is refused', () => {
  expect(refused(() => program([bj, sh, gz], { bj: 30, sh: 70 }))).toEqual([
    ['head-ingress/weight-missing', 'weights["gz"]'],
  ]);
});
