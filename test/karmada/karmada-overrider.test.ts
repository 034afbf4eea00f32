import { KarmadaOverrider } from '../../src';
import { OVERRIDER_CHECKS } from '../../src/karmada/overrider-checks';
import { describe as say } from '../../src/validation/problem';

const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'm', labels: { app: 'm' } },
  spec: {
    replicas: 2,
    template: { spec: { hostNetwork: false, containers: [{ name: 'main', image: 'a/b:1', args: ['--a=1', '--b'], resources: { requests: { cpu: '1' } }, ports: [{ containerPort: 80 }] }] } },
    strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
  },
};
const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } };
const SOURCE = ' (https://karmada.io/docs/userguide/scheduling/override-policy/)';
const SILENT = 'it would change nothing, without a word';

/** What it tells, and what it makes of an object. */
function change(overrider: KarmadaOverrider, object: any = DEPLOYMENT): { told: string[]; made: any } {
  const made = structuredClone(object);
  const own = overrider._problems('it').map(say);
  return { told: own.length > 0 ? own : overrider._change('it', made).map(say), made };
}

describe('KarmadaOverrider', () => {
  test.each<[string, KarmadaOverrider, string, object]>([
    ['replace', KarmadaOverrider.replace('/spec/replicas', 5), 'plaintext', { path: '/spec/replicas', operator: 'replace', value: 5 }],
    ['add', KarmadaOverrider.add('/spec/paused', true), 'plaintext', { path: '/spec/paused', operator: 'add', value: true }],
    ['remove', KarmadaOverrider.remove('/spec/strategy'), 'plaintext', { path: '/spec/strategy', operator: 'remove' }],
    ['imageRegistry', KarmadaOverrider.imageRegistry('reg.example.com:5000/team'), 'imageOverrider', { component: 'Registry', operator: 'replace', value: 'reg.example.com:5000/team' }],
    ['imageRepository', KarmadaOverrider.imageRepository('team/server'), 'imageOverrider', { component: 'Repository', operator: 'replace', value: 'team/server' }],
    ['imageTag', KarmadaOverrider.imageTag('1.2-arm64'), 'imageOverrider', { component: 'Tag', operator: 'replace', value: '1.2-arm64' }],
    ['imageTag with a digest', KarmadaOverrider.imageTag(`sha256:${'a'.repeat(64)}`), 'imageOverrider', { component: 'Tag', operator: 'replace', value: `sha256:${'a'.repeat(64)}` }],
    ['addArgs', KarmadaOverrider.addArgs('main', ['--c']), 'argsOverrider', { containerName: 'main', operator: 'add', value: ['--c'] }],
    ['removeArgs', KarmadaOverrider.removeArgs('main', ['--b']), 'argsOverrider', { containerName: 'main', operator: 'remove', value: ['--b'] }],
    ['labels', KarmadaOverrider.labels({ 'team/x': 'y' }), 'labelsOverrider', { operator: 'add', value: { 'team/x': 'y' } }],
    ['annotations', KarmadaOverrider.annotations({ a: 'any text' }), 'annotationsOverrider', { operator: 'add', value: { a: 'any text' } }],
  ])('%s is written as Karmada reads it, and accepted', (_, overrider, field, content) => {
    expect([overrider._field, overrider._content]).toEqual([field, content]);
    expect(change(overrider).told).toEqual([]);
  });

  test('is known to the checks by each of its fields, in the order in which Karmada applies them', () => {
    expect(Object.keys(OVERRIDER_CHECKS)).toEqual(['imageOverrider', 'argsOverrider', 'labelsOverrider', 'annotationsOverrider', 'plaintext']);
  });

  test.each<[string, KarmadaOverrider, (o: any) => unknown, unknown]>([
    ['a field', KarmadaOverrider.replace('/spec/replicas', 5), (o) => o.spec.replicas, 5],
    ['a new field', KarmadaOverrider.add('/spec/template/spec/nodeSelector', { a: 'b' }), (o) => o.spec.template.spec.nodeSelector, { a: 'b' }],
    ['a field that is there, by add', KarmadaOverrider.add('/spec/replicas', 5), (o) => o.spec.replicas, 5],
    ['an item behind the last', KarmadaOverrider.add('/spec/template/spec/containers/-', { name: 'side' }), (o) => o.spec.template.spec.containers.length, 2],
    ['a field less', KarmadaOverrider.remove('/spec/strategy'), (o) => 'strategy' in o.spec, false],
    ['a label with a slash', KarmadaOverrider.add('/metadata/labels/team~1x', 'y'), (o) => o.metadata.labels, { 'app': 'm', 'team/x': 'y' }],
    ['arguments more', KarmadaOverrider.addArgs('main', ['--c']), (o) => o.spec.template.spec.containers[0].args, ['--a=1', '--b', '--c']],
    ['arguments less', KarmadaOverrider.removeArgs('main', ['--b']), (o) => o.spec.template.spec.containers[0].args, ['--a=1']],
    ['labels', KarmadaOverrider.labels({ app: 'n', b: 'c' }), (o) => o.metadata.labels, { app: 'n', b: 'c' }],
    ['annotations where there are none', KarmadaOverrider.annotations({ a: 'b' }), (o) => o.metadata.annotations, { a: 'b' }],
    ['a number where a text may be', KarmadaOverrider.replace('/spec/strategy/rollingUpdate/maxSurge', 1), (o) => o.spec.strategy.rollingUpdate.maxSurge, 1],
    ['a quantity as a number', KarmadaOverrider.replace('/spec/template/spec/containers/0/resources/requests/cpu', 2), (o) => o.spec.template.spec.containers[0].resources.requests.cpu, 2],
  ])('makes %s', (_, overrider, read, expected) => {
    const { told, made } = change(overrider);
    expect(told).toEqual([]);
    expect(read(made)).toEqual(expected);
  });

  test('holds what it was given when it was made, and is changed by no later one', () => {
    const value = { a: 'b' };
    const [selector, second] = [KarmadaOverrider.add('/spec/template/spec/nodeSelector', value), KarmadaOverrider.add('/spec/template/spec/nodeSelector/c', 'd')];
    value.a = 'z';
    const made = structuredClone(DEPLOYMENT) as any;
    expect([...selector._change('', made), ...second._change('', made)]).toEqual([]);
    expect(made.spec.template.spec.nodeSelector).toEqual({ a: 'b', c: 'd' });
    expect(selector._content).toEqual({ path: '/spec/template/spec/nodeSelector', operator: 'add', value: { a: 'b' } });
  });
});

describe('KarmadaOverrider refuses', () => {
  const pointer = (got: string) => `it.path: got ${got}; must be a JSON pointer — Karmada would send the object to no cluster of the rule; write it as /spec/maxReplicas${SOURCE}`;
  const identity = (got: string) => `it.path: got "${got}"; must not change what the object is — Karmada would make a second one and lose sight of it; define another object`;
  const required = (got: string) => `it.value: got ${got}; is required — the field would become null; give it, or use KarmadaOverrider.remove`;
  const absent = (got: string, fix: string) => `it.path: got "${got}"; is not in Deployment m — Karmada would send it to no cluster of the rule; ${fix}${SOURCE}`;
  const unknown = (got: string) => `it.path: got "${got}"; is no field of a Deployment — the cluster would drop it without a word; correct the path`;
  const type = (got: string, is: string, at: string) => `it.value: got ${got}; must be ${is}, as what is at ${at} — the cluster would reject the object (SyncFailed); give another value`;
  const whole = (got: string) => `it.value: got ${got}; must be a whole number of at least 0 — the cluster would reject the object (SyncFailed); give a whole number`;
  const plain = (got: string) => `it.value: got ${got}; must be plain JSON — nothing else can be printed; give texts, numbers, lists and objects`;
  const image = (component: string, got: string) => `it.${component}: got ${got}; makes no image reference — Karmada would send it as it is, or leave the image unchanged; give it as it stands in a reference${SOURCE}`;
  const noArgs = (got: string) => `it.args: got ${got}; must hold at least one text — ${SILENT}; give the arguments`;
  const noContainer = (where: string) => `it.containerName: got "side"; is no container of ${where} — ${SILENT}; name one of its containers${SOURCE}`;

  test.each<[string, KarmadaOverrider, string[]]>([
    ['a path without a slash', KarmadaOverrider.replace('spec/replicas', 1), [pointer('"spec/replicas"')]],
    ['a path with dots', KarmadaOverrider.replace('.spec.replicas', 1), [pointer('".spec.replicas"')]],
    ['the whole object', KarmadaOverrider.replace('', 1), [pointer('""')]],
    ['no path', KarmadaOverrider.remove(undefined as any), [pointer('undefined')]],
    ['another name', KarmadaOverrider.replace('/metadata/name', 'n'), [identity('/metadata/name')]],
    ['another namespace', KarmadaOverrider.replace('/metadata/namespace', 'n'), [identity('/metadata/namespace')]],
    ['other metadata as a whole', KarmadaOverrider.replace('/metadata', { name: 'n' }), [identity('/metadata')]],
    ['another kind', KarmadaOverrider.replace('/kind', 'Pod'), [identity('/kind')]],
    ['another version', KarmadaOverrider.replace('/apiVersion', 'v1'), [identity('/apiVersion')]],
    ['no value to replace by', KarmadaOverrider.replace('/spec/replicas', undefined), [required('undefined')]],
    ['null', KarmadaOverrider.add('/spec/paused', null), [required('null')]],
    ['a value that is no JSON', KarmadaOverrider.replace('/spec/strategy', new Map()), [plain('{}')]],
    ['a number that is none', KarmadaOverrider.replace('/spec/minReadySeconds', NaN), [plain('NaN')]],
    ['replicas that are a text', KarmadaOverrider.replace('/spec/replicas', '5'), [whole('"5"')]],
    ['replicas below 0', KarmadaOverrider.replace('/spec/replicas', -1), [whole('-1')]],
    ['a path that is not there', KarmadaOverrider.replace('/spec/replcas', 5), [absent('/spec/replcas', 'use KarmadaOverrider.add')]],
    ['a parent that is not there', KarmadaOverrider.replace('/spec/templates/spec', 5), [absent('/spec/templates/spec', 'correct the path')]],
    ['an addition deep below what is not there', KarmadaOverrider.add('/spec/template/spec/nodeSelector/a', 'b'), [absent('/spec/template/spec/nodeSelector/a', 'correct the path')]],
    ['the removal of what is not there', KarmadaOverrider.remove('/spec/paused'), [absent('/spec/paused', 'correct the path')]],
    ['an index beyond the list', KarmadaOverrider.replace('/spec/template/spec/containers/1/image', 'a'), [absent('/spec/template/spec/containers/1/image', 'correct the path')]],
    ['an addition beyond the end of the list', KarmadaOverrider.add('/spec/template/spec/containers/2', {}), [absent('/spec/template/spec/containers/2', 'correct the path')]],
    ['an index below 0', KarmadaOverrider.replace('/spec/template/spec/containers/-1', {}), [absent('/spec/template/spec/containers/-1', 'correct the path')]],
    ['an index that is a word', KarmadaOverrider.replace('/spec/template/spec/containers/main/image', 'a'), [absent('/spec/template/spec/containers/main/image', 'correct the path')]],
    ['a field that nobody knows', KarmadaOverrider.add('/spec/replcas', 5), [unknown('/spec/replcas')]],
    ['a field of a container that nobody knows', KarmadaOverrider.add('/spec/template/spec/containers/0/arg', ['a']), [unknown('/spec/template/spec/containers/0/arg')]],
    ['a text for true or false', KarmadaOverrider.replace('/spec/template/spec/hostNetwork', 'true'), [type('"true"', 'true or false', '/spec/template/spec/hostNetwork')]],
    ['a text for a list', KarmadaOverrider.replace('/spec/template/spec/containers/0/args', '--a'), [type('"--a"', 'a list', '/spec/template/spec/containers/0/args')]],
    ['a list for an object', KarmadaOverrider.add('/spec/strategy', []), [type('[]', 'an object', '/spec/strategy')]],
    ['a number for a text', KarmadaOverrider.replace('/spec/template/spec/containers/0/image', 1), [type('1', 'a text', '/spec/template/spec/containers/0/image')]],
    ['a text for a number', KarmadaOverrider.replace('/spec/template/spec/containers/0/ports/0/containerPort', '80'), [type('"80"', 'a number', '/spec/template/spec/containers/0/ports/0/containerPort')]],
    ['a registry with a slash behind', KarmadaOverrider.imageRegistry('reg.local/'), [image('registry', '"reg.local/"')]],
    ['a registry with a scheme', KarmadaOverrider.imageRegistry('https://reg.local'), [image('registry', '"https://reg.local"')]],
    ['an empty registry', KarmadaOverrider.imageRegistry(''), [image('registry', '""')]],
    ['no registry', KarmadaOverrider.imageRegistry(undefined as any), [image('registry', 'undefined')]],
    ['a registry that is no host', KarmadaOverrider.imageRegistry('mirror'), [`it.registry: got "mirror"; is no host — the kubelet would take it for a repository of Docker Hub; write it as registry.example.com, or use KarmadaOverrider.imageRepository${SOURCE}`]],
    ['a repository with its tag', KarmadaOverrider.imageRepository('team/server:1'), [image('repository', '"team/server:1"')]],
    ['a repository in capitals', KarmadaOverrider.imageRepository('Team'), [image('repository', '"Team"')]],
    ['a tag with an @', KarmadaOverrider.imageTag(`@sha256:${'a'.repeat(64)}`), [image('tag', `"@sha256:${'a'.repeat(64)}"`)]],
    ['a digest that is too short', KarmadaOverrider.imageTag('sha256:abc'), [image('tag', '"sha256:abc"')]],
    ['a tag with a colon', KarmadaOverrider.imageTag(':1'), [image('tag', '":1"')]],
    ['no tag', KarmadaOverrider.imageTag(''), [image('tag', '""')]],
    ['no arguments', KarmadaOverrider.addArgs('main', []), [noArgs('[]')]],
    ['arguments that are none', KarmadaOverrider.addArgs('main', undefined as any), [noArgs('undefined')]],
    ['an argument that is a number', KarmadaOverrider.addArgs('main', [1 as any]), [noArgs('[1]')]],
    ['arguments of another container', KarmadaOverrider.addArgs('side', ['--a']), [noContainer('Deployment m')]],
    ['an argument that is not there as a whole', KarmadaOverrider.removeArgs('main', ['--a', '--b']), [`it.args: got "--a"; is no argument of main — ${SILENT}; give it whole, as it stands there${SOURCE}`]],
    ['no labels', KarmadaOverrider.labels({}), [`it.labels: got {}; must hold at least one — ${SILENT}; give the labels`]],
    ['no annotations', KarmadaOverrider.annotations(undefined as any), [`it.annotations: got {}; must hold at least one — ${SILENT}; give the annotations`]],
    ['a label that is none', KarmadaOverrider.labels({ a: 'b c' }), [
      'it.labels["a"]: got "b c"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)',
    ]],
    ['an annotation whose key is none', KarmadaOverrider.annotations({ 'a b': 'c' }), [
      'it.annotations["a b"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key (Kubernetes API validation)',
    ]],
  ])('%s', (_, overrider, expected) => {
    expect(change(overrider).told).toEqual(expected);
  });

  test.each<[string, KarmadaOverrider, string]>([
    ['images', KarmadaOverrider.imageTag('2'), `it.tag: got "ConfigMap"; has no images that Karmada finds — ${SILENT}; use KarmadaOverrider.replace with the path of the image${SOURCE}`],
    ['containers', KarmadaOverrider.addArgs('side', ['--a']), noContainer('ConfigMap c')],
  ])('what has no %s', (_, overrider, expected) => {
    expect(change(overrider, CONFIG).told).toEqual([expected]);
  });

  test('the arguments of a kind in which Karmada does not look for containers', () => {
    const job = { apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'm' }, spec: { template: { spec: { containers: [{ name: 'side' }] } } } };
    expect(change(KarmadaOverrider.addArgs('side', ['--a']), job).told).toEqual([noContainer('CronJob m')]);
    expect(change(KarmadaOverrider.addArgs('side', ['--a']), { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'side' }] } }).told).toEqual([]);
  });

  test('leaves the object as it is', () => {
    expect(change(KarmadaOverrider.replace('/spec/replcas', 5)).made).toEqual(DEPLOYMENT);
  });
});
