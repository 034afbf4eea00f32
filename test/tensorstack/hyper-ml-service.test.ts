import { ApiObject, Chart, JsonPatch, Lazy, type ApiObjectProps, type App } from 'cdk8s';
import { ConfigMap, Deployment, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import {
  AutoscaledInference, HeadIngress, HyperMLService, InferenceAutoscaler, InferenceRules, MLService, MLServiceRuntime,
  MLServiceStorage, ScalingMetric, Spoke, type SpokeGroup,
} from '../../src';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { autoscaledProps, find, refusal, refused, RESOURCES, stopped, synth, testChart } from '../helpers';

const FLEET = 'HyperMLService vision/fleet';
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
              spec: {
                enabled: true,
                template: {
                  spec: { enableServiceLinks: false, containers: [{ name: 'user-container', image: 'a/b:1' }] },
                },
              },
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
  function failing(chart: Construct): [Deployment, InferenceAutoscaler] {
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

  test('can be acknowledged for one of two constructs of the same name on different clusters', () => {
    const chart = testChart();
    const [one, two] = [new Construct(chart, 'One'), new Construct(chart, 'Two')].map((scope) => failing(scope));
    fleet(chart, [{ spokes: [bj], resources: one }, { spokes: [sh], resources: two }]);
    InferenceRules.acknowledge(one[1], 'hpa-missing-request', 'a webhook of bj adds it');
    const found = InferenceRules.check(chart).filter((f) => f.rule === 'hpa-missing-request');
    expect(found.map((f) => [f.path.split('/')[1], f.acknowledgedBecause])).toEqual([
      ['One', 'a webhook of bj adds it'], ['Two', undefined],
    ]);
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

// Once before the synth, for what validations change, and once in it.
test('the validations of nested constructs run twice in a synth, however many charts there are', () => {
  const chart = testChart();
  const app = chart.node.root as App;
  const config = map(chart, 'a');
  const validate = jest.fn(() => []);
  config.node.addValidation({ validate });
  new HyperMLService(chart, 'Fleet', {
    groups: [{ spokes: [bj], resources: [config] }, { spokes: [sh], resources: [config] }],
  });
  for (let i = 0; i < 5; i++) map(new Chart(app, `more-${i}`, { namespace: 'vision' }), `m-${i}`);
  app.synth();
  expect(validate).toHaveBeenCalledTimes(2);
});

/** What all rules find in an app: the rule, the object and the field of each finding. */
function findings(chart: Chart): string[][] {
  return InferenceRules.check(chart.node.root).map(({ rule, object, field }) => [rule, object, field]);
}

describe('what each cluster gets has no other finding than', () => {
  const duplicate = (place: string) => (
    ['duplicate-object', `ConfigMap vision/a in HyperMLService vision/fleet spec.${place}`, 'metadata.name']);
  const missing = (place: string, field: string = 'model.runtime') => (
    ['hyper-ml-service-reference-missing', FLEET, `spec.${place}.spec.releases[0].predictor.${field}`]);

  test.each<[string, (chart: Chart) => SpokeGroup[], ...string[][]]>([
    ['an object from two groups', (chart) => {
      const config = map(chart, 'a');
      return [
        { spokes: [bj, sh], resources: [config] },
        { spokes: [sh, bj, gz], resources: [map(chart, 'b'), config] },
      ];
    }, duplicate('workloads[1].manifests[1]')],
    ['two objects of one identity', (chart) => {
      const again = new ConfigMap(chart, 'Again', { metadata: { name: 'a' } });
      return [{ spokes: [bj], resources: [map(chart, 'a'), again] }];
    }, duplicate('workloads[0].manifests[1]')],
    ['an MLService without its runtime and its Secret', (chart) => {
      const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
      const secret = new Secret(chart, 'Credential', { metadata: { name: 's3' } });
      const storage = MLServiceStorage.s3('s3://a/b', secret);
      const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime, storage }] });
      return [{ spokes: [bj], resources: [runtime, secret] }, { spokes: [sh], resources: [mnist] }];
    },
    missing('workloads[1].manifests[0]'),
    missing('workloads[1].manifests[0]', 'storage.s3.secretRef.name')],
    ['an MLService whose runtime is sent to some of its clusters only', (chart) => {
      const { runtime, mnist } = torch(chart);
      return [{ spokes: [bj], resources: [runtime] }, { spokes: [bj, sh, gz], resources: [mnist] }];
    }, missing('workloads[1].manifests[0]')],
    ['an MLService whose runtime stays on the hub', (chart) => [
      { spokes: [bj], resources: [torch(chart).mnist] },
    ], missing('workloads[0].manifests[0]')],
  ])('%s', (_, groups, ...expected) => {
    const chart = testChart();
    new HyperMLService(chart, 'Fleet', { groups: groups(chart) });
    expect(findings(chart)).toEqual(expected);
    expect(stopped(chart)).toEqual(expected.map((finding) => ['test/Fleet', ...finding]));
  });
});

describe('what each cluster gets has no finding with', () => {
  test.each<[string, (chart: Chart) => SpokeGroup[]]>([
    ['a runtime that another group sends to the same cluster', (chart) => {
      const { runtime, mnist } = torch(chart);
      return [{ spokes: [bj, sh], resources: [runtime] }, { spokes: [sh], resources: [mnist] }];
    }],
    ['a runtime by its object', (chart) => {
      const { runtime, mnist } = torch(chart);
      return [{ spokes: [bj], resources: [runtime.apiObject, mnist] }];
    }],
    ['a runtime of the same name for each cluster', (chart) => {
      const { runtime, mnist } = torch(chart);
      const other = new MLServiceRuntime(chart, 'Other', { name: 'runtime', image: 'a/c:1' });
      return [{ spokes: [bj], resources: [runtime, mnist] }, { spokes: [sh], resources: [other, mnist] }];
    }],
    ['a runtime and a Secret that the clusters have already', (chart) => {
      const runtime = MLServiceRuntime.fromRuntimeName(chart, 'R', 'torch');
      const storage = MLServiceStorage.s3('s3://a/b', Secret.fromSecretName(chart, 'S', 's'));
      const mnist = new MLService(chart, 'M', { releases: [{ name: 'a', runtime, storage }] });
      return [{ spokes: [bj], resources: [mnist] }];
    }],
    ['one identity in two groups of other clusters', (chart) => [
      { spokes: [bj], resources: [map(chart, 'a')] },
      { spokes: [sh], resources: [new ConfigMap(chart, 'Again', { metadata: { name: 'a' } })] },
    ]],
    ['the same Spoke in two groups, with its defaults set and not set', (chart) => [
      { spokes: [Spoke.of('bj')], resources: [map(chart, 'a')] },
      { spokes: [Spoke.of('bj', { tls: true, drained: false })], resources: [map(chart, 'b')] },
    ]],
  ])('%s', (_, groups) => {
    const chart = testChart();
    new HyperMLService(chart, 'Fleet', { groups: groups(chart) });
    expect(findings(chart)).toEqual([]);
    expect(refusal(() => synth(chart))).toBeUndefined();
  });
});

describe('what is added to a nested construct later', () => {
  /** A HyperMLService of a construct, to which an object is added when it is there already. */
  function later(object: ApiObjectProps): { chart: Chart; fleet: HyperMLService; object: ApiObject } {
    const chart = testChart();
    const bare = new Chart(chart.node.root as App, 'bare');
    const around = new Construct(bare, 'Around');
    new ConfigMap(around, 'A', { metadata: { name: 'a', namespace: 'vision' } });
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [around] }] });
    return { chart, fleet, object: new ApiObject(around, 'Late', object) };
  }

  const metadata = { name: 'late' };
  const POLICY = { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'OverridePolicy', metadata };
  const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
  const LATE = 'spec.workloads[0].manifests[1]';

  test.each<[string, ApiObjectProps, string, string]>([
    ['an object of Karmada', POLICY, 'hyper-ml-service-karmada-object', `${LATE}.apiVersion`],
    ['an object without a namespace', CONFIG, 'hyper-ml-service-namespace-missing', `${LATE}.metadata.namespace`],
  ])('stops a synth, unless it is acknowledged: %s', (_, object, code, field) => {
    const { chart, fleet } = later(object);
    expect(findings(chart)).toEqual([[code, FLEET, field]]);
    expect(stopped(chart)).toEqual([['test/Fleet', code, FLEET, field]]);
    InferenceRules.acknowledge(fleet, code, 'a webhook repairs it');
    expect(stopped(chart)).toEqual([]);
  });

  test('is read with a custom kind, whose scope is unknown', () => {
    const { chart } = later({ apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata });
    expect(findings(chart)).toEqual([]);
    expect(held(chart)).toEqual([['ConfigMap a', 'ClusterIssuer late']]);
  });
});

test('a reference that its clusters do not get can be acknowledged by its code', () => {
  const chart = testChart();
  const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [torch(chart).mnist] }] });
  InferenceRules.acknowledge(fleet, 'hyper-ml-service-reference-missing', 'each spoke has a runtime of this name');
  expect(refusal(() => synth(chart))).toBeUndefined();
  expect(InferenceRules.check(chart).map((f) => [f.rule, f.acknowledgedBecause])).toEqual([
    ['hyper-ml-service-reference-missing', 'each spoke has a runtime of this name'],
  ]);
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
