import { ApiObject, Chart, type App } from 'cdk8s';
import { ConfigMap, Secret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { HyperMLService, MLService, MLServiceRuntime, MLServiceStorage, Spoke, type HyperMLServiceProps } from '../../src';
import { refusal, synth, testChart } from '../helpers';

const [bj, sh] = ['bj', 'sh'].map((name) => Spoke.of(name));
const map = (scope: Construct, name: string, id: string = name) => new ConfigMap(scope, id, { metadata: { name } });

describe('HyperMLService refuses', () => {
  test.each<[string, (chart: Chart) => unknown, ...string[]]>([
    ['no groups', () => ({ groups: [] }), 'groups: got []; must hold at least one group — no cluster would get anything; give spokes and resources'],
    ['groups that are undefined', () => ({}), 'groups: got undefined; must hold at least one group — no cluster would get anything; give spokes and resources'],
    ['a group without spokes', (chart) => ({ groups: [{ spokes: [], resources: [map(chart, 'a')] }] }), 'groups[0].spokes: got []; must name at least one spoke — nothing would be served; give Spoke.of(…)'],
    ['a group without resources', () => ({ groups: [{ spokes: [bj], resources: [] }] }), 'groups[0].resources: got []; must hold at least one construct — nothing would be deployed; give an AutoscaledInference, an MLService or any other'],
    ['a group that is undefined', () => ({ groups: [undefined] }),
      'groups[0].spokes: got undefined; must name at least one spoke — nothing would be served; give Spoke.of(…)',
      'groups[0].resources: got undefined; must hold at least one construct — nothing would be deployed; give an AutoscaledInference, an MLService or any other'],
    ['a cluster twice in a group', (chart) => ({ groups: [{ spokes: [bj, bj], resources: [map(chart, 'a')] }] }), 'groups[0].spokes[1]: got "bj"; is named twice — one of the two could have no effect; remove one'],
    ['a cluster without a proper name', (chart) => ({ groups: [{ spokes: [Spoke.of('bj_1')], resources: [map(chart, 'a')] }] }),
      'groups[0].spokes[0].name: got "bj_1"; must be a DNS label of at most 48 characters — the API server would reject the object; give the name that the cluster is registered with (Kubernetes API validation)'],
    ['a cluster that is described differently in two groups', (chart) => ({
      groups: [{ spokes: [sh, Spoke.of('bj', { domain: 'a.b' })], resources: [map(chart, 'a')] }, { spokes: [Spoke.of('bj', { drained: true, tls: false, locality: 'cn' })], resources: [map(chart, 'b')] }],
    }), 'groups[1].spokes[0]: got "bj"; has another domain, tls, drained, locality than in groups[0] — only one of the two could take effect; name the same Spoke in both'],
    ['a reference, which has no object', (chart) => ({ groups: [{ spokes: [bj], resources: [Secret.fromSecretName(chart, 'S', 's')] }] }), 'groups[0].resources[0]: got "test/S"; has no object — nothing would be deployed; give a construct that emits objects'],
    ['a name with a slash', (chart) => ({ name: 'a/b', groups: [{ spokes: [bj], resources: [map(chart, 'a')] }] }),
      'name: got "a/b"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
    ['an object of Karmada', (chart) => ({
      groups: [{ spokes: [bj], resources: [new ApiObject(chart, 'P', { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'PropagationPolicy', metadata: { name: 'p' } })] }],
    }), 'groups[0].resources[0]: got "PropagationPolicy p"; is an object of Karmada itself — these are never sent to a cluster; put it into the hub\'s chart'],
    ['the chart that it stands in', (chart) => ({ groups: [{ spokes: [bj], resources: [map(chart, 'a') && chart] }] }),
      'groups[0].resources[0]: got "test"; holds the HyperMLService itself — both would stand inside each other, and nothing be printed; name the constructs in it'],
    ['the app that it stands in', (chart) => ({ groups: [{ spokes: [bj], resources: [map(chart, 'a') && chart.node.root] }] }),
      'groups[0].resources[0]: got "the app"; holds the HyperMLService itself — both would stand inside each other, and nothing be printed; name the constructs in it'],
    ['several things in several groups', (chart) => ({ groups: [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: ['sh'], resources: [{}] }] }),
      'groups[1].spokes[0]: got "sh"; must be a Spoke — nothing else tells how it is reached; use Spoke.of',
      'groups[1].resources[0]: got {}; must be a construct — nothing else has objects; give a construct'],
  ])('%s', (_, props, ...lines) => {
    const chart = testChart();
    const given = props(chart) as HyperMLServiceProps;
    const before = chart.node.findAll();
    expect(refusal(() => new HyperMLService(chart, 'Fleet', given))).toBe(['HyperMLService cannot be defined:', ...lines.map((l) => `  [test/Fleet] ${l}`)].join('\n'));
    // Nothing is taken out of its chart, and nothing half-made stays.
    expect(chart.node.findAll()).toEqual(before);
  });

  test('an object without a namespace, but not one that has none', () => {
    const app = testChart().node.root as App;
    const bare = new Chart(app, 'bare');
    const resources = [map(bare, 'a'), new ApiObject(bare, 'N', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'n' } })];
    expect(refusal(() => new HyperMLService(bare, 'Fleet', { groups: [{ spokes: [bj], resources }] }))).toBe(
      'HyperMLService cannot be defined:\n  [bare/Fleet] groups[0].resources[0]: got "ConfigMap a"; has no namespace — a manifest inside a HyperMLService gets none from anywhere; give its chart a namespace',
    );
  });

  test('a construct that stands in another HyperMLService', () => {
    const chart = testChart();
    const config = map(chart, 'a');
    new HyperMLService(chart, 'One', { groups: [{ spokes: [bj], resources: [config] }] });
    expect(refusal(() => new HyperMLService(chart, 'Two', { groups: [{ spokes: [sh], resources: [map(chart, 'b'), config] }] }))).toBe(
      'HyperMLService cannot be defined:\n  [test/Two] groups[0].resources[1]: got "test/a"; stands in another object already — a construct belongs to one; name it in several groups of one HyperMLService, or define it again',
    );
  });

  test('a part of a construct that stands in another HyperMLService', () => {
    const chart = testChart();
    const outer = new Construct(chart, 'Outer');
    const part = map(outer, 'a');
    new HyperMLService(chart, 'One', { groups: [{ spokes: [bj], resources: [outer] }] });
    expect(refusal(() => new HyperMLService(chart, 'Two', { groups: [{ spokes: [sh], resources: [part] }] }))).toBe(
      'HyperMLService cannot be defined:\n  [test/Two] groups[0].resources[0]: got "test/Outer/a"; stands in another object already — a construct belongs to one; name it in several groups of one HyperMLService, or define it again',
    );
  });
});

describe('a synth is stopped by', () => {
  const stopped = (chart: Chart, ...lines: string[]) => expect(refusal(() => synth(chart)))
    .toBe(['Validation failed with the following errors:', ...lines.map((l) => `  [test/Fleet] ${l}`)].join('\n'));

  test('an object that clusters get from two groups', () => {
    const chart = testChart();
    const config = map(chart, 'a');
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj, sh], resources: [config] }, { spokes: [sh, bj, Spoke.of('gz')], resources: [map(chart, 'b'), config] }] });
    stopped(chart, 'groups[1]: got "ConfigMap a"; is given to bj, sh by groups[0] too — one would overwrite the other there; give a cluster each object once');
  });

  test('two objects that an API server takes for the same', () => {
    const chart = testChart();
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [map(chart, 'a'), map(chart, 'a', 'again')] }] });
    stopped(chart, 'groups[0]: got "ConfigMap a"; is given to bj twice — one would overwrite the other there; give a cluster each object once');
  });

  test('an MLService without its runtime and its Secret in its cluster', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'Torch', { image: 'a/b:1' });
    const secret = new Secret(chart, 'Credential', { metadata: { name: 's3' } });
    const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime, storage: MLServiceStorage.s3('s3://a/b', secret) }] });
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [runtime, secret] }, { spokes: [sh], resources: [mnist] }] });
    stopped(
      chart,
      'groups[1].resources: got "torch"; is the runtime of mnist, and not among what sh gets — TensorStack looks for it in the same namespace, and the MLService is never ready; '
      + 'add the runtime to the group, or use MLServiceRuntime.fromRuntimeName where the clusters have it',
      'groups[1].resources: got "s3"; is the Secret of mnist, and not among what sh gets — TensorStack looks for it in the same namespace, and the MLService is never ready; '
      + 'add the Secret to the group, or use Secret.fromSecretName where the clusters have it',
    );
  });

  test('an MLService whose runtime only some of its clusters get', () => {
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'Torch', { image: 'a/b:1' });
    const mnist = new MLService(chart, 'Mnist', { releases: [{ name: 'a', runtime }] });
    const gz = Spoke.of('gz');
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [runtime] }, { spokes: [bj, sh, gz], resources: [mnist] }] });
    stopped(chart, 'groups[1].resources: got "torch"; is the runtime of mnist, and not among what sh, gz get — TensorStack looks for it in the same namespace, and the MLService is never ready; '
      + 'add the runtime to the group, or use MLServiceRuntime.fromRuntimeName where the clusters have it');
  });

  test('what is added to a construct later', () => {
    const chart = testChart();
    const around = new Construct(chart, 'Around');
    map(around, 'a');
    new HyperMLService(chart, 'Fleet', { groups: [{ spokes: [bj], resources: [around] }] });
    new ApiObject(around, 'Late', { apiVersion: 'policy.karmada.io/v1alpha1', kind: 'OverridePolicy', metadata: { name: 'late' } });
    stopped(chart, 'groups[0].resources[0]: got "OverridePolicy late"; is an object of Karmada itself — these are never sent to a cluster; put it into the hub\'s chart');
  });
});

test.each<[string, (chart: Chart) => HyperMLServiceProps['groups']]>([
  ['a runtime that another group gives to the same cluster', (chart) => {
    const runtime = new MLServiceRuntime(chart, 'Torch', { image: 'a/b:1' });
    return [{ spokes: [bj, sh], resources: [runtime] }, { spokes: [sh], resources: [new MLService(chart, 'M', { releases: [{ name: 'a', runtime }] })] }];
  }],
  ['a runtime by its object', (chart) => {
    const runtime = new MLServiceRuntime(chart, 'Torch', { image: 'a/b:1' });
    return [{ spokes: [bj], resources: [runtime.apiObject, new MLService(chart, 'M', { releases: [{ name: 'a', runtime }] })] }];
  }],
  ['a runtime and a Secret that the clusters have', (chart) => [{
    spokes: [bj],
    resources: [new MLService(chart, 'M', {
      releases: [{ name: 'a', runtime: MLServiceRuntime.fromRuntimeName(chart, 'R', 'torch'), storage: MLServiceStorage.s3('s3://a/b', Secret.fromSecretName(chart, 'S', 's')) }],
    })],
  }]],
  ['one name in two groups of other clusters', (chart) => [{ spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [sh], resources: [map(chart, 'a', 'again')] }]],
  ['the same Spoke in two groups, said with and without its defaults', (chart) => [
    { spokes: [bj], resources: [map(chart, 'a')] }, { spokes: [Spoke.of('bj', { tls: true, drained: false })], resources: [map(chart, 'b')] },
  ]],
])('%s is accepted', (_, groups) => {
  const chart = testChart();
  new HyperMLService(chart, 'Fleet', { groups: groups(chart) });
  expect(refusal(() => synth(chart))).toBeUndefined();
});
