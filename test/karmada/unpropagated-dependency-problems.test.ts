import { App, Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import { bare, raw, scaled, send, told, type Told } from './karmada';
import { refusal, synth, testChart } from '../helpers';

const left = (object: string, policy: string = 'vision/everywhere'): Told => (
  ['karmada/dependency-not-propagated', `PropagationPolicy ${policy}`, 'of', object]);

/** A Deployment whose pod names what it needs. */
function needy(chart: Chart, pod: object): any {
  return raw(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'own' },
    spec: {
      replicas: 1,
      selector: { matchLabels: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b', c: 'd' } },
        spec: { containers: [{ name: 'c', image: 'a/b:1' }], ...pod },
      },
    },
  });
}

/** A NetworkPolicy for pods. */
function networkPolicy(chart: Chart, name: string, podSelector: object): void {
  raw(chart, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name }, spec: { podSelector } });
}

describe('what belongs to a workload is propagated with it', () => {
  test('its autoscaler, Service and budget', () => {
    const it = scaled();
    send([it.deployment]);
    expect(told(Chart.of(it))).toEqual([
      left('HorizontalPodAutoscaler m'), left('Service m'), left('PodDisruptionBudget m'),
    ]);
    expect(refusal(() => synth(Chart.of(it)))).toContain('must be propagated with Deployment m, to which it belongs');
  });

  test('by whichever policy', () => {
    const it = scaled();
    send([it.deployment], {}, 'A');
    send([it.service, it.disruptionBudget, it.autoscaler], {}, 'B');
    expect(told(Chart.of(it))).toEqual([]);
  });

  test('a network policy', () => {
    const chart = testChart();
    send([needy(chart, {})]);
    networkPolicy(chart, 'n', { matchLabels: { a: 'b', c: 'd' } });
    networkPolicy(chart, 'all', {});
    expect(told(chart)).toEqual([left('NetworkPolicy n')]);
  });

  test.each<[string, object, object]>([
    ['other pods', {}, { selector: { a: 'b', c: 'e' } }],
    ['no pods by labels', {}, {}],
    ['pods of another namespace', { namespace: 'audio' }, { selector: { a: 'b' } }],
  ])('but not a Service of %s', (_, metadata, spec) => {
    const chart = testChart();
    send([needy(chart, {})]);
    raw(chart, { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', ...metadata }, spec });
    expect(told(chart)).toEqual([]);
  });

  test('but not what another chart brings to the clusters', () => {
    const chart = testChart();
    send([needy(chart, {})]);
    const spoke = new Chart(chart.node.root as App, 'spoke-bj', { namespace: 'vision' });
    raw(spoke, { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { selector: { a: 'b' } } });
    expect(told(chart)).toEqual([]);
  });

  test('what a service account brings, which Karmada does not follow', () => {
    const chart = testChart();
    send([needy(chart, { serviceAccountName: 'sa' })]);
    const imagePullSecrets = [{ name: 'pull' }, { name: 'elsewhere' }];
    const binding = (name: string, account: string) => raw(chart, {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name },
      subjects: [{ kind: 'ServiceAccount', name: account }],
    });
    raw(chart, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'sa' }, imagePullSecrets });
    raw(chart, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pull' } });
    binding('may', 'sa');
    binding('other', 'other');
    expect(told(chart)).toEqual([left('Secret pull'), left('RoleBinding may')]);
  });

  const POD = {
    serviceAccountName: 'sa',
    imagePullSecrets: [{ name: 'pull' }],
    initContainers: [{ name: 'i', image: 'a/i:1', envFrom: [{ secretRef: { name: 'init' } }] }],
    containers: [{
      name: 'c',
      image: 'a/b:1',
      envFrom: [{ configMapRef: { name: 'all' } }],
      env: [
        { name: 'A', valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } },
        { name: 'B', valueFrom: { configMapKeyRef: { name: 'key', key: 'k' } } },
      ],
    }],
    volumes: [
      { name: 'a', configMap: { name: 'files' } },
      { name: 'b', secret: { secretName: 'keys' } },
      { name: 'c', persistentVolumeClaim: { claimName: 'models' } },
      { name: 'd', projected: { sources: [{ configMap: { name: 'part' } }, { secret: { name: 'half' } }] } },
    ],
  };
  const NEEDED = [
    'ServiceAccount sa', 'ConfigMap files', 'ConfigMap part', 'ConfigMap all', 'ConfigMap key', 'Secret keys',
    'Secret half', 'Secret init', 'Secret one', 'Secret pull', 'PersistentVolumeClaim models',
  ];

  test('all that a pod names, unless Karmada propagates that by itself', () => {
    const withDependencies = (propagateDependencies: boolean) => {
      const chart = testChart();
      send([needy(chart, POD)], { propagateDependencies });
      for (const [kind, name] of [...NEEDED, 'ConfigMap unused'].map((title) => title.split(' '))) {
        const spec = kind === 'PersistentVolumeClaim' ? { spec: { storageClassName: 'fast' } } : {};
        raw(chart, { apiVersion: 'v1', kind, metadata: { name }, ...spec });
      }
      return told(chart);
    };
    expect(withDependencies(true)).toEqual([]);
    expect(withDependencies(false).sort()).toEqual(NEEDED.map((object) => left(object)).sort());
  });

  test('a pod by itself has all of that too', () => {
    const chart = testChart();
    const pod = raw(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' } }, spec: POD });
    send([pod], { propagateDependencies: false });
    raw(chart, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'init' } });
    raw(chart, { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { selector: { a: 'b' } } });
    expect(told(chart)).toEqual([left('Service s'), left('Secret init')]);
  });
});

describe('a claim that goes with a pod', () => {
  const claim = (chart: Chart, spec: object) => (
    raw(chart, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'models' }, spec }));
  const pod = { volumes: [{ name: 'm', persistentVolumeClaim: { claimName: 'models' } }] };
  const classless: Told = [
    'karmada-claim-without-storage-class', 'PersistentVolumeClaim vision/models', 'spec.storageClassName', undefined,
  ];

  test.each<[string, object, boolean, unknown[]]>([
    ['must name its class', {}, true, [classless]],
    ['names it', { storageClassName: 'fast' }, true, []],
    ['is not propagated without dependencies', {}, false, [left('PersistentVolumeClaim models')]],
  ])('%s', (_, spec, propagateDependencies, expected) => {
    const chart = testChart();
    send([needy(chart, pod)], { propagateDependencies });
    claim(chart, spec);
    expect(told(chart)).toEqual(expected);
  });

  test('is reported once where it is propagated itself', () => {
    const chart = testChart();
    send([needy(chart, pod), claim(chart, {})]);
    expect(told(chart)).toEqual([classless]);
  });
});

test.each([['true', true], ['false', false]])('a namespace that Karmada skips (%s)', (value, refused) => {
  const chart = testChart();
  const skip = (labelled: string) => ({ 'namespace.karmada.io/skip-auto-propagation': labelled });
  send([bare(chart, 'own', 1)]);
  new Namespace(chart, 'N', { metadata: { name: 'vision', labels: skip(value) } });
  new Namespace(chart, 'Other', { metadata: { name: 'other', labels: skip('true') } });
  expect(told(chart)).toEqual(refused ? [[
    'karmada-namespace-skipped', 'Namespace vision/vision',
    'metadata.labels["namespace.karmada.io/skip-auto-propagation"]', 'true',
  ]] : []);
});
