import { ApiObject, Chart, JsonPatch, Lazy, type App } from 'cdk8s';
import { ConfigMap, Deployment, Secret } from 'cdk8s-plus-27';
import { AutoscaledInference, HeadIngress, HyperMLService, InferenceAutoscaler, InferenceRules, MLService, MLServiceRuntime, ScalingMetric, Spoke, type HyperMLServiceProps } from '../../src';
import { RULES } from '../../src/rules/catalogue/all-rules';
import { autoscaledProps, find, refusal, RESOURCES, synth, testChart } from '../helpers';

const [bj, sh, gz] = ['bj', 'sh', 'gz'].map((name) => Spoke.of(name, { domain: `ksvc.${name}.example.com` }));

function torch(chart: Chart): { runtime: MLServiceRuntime; mnist: MLService } {
  const runtime = new MLServiceRuntime(chart, 'Runtime', { image: 'a/b:1' });
  return { runtime, mnist: new MLService(chart, 'Mnist', { releases: [{ name: 'origin', runtime }] }) };
}

const map = (chart: Chart, name: string) => new ConfigMap(chart, name, { metadata: { name }, data: { a: 'b' } });

/** What each group holds, as `Kind name`. */
const held = (chart: Chart): string[][] => find(chart, 'HyperMLService').spec.workloads.map((w: any) => w.manifests.map((m: any) => `${m.kind} ${m.metadata.name}`));

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
    expect([fleet.name, fleet.node.defaultChild === fleet.apiObject, fleet.spokes]).toEqual(['fleet', true, [bj, sh]]);
  });

  test('the name that is asked for', () => {
    const chart = testChart();
    new HyperMLService(chart, 'Fleet', { name: 'hmls-sample', groups: [{ spokes: [bj], resources: [map(chart, 'a')] }] });
    expect(find(chart, 'HyperMLService').metadata).toEqual({ name: 'hmls-sample', namespace: 'vision' });
  });

  test('every object of any construct, as it would be printed, and nowhere else', () => {
    const [plain, chart] = [testChart(), testChart()];
    new AutoscaledInference(plain, 'Server', autoscaledProps());
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [new AutoscaledInference(chart, 'Server', autoscaledProps())] }] });
    expect(synth(chart).map((o) => o.kind)).toEqual(['HyperMLService']);
    expect(find(chart, 'HyperMLService').spec.workloads[0].manifests).toEqual(synth(plain));
  });

  test('raw objects, parts of cdk8s-plus and whole charts', () => {
    const chart = testChart();
    const app = chart.node.root as App;
    const whole = new Chart(app, 'whole', { namespace: 'vision' });
    map(whole, 'in-chart');
    const raw = new ApiObject(chart, 'Raw', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'vision' } });
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [raw, map(chart, 'plus'), whole] }] });
    expect(held(chart)).toEqual([['Namespace vision', 'ConfigMap plus', 'ConfigMap in-chart']]);
    expect(app.charts.map((c) => c.node.id)).toEqual(['test']);
  });

  test('a construct in several groups', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    new HyperMLService(chart, 'Fleet', {
      groups: [{ spokes: [bj], resources: [runtime, mnist] }, { spokes: [sh, gz], resources: [runtime, mnist, map(chart, 'more')] }],
    });
    expect(held(chart)).toEqual([['MLServiceRuntime runtime', 'MLService mnist'], ['MLServiceRuntime runtime', 'MLService mnist', 'ConfigMap more']]);
  });

  test('a cluster in several groups that give it different objects', () => {
    const chart = testChart();
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj, sh], resources: [map(chart, 'a')] }, { spokes: [bj], resources: [map(chart, 'b')] }] });
    expect(held(chart)).toEqual([['ConfigMap a'], ['ConfigMap b']]);
    expect(fleet.spokes.map((s) => s.name)).toEqual(['bj', 'sh']);
  });

  test('what is changed after it was made', () => {
    const chart = testChart();
    const config = map(chart, 'a');
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [config] }] });
    config.addData('late', Lazy.any({ produce: () => 'token' }) as never);
    ApiObject.of(config).addJsonPatch(JsonPatch.add('/immutable', true));
    expect(find(chart, 'HyperMLService').spec.workloads[0].manifests).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'vision' }, data: { a: 'b', late: 'token' }, immutable: true },
    ]);
  });

  test('what it was given, though the caller changes it afterwards', () => {
    const chart = testChart();
    const group = { spokes: [bj], resources: [map(chart, 'a')] };
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [group] });
    group.spokes.push(sh);
    group.resources.push(map(chart, 'b'));
    expect([find(chart, 'HyperMLService').spec.workloads[0].clusters, held(chart), fleet.spokes]).toEqual([['bj'], [['ConfigMap a']], [bj]]);
  });

  test('nothing twice, where an object outside depends on one inside', () => {
    const chart = testChart();
    const inside = map(chart, 'inside');
    map(chart, 'outside').node.addDependency(inside);
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [inside] }] });
    expect(synth(chart).map((o) => o.metadata.name).sort()).toEqual(['fleet', 'outside']);
  });

  test('no file name with a number, where an MLService and its runtime depend on each other inside', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [mnist, runtime] }] });
    expect(chart.node.findAll().flatMap((c) => c.node.dependencies)).toEqual([]);
  });
});

describe('the host of a spoke', () => {
  test('is that of what serves in it', () => {
    const chart = testChart();
    const { runtime, mnist } = torch(chart);
    const server = new AutoscaledInference(chart, 'Server', autoscaledProps());
    const fleet = new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [runtime, mnist] }, { spokes: [sh], resources: [server] }, { spokes: [gz], resources: [map(chart, 'a')] }] });
    expect([bj, sh, gz].map((s) => fleet.hostIn(s))).toEqual(['mnist.vision.ksvc.bj.example.com', 'server.vision.ksvc.sh.example.com', undefined]);
  });
});

describe('the rules of the library', () => {
  /** A workload without a request, and an autoscaler that needs one. */
  function failing(chart: Chart): [Deployment, InferenceAutoscaler] {
    const target = new Deployment(chart, 'Plain', { metadata: { name: 'plain' }, containers: [{ name: 'server', image: 'a/b:1', portNumber: 80, resources: {} }] });
    return [target, new InferenceAutoscaler(chart, 'Autoscaler', { target, maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(50)] })];
  }

  const MISSING = 'HorizontalPodAutoscaler plain spec.metrics[0]: container "server" of Deployment vision/plain requests no cpu — utilization is a share of the request, '
    + 'so the autoscaler says "missing request for cpu" and never scales; give container "server" a cpu request, or measure one container only (ContainerResource) '
    + '(https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics) [hpa-missing-request]';
  const message = (...lines: string[]) => ['Validation failed with the following errors:', ...lines.map((l) => `  [test/Fleet] ${l}`)].join('\n');
  const fleet = (chart: Chart, groups: HyperMLServiceProps['groups']) => new HyperMLService(chart, 'Fleet', { groups });

  test('run over what a group gives: an error stops the synth and names the group', () => {
    const chart = testChart();
    fleet(chart, [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [sh], resources: failing(chart) }]);
    expect(refusal(() => synth(chart))).toBe(message(`groups[1]: ${MISSING}`));
  });

  test('run over what a cluster gets from several groups together, and tell each error once', () => {
    const chart = testChart();
    const [deployment, hpa] = failing(chart);
    fleet(chart, [{ spokes: [bj, sh], resources: [deployment] }, { spokes: [bj], resources: [hpa] }, { spokes: [gz], resources: [deployment, hpa] }]);
    expect(refusal(() => synth(chart))).toBe(message(`groups[1]: ${MISSING}`, `groups[2]: ${MISSING}`));
  });

  test('see no error where the parts go to different clusters', () => {
    const chart = testChart();
    const [deployment, hpa] = failing(chart);
    fleet(chart, [{ spokes: [bj], resources: [deployment] }, { spokes: [sh], resources: [hpa] }]);
    expect(refusal(() => synth(chart))).toBeUndefined();
  });

  test('do not take objects of a group and of the hub for the same', () => {
    const chart = testChart();
    fleet(chart, [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [sh], resources: [new ConfigMap(chart, 'Other', { metadata: { name: 'a' } })] }]);
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
    // Once over the app, and once over what the two clusters get alike.
    expect(spy).toHaveBeenCalledTimes(2);
    spy.mockRestore();
  });
});

test('what constructs say of themselves is asked inside too, and names the group', () => {
  const chart = testChart();
  const config = map(chart, 'a');
  config.node.addValidation({ validate: () => ['data is stale'] });
  new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [map(chart, 'b')] }, { spokes: [sh], resources: [config] }, { spokes: [gz], resources: [config] }] });
  expect(refusal(() => synth(chart))).toBe('Validation failed with the following errors:\n  [test/Fleet] groups[1]: (test/a) data is stale');
});

test('errors elsewhere in the app are told as ever', () => {
  const chart = testChart();
  new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [new AutoscaledInference(chart, 'Server', autoscaledProps())] }] });
  map(chart, 'a');
  new Secret(chart, 'Two', { metadata: { name: 'two' } });
  new Secret(chart, 'Three', { metadata: { name: 'two' } });
  expect(refusal(() => synth(chart))).toBe('Validation failed with the following errors:\n  [test/Fleet] (test/Three/Resource) Secret two metadata.name: got "two"; '
    + 'there is another Secret vision/two — applying the second would overwrite the first; give one of them another name or namespace [duplicate-object]');
});

/** A program for some spokes: one list, and the shares. */
function program(spokes: Spoke[], weights: Record<string, number>): { hub: any[]; ingress: any[] } {
  const hub = testChart('hub');
  const ingress = new Chart(hub.node.root as App, 'ingress', { namespace: 'vision' });
  const { runtime, mnist } = torch(hub);
  const server = new Deployment(hub, 'Extra', { metadata: { name: 'extra' }, containers: [{ image: 'a/b:1', portNumber: 80, resources: RESOURCES }] });
  const fleet = new HyperMLService(hub, 'Fleet', { groups: [{ spokes, resources: [runtime, mnist, server] }] });
  new HeadIngress(ingress, 'Head', { fleet, gateway: 'istio-ingress/public', hosts: ['mnist.example.com'], weights });
  return { hub: synth(hub), ingress: synth(ingress) };
}

/** What two lists of objects differ in: `+` a new object, or the path of each field that changed. */
function difference(before: any[], after: any[]): string[] {
  const title = (o: any) => `${o.kind} ${o.metadata.name}`;
  const walk = (a: any, b: any, at: string): string[] => {
    if (typeof a === 'object' && typeof b === 'object') {
      return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => (
        key in a && key in b ? walk(a[key], b[key], `${at}.${key}`) : [`${at}.${key} ${key in a ? '-' : '+'}`]));
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
  // Each place names the new cluster by the one host that follows from it.
  const host = 'mnist.vision.ksvc.gz.example.com';
  const of = (kind: string) => after.ingress.find((o) => o.kind === kind && /^head(-gz)?$/.test(o.metadata.name)).spec;
  expect(of('ServiceEntry').hosts).toEqual([host]);
  expect(of('DestinationRule').host).toBe(host);
  expect(of('VirtualService').http[0].route[2]).toEqual({ destination: { host, port: { number: 80 } }, headers: { request: { set: { Host: host } } }, weight: 20 });
  // What each spoke gets stays the same, the new one with it.
  expect(after.hub[0].spec.workloads[0].manifests).toEqual(before.hub[0].spec.workloads[0].manifests);
});

test('a spoke that is added without its share is refused, so that nothing is deployed and never asked', () => {
  expect(refusal(() => program([bj, sh, gz], { bj: 30, sh: 70 }))).toBe(
    'HeadIngress cannot be defined:\n  [ingress/Head] weights["gz"]: got undefined; is missing — the spoke would be deployed and never asked; give it a share, or drain it',
  );
});
