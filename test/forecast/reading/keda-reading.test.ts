import { DEPLOYMENT, read, service } from './read';

const QUEUE = '{ type: redis, name: queue, metadata: { address: "redis:6379", listName: q, listLength: "8" } }';
const CPU = '{ type: cpu, metricType: Utilization, metadata: { value: "60" } }';

const scaled = (spec: string, triggers = QUEUE, annotations = '') => `${DEPLOYMENT}
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: scaler, namespace: vision, annotations: { ${annotations} } }
spec: { scaleTargetRef: { name: classifier }, triggers: [${triggers}], ${spec} }
`;
const STARTUP = new Map([['vision/Deployment/classifier', [1]]]);
const scaler = (...text: Parameters<typeof scaled>) => service(scaled(...text), { startup: STARTUP });

describe('the autoscaler that KEDA makes', () => {
  test('has the defaults of KEDA', () => {
    expect(scaler('')).toMatchObject({
      autoscaler: 'ScaledObject/scaler',
      hpa: {
        minReplicas: 1,
        maxReplicas: 100,
        behavior: undefined,
        metrics: [{ type: 'External', name: 'queue', target: 'averageValue', value: 8000 }],
      },
      initialReplicas: 1,
      keda: {
        pollingSeconds: 30,
        cooldownSeconds: 300,
        initialCooldownSeconds: 0,
        minReplicaCount: 0,
        idleReplicaCount: undefined,
        triggers: [{ metric: 'queue', type: 'redis', activationMilli: 0 }],
      },
      notModelled: [],
    });
  });

  test('has what is written', () => {
    const spec = 'minReplicaCount: 2, maxReplicaCount: 9, idleReplicaCount: 0, pollingInterval: 5, cooldownPeriod: 60, '
      + 'initialCooldownPeriod: 30, advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: '
      + '{ stabilizationWindowSeconds: 10 } } } }';
    expect(scaler(spec, `${CPU}, ${QUEUE}`)).toMatchObject({
      hpa: {
        minReplicas: 2,
        maxReplicas: 9,
        behavior: { scaleDown: { stabilizationSeconds: 10 } },
        metrics: [{ type: 'Resource', name: 'cpu', value: 60 }, { name: 'queue' }],
      },
      initialReplicas: 2,
      keda: {
        pollingSeconds: 5,
        cooldownSeconds: 60,
        initialCooldownSeconds: 30,
        minReplicaCount: 2,
        idleReplicaCount: 0,
        triggers: [{ metric: 'cpu', type: 'cpu' }, { metric: 'queue' }],
      },
    });
  });

  test('is none where KEDA cannot build a trigger, or the webhook rejects the bounds', () => {
    const because = (...text: Parameters<typeof scaled>) => read(scaled(...text)).notes;
    expect(because('', '{ type: redis, metadata: { listName: q } }')).toEqual([
      'ScaledObject vision/scaler scales nothing: KEDA cannot build spec.triggers[0]: it lacks one of address, '
      + 'addresses, host, hosts.',
    ]);
    expect(because('', '')[0]).toMatch(/it has no trigger/);
    expect(because('minReplicaCount: 5, maxReplicaCount: 4')[0]).toMatch(/minimum of replicas is above/);
    expect(because('minReplicaCount: 2, idleReplicaCount: 2')[0]).toMatch(/idleReplicaCount of 2 is not below/);
    expect(because('idleReplicaCount: 0')[0]).toMatch(/idleReplicaCount of 0 is not below/);
    // KEDA counts a minimum of 0 that is written as 1.
    expect(because('minReplicaCount: 0, idleReplicaCount: 0')).toEqual([]);
  });

  test('of a formula has one metric, whose result is a load', () => {
    const modifiers = (more: string) => (
      `advanced: { scalingModifiers: { formula: "queue / 2", target: "3.0009", ${more} } }`);
    const average = scaler(modifiers('activationTarget: "1.5"'), `${CPU}, ${QUEUE}`);
    expect(average.hpa.metrics).toEqual([
      { type: 'Resource', name: 'cpu', target: 'utilization', value: 60 },
      { type: 'External', name: 'composite-metric', target: 'averageValue', value: 3000 },
    ]);
    expect(average.keda?.triggers).toEqual([
      { metric: 'cpu', type: 'cpu', activationMilli: 0 },
      { metric: 'composite-metric', type: 'formula', activationMilli: 1500 },
    ]);
    expect(average.notModelled[0]).toMatch(/^The formula of its scalingModifiers is not computed/);
    expect(scaler(modifiers('metricType: Value')).hpa.metrics[0].target).toBe('value');
  });

  test('says that a fallback is not modelled', () => {
    const { notModelled } = scaler('fallback: { failureThreshold: 3, replicas: 2 }');
    expect(notModelled).toEqual([expect.stringMatching(/^Its fallback is not modelled/)]);
  });
});

describe('annotations', () => {
  const annotated = (name: string, value = '"true"', spec = '') => (
    scaler(spec, QUEUE, `autoscaling.keda.sh/${name}: ${value}`));

  test.each([
    ['paused-replicas', '"3"', 3, 3], ['paused-replicas', '"0"', 0, 1], ['paused', '"true"', 1, 1],
    ['paused', '"yes"', 1, 1], ['paused-replicas', 'none', 1, 1],
  ])('%s: %s fixes %i replicas', (name, value, replicas, bound) => {
    const { hpa: { minReplicas, maxReplicas }, initialReplicas, keda, notModelled } = annotated(name, value);
    expect([initialReplicas, minReplicas, maxReplicas, keda]).toEqual([replicas, bound, bound, undefined]);
    expect(notModelled[0]).toBe(`It is paused at ${replicas} replicas by an annotation, so nothing changes them.`);
  });

  test('a pause that is false is none', () => {
    expect(annotated('paused', '"false"').keda).toBeDefined();
  });

  test('one direction may rest', () => {
    const scaleIn = annotated('paused-scale-in');
    expect(scaleIn.keda?.isScaleInPaused).toBe(true);
    expect(scaleIn.hpa.behavior).toMatchObject({ scaleDown: { select: 'Disabled' }, scaleUp: { select: 'Max' } });
    const scaleOut = annotated('paused-scale-out');
    expect(scaleOut.keda?.isScaleOutPaused).toBe(true);
    expect(scaleOut.hpa.behavior).toMatchObject({ scaleDown: { select: 'Max' }, scaleUp: { select: 'Disabled' } });
    expect(annotated('force-activation').keda?.isForcedActive).toBe(true);
  });
});
