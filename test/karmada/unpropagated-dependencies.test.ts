import { App, Chart } from 'cdk8s';
import { Namespace } from 'cdk8s-plus-27';
import { bare, raw, scaled, send, told } from './karmada';
import { testChart } from '../helpers';

const belongs = (got: string, to: string) => `of: got "${got}"; belongs to ${to}, and is not sent — on Karmada's API server it does nothing; add it, or send the construct that defines both`;

/** A Deployment whose pod names what it needs. */
function needy(chart: Chart, pod: object): any {
  return raw(chart, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'own' },
    spec: { replicas: 1, selector: { matchLabels: { a: 'b' } }, template: { metadata: { labels: { a: 'b', c: 'd' } }, spec: { containers: [{ name: 'c', image: 'a/b:1' }], ...pod } } },
  });
}

describe('what belongs to a workload is sent with it', () => {
  test('its autoscaler, Service and budget', () => {
    const it = scaled();
    send([it.deployment]);
    expect(told(Chart.of(it))).toEqual(['HorizontalPodAutoscaler m', 'Service m', 'PodDisruptionBudget m'].map((o) => belongs(o, 'Deployment m')));
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
    raw(chart, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'n' }, spec: { podSelector: { matchLabels: { a: 'b', c: 'd' } } } });
    raw(chart, { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name: 'all' }, spec: { podSelector: {} } });
    expect(told(chart)).toEqual([belongs('NetworkPolicy n', 'Deployment own')]);
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
    raw(new Chart(chart.node.root as App, 'spoke-bj', { namespace: 'vision' }), { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { selector: { a: 'b' } } });
    expect(told(chart)).toEqual([]);
  });

  test('what a service account brings, which Karmada does not follow', () => {
    const chart = testChart();
    send([needy(chart, { serviceAccountName: 'sa' })]);
    raw(chart, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'sa' }, imagePullSecrets: [{ name: 'pull' }, { name: 'elsewhere' }] });
    raw(chart, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pull' } });
    raw(chart, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'may' }, subjects: [{ kind: 'ServiceAccount', name: 'sa' }] });
    raw(chart, { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'other' }, subjects: [{ kind: 'ServiceAccount', name: 'other' }] });
    expect(told(chart)).toEqual([belongs('Secret pull', 'Deployment own'), belongs('RoleBinding may', 'Deployment own')]);
  });

  const POD = {
    serviceAccountName: 'sa',
    imagePullSecrets: [{ name: 'pull' }],
    initContainers: [{ name: 'i', image: 'a/i:1', envFrom: [{ secretRef: { name: 'init' } }] }],
    containers: [{ name: 'c', image: 'a/b:1', envFrom: [{ configMapRef: { name: 'all' } }], env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'one', key: 'k' } } }, { name: 'B', valueFrom: { configMapKeyRef: { name: 'key', key: 'k' } } }] }],
    volumes: [
      { name: 'a', configMap: { name: 'files' } }, { name: 'b', secret: { secretName: 'keys' } }, { name: 'c', persistentVolumeClaim: { claimName: 'models' } },
      { name: 'd', projected: { sources: [{ configMap: { name: 'part' } }, { secret: { name: 'half' } }] } },
    ],
  };
  const NEEDED = [
    ['v1', 'ServiceAccount', 'sa'], ['v1', 'ConfigMap', 'files'], ['v1', 'ConfigMap', 'part'], ['v1', 'ConfigMap', 'all'], ['v1', 'ConfigMap', 'key'],
    ['v1', 'Secret', 'keys'], ['v1', 'Secret', 'half'], ['v1', 'Secret', 'init'], ['v1', 'Secret', 'one'], ['v1', 'Secret', 'pull'], ['v1', 'PersistentVolumeClaim', 'models'],
  ];

  test('all that a pod names, where Karmada is told not to follow it', () => {
    const withDependencies = (propagateDependencies: boolean) => {
      const chart = testChart();
      send([needy(chart, POD)], { propagateDependencies });
      for (const [apiVersion, kind, name] of [...NEEDED, ['v1', 'ConfigMap', 'unused']]) raw(chart, { apiVersion, kind, metadata: { name }, ...(kind === 'PersistentVolumeClaim' && { spec: { storageClassName: 'fast' } }) });
      return told(chart);
    };
    expect(withDependencies(true)).toEqual([]);
    expect(withDependencies(false).sort()).toEqual(NEEDED.map(([, kind, name]) => belongs(`${kind} ${name}`, 'Deployment own')).sort());
  });

  test('a pod by itself has all of that too', () => {
    const chart = testChart();
    send([raw(chart, { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', labels: { a: 'b' } }, spec: POD })], { propagateDependencies: false });
    raw(chart, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'init' } });
    raw(chart, { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { selector: { a: 'b' } } });
    expect(told(chart)).toEqual([belongs('Service s', 'Pod p'), belongs('Secret init', 'Pod p')]);
  });
});

describe('a claim that goes with a pod', () => {
  const claim = (chart: Chart, spec: object) => raw(chart, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'models' }, spec });
  const pod = { volumes: [{ name: 'm', persistentVolumeClaim: { claimName: 'models' } }] };
  const classless = 'of: got "PersistentVolumeClaim models"; must name its storageClassName: it is sent with the pods — the cluster fills one in, and Karmada tries to take it back for ever (SyncFailed); give it';

  test.each<[string, object, boolean, string[]]>([
    ['must name its class', {}, true, [classless]],
    ['names it', { storageClassName: 'fast' }, true, []],
    ['is not sent without dependencies', {}, false, [belongs('PersistentVolumeClaim models', 'Deployment own')]],
  ])('%s', (_, spec, propagateDependencies, expected) => {
    const chart = testChart();
    send([needy(chart, pod)], { propagateDependencies });
    claim(chart, spec);
    expect(told(chart)).toEqual(expected);
  });

  test('is told once where it is sent itself', () => {
    const chart = testChart();
    send([needy(chart, pod), claim(chart, {})]);
    expect(told(chart)).toEqual([
      'of: got "PersistentVolumeClaim models"; must name its storageClassName — the cluster fills one in, and Karmada tries to take it back for ever (SyncFailed); give it',
    ]);
  });
});

test.each([['true', true], ['false', false]])('a namespace that Karmada is told to skip (%s)', (value, refused) => {
  const chart = testChart();
  send([bare(chart, 'own', 1)]);
  new Namespace(chart, 'N', { metadata: { name: 'vision', labels: { 'namespace.karmada.io/skip-auto-propagation': value } } });
  new Namespace(chart, 'Other', { metadata: { name: 'other', labels: { 'namespace.karmada.io/skip-auto-propagation': 'true' } } });
  expect(told(chart)).toEqual(refused ? [
    'of: got "vision"; is a namespace labelled namespace.karmada.io/skip-auto-propagation — Karmada does not make it in the clusters, where its objects then fail (SyncFailed); remove the label',
  ] : []);
});
