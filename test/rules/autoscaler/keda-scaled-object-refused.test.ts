import { kedaScaledObjectRefused } from '../../../src/rules/autoscaler/keda-scaled-object-refused';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = kedaScaledObjectRefused;
const REPLICAS = 'minReplicaCount: 5\n  maxReplicaCount: 4';
const TRIGGERS = "triggers:\n    - { type: redis, metadata: { address: 'frames:6379', listName: frames, "
  + "listLength: '8' } }";
const AT = 'spec.advanced.scalingModifiers';

/** Where it fires in a ScaledObject with other fields. */
const fields = (text: string) => fires(kedaScaledObjectRefused, text).map(([, field]) => field);
const replicas = (text: string) => fields(change(failing, REPLICAS, text));
const triggers = (text: string) => fields(change(repaired, TRIGGERS, text));
const formula = (modifiers: string) => triggers(`advanced: { scalingModifiers: ${modifiers} }
  triggers:
    - { name: queue, type: redis, metadata: {} }
    - { name: rate, type: prometheus, metadata: {} }
    - { name: load, type: cpu, metadata: {} }`);

test('the examples of keda-scaled-object-refused', () => {
  expect(codes(failing)).toEqual(['keda-scaled-object-refused']);
  expect(codes(repaired)).toEqual([]);
});

test('keda-scaled-object-refused says what to change', () => {
  expect(told(kedaScaledObjectRefused, failing)).toEqual([[
    'ScaledObject engine',
    'spec.minReplicaCount: got 5; must be at most maxReplicaCount, 4 — KEDA refuses the ScaledObject, or it is not '
    + 'Ready, and there is no HorizontalPodAutoscaler; lower it, or raise maxReplicaCount '
    + `(${kedaScaledObjectRefused.source})`,
  ]]);
});

describe('keda-scaled-object-refused fires', () => {
  test.each<[string, string, string[]]>([
    ['a minimum above the default maximum', 'minReplicaCount: 101', ['spec.minReplicaCount']],
    ['idle replicas as many as the minimum', 'minReplicaCount: 2\n  idleReplicaCount: 2', ['spec.idleReplicaCount']],
    ['idle replicas without a minimum', 'idleReplicaCount: 0', ['spec.idleReplicaCount']],
  ])('on %s', (_, text, expected) => {
    expect(replicas(text)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['an empty list of triggers', 'triggers: []', ['spec.triggers']],
    ['a name of two triggers', 'triggers: [{ name: a, type: kafka }, { name: a, type: redis }]',
      ['spec.triggers[1].name']],
    ['a clock whose value is cached', 'triggers: [{ type: cron, useCachedMetrics: true }]',
      ['spec.triggers[0].useCachedMetrics']],
  ])('on %s', (_, text, expected) => {
    expect(triggers(text)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['a name that no trigger has', "{ formula: 'queue + rates', target: '2' }", [`${AT}.formula`]],
    ['the CPU of a formula', "{ formula: 'queue + load', target: '2' }", [`${AT}.formula`]],
    ['a formula without a target', "{ formula: 'queue + rate' }", [`${AT}.target`]],
    ['a target that is no number', "{ formula: 'queue', target: '50%' }", [`${AT}.target`]],
    ['a target that is no string', "{ formula: 'queue', target: 5 }", [`${AT}.target`]],
    ['a utilization', "{ formula: 'queue', target: '5', metricType: Utilization }", [`${AT}.metricType`]],
  ])('on %s', (_, text, expected) => {
    expect(formula(text)).toEqual(expected);
  });

  test('on a name that no label can hold', () => {
    expect(fields(change(repaired, 'metadata: { name: engine }', `metadata: { name: ${'e'.repeat(64)} }`)))
      .toEqual(['metadata.name']);
  });

  test('on two triggers of a ScaledJob with one name', () => {
    expect(fires(kedaScaledObjectRefused, `
apiVersion: keda.sh/v1alpha1
kind: ScaledJob
metadata: { name: encode }
spec: { triggers: [{ name: a, type: kafka }, { name: a, type: redis }] }
`)).toEqual([['ScaledJob encode', 'spec.triggers[1].name']]);
  });
});

describe('keda-scaled-object-refused is silent', () => {
  test.each([
    'minReplicaCount: 100',
    'minReplicaCount: 0\n  idleReplicaCount: 0',
    'minReplicaCount: 1\n  idleReplicaCount: 0',
  ])('on %j', (text) => {
    expect(replicas(text)).toEqual([]);
  });

  test.each([
    "{ formula: 'queue + rate', target: '2' }",
    "{ formula: 'max([queue, rates])', target: '2' }",
    "{ formula: 'let both = queue + rate; both > 5 ? max(both, 7) : rate ?? 1', target: '0.5', metricType: Value }",
    "{ formula: 'queue > 1e3 and not (rate in [1])', target: '$TARGET' }",
    "{ target: '0' }",
  ])('on %s', (text) => {
    expect(formula(text)).toEqual([]);
  });

  test('on a patch without triggers, and on a list of another group', () => {
    const patch = change(repaired, TRIGGERS, 'cooldownPeriod: 60');
    expect(fields(patch)).toEqual(['spec.triggers']);
    expect(fields(change(patch, 'scaleTargetRef: { name: engine }', 'pollingInterval: 5'))).toEqual([]);
    expect(fields(change(failing, 'keda.sh/v1alpha1', 'example.com/v1'))).toEqual([]);
  });
});
