import { ApiObject, Duration, type Chart } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AutoscaledInference, InferenceMetric, KedaFallbackBehavior, KedaTrigger, ModelServer, ScalingBehavior, ScalingEngine,
  ScalingMetric, ScalingPolicy, type AutoscaledInferenceProps, type KedaFallback, type KedaOptions,
} from '../../src';
import { autoscaledProps, OWN, refused, stopped, synth, testChart, warned } from '../helpers';
import { billionths } from '../property/grammar';
import { seldom } from '../property/values';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });
const QUERY = KedaTrigger.prometheus({ serverAddress: PROMETHEUS, query: 'sum(queued)', threshold: 8 });

function chartOf(changes: Partial<AutoscaledInferenceProps>): Chart {
  const chart = testChart();
  new AutoscaledInference(chart, 'Classifier', autoscaledProps(changes));
  return chart;
}

const objects = (changes: Partial<AutoscaledInferenceProps>): any[] => synth(chartOf(changes));
const scaledObject = (all: any[]) => all.find((o) => o.kind === 'ScaledObject');

describe('the same program with the one engine and with the other', () => {
  const rate = InferenceMetric.rate(':tensorflow:serving:request_count');
  const program = (engine?: ScalingEngine) => objects({
    minReplicas: 2,
    maxReplicas: 8,
    metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.inference(rate, '7')],
    behavior: ScalingBehavior.of({ scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(1))] } }),
    ...(engine && { engine }),
  });
  const isScaler = ({ kind }: any) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind);
  const [hpa, keda] = [program(ScalingEngine.hpa()), program(ScalingEngine.keda({ prometheus: PROMETHEUS }))];

  test('differs in one property, and in one object: never both scale', () => {
    expect(keda.filter((o) => !isScaler(o))).toEqual(hpa.filter((o) => !isScaler(o)));
    const kinds = [hpa, keda].map((all) => all.filter(isScaler).map((o) => o.kind));
    expect(kinds).toEqual([['HorizontalPodAutoscaler'], ['ScaledObject']]);
  });

  test('has the same name, target, replicas, behavior and metrics', () => {
    const [{ spec: one, metadata }, { spec: other, ...rest }] = [hpa, keda].map((all) => all.find(isScaler));
    expect(rest.metadata).toEqual(metadata);
    expect(other.scaleTargetRef).toEqual(one.scaleTargetRef);
    expect([other.minReplicaCount, other.maxReplicaCount]).toEqual([one.minReplicas, one.maxReplicas]);
    expect(other.advanced.horizontalPodAutoscalerConfig.behavior).toEqual(one.behavior);
    const targets = one.metrics.map((m: any) => m.resource?.target.averageUtilization ?? m.pods.target.averageValue);
    expect(other.triggers.map((t: any) => t.metadata.value ?? t.metadata.threshold)).toEqual(targets.map(String));
  });

  test('without an engine it is the HorizontalPodAutoscaler', () => {
    expect(program()).toEqual(hpa);
  });

  test('shows which one it is', () => {
    const made = (engine?: ScalingEngine) => new AutoscaledInference(testChart(), 'M', autoscaledProps({ engine }));
    const own = ScalingEngine.keda();
    expect([made(own).engine, made(own).autoscalerName]).toEqual([own, 'keda-hpa-m']);
    expect([made().engine._keda, made().autoscalerName]).toEqual([undefined, 'm']);
  });
});

describe('an engine', () => {
  test('keeps its triggers when its user changes the list later', () => {
    const triggers = [QUEUE];
    const engine = ScalingEngine.keda({ triggers });
    triggers.push(KedaTrigger.raw({ type: 'cron', metadata: {} }));
    expect(scaledObject(objects({ engine, metrics: [] })).spec.triggers).toHaveLength(1);
  });

  test('may serve several services', () => {
    const engine = ScalingEngine.keda({ prometheus: PROMETHEUS });
    const scaled = () => objects({ ...OWN, engine, metrics: [ScalingMetric.pods('fps', '1')] });
    expect(scaled()).toEqual(scaled());
  });

  const change: Record<keyof KedaOptions, [KedaOptions, Partial<AutoscaledInferenceProps>?]> = {
    prometheus: [{ prometheus: 'http://other' }, { ...OWN, metrics: [ScalingMetric.pods('fps', '1')] }],
    prometheusAuthentication: [
      { prometheusAuthentication: { name: 'other' } },
      { ...OWN, metrics: [ScalingMetric.pods('fps', '1')] },
    ],
    triggers: [{ triggers: [QUEUE, QUEUE] }],
    pollingInterval: [{ pollingInterval: Duration.seconds(5) }],
    cooldownPeriod: [{ cooldownPeriod: Duration.seconds(5) }],
    initialCooldownPeriod: [{ initialCooldownPeriod: Duration.seconds(5) }],
    idleAtZero: [{ idleAtZero: true }, { minReplicas: 1 }],
    fallback: [{ fallback: { replicas: 1 }, triggers: [QUERY] }],
    scrapeInterval: [
      { scrapeInterval: Duration.seconds(30) },
      { ...OWN, metrics: [ScalingMetric.pods('fps', '1')] },
    ],
  };

  test.each(Object.entries(change))('%s changes what is printed', (_, [options, more = {}]) => {
    const spec = (keda: KedaOptions) => {
      const engine = ScalingEngine.keda({ prometheus: PROMETHEUS, triggers: [QUEUE], ...keda });
      return scaledObject(objects({ minReplicas: 0, ...more, engine })).spec;
    };
    expect(spec(options)).not.toEqual(spec({}));
  });

  test.each<[unknown]>([['keda'], [{ prometheus: PROMETHEUS }], [null]])('may not be %j', (engine) => {
    const refusals = refused(() => objects({ engine: engine as ScalingEngine }));
    expect(refusals).toEqual([['scaling/not-an-engine', 'engine']]);
  });

  test.each<[unknown]>([[undefined], [null]])('of KEDA without options is one of KEDA: %p', (options) => {
    const engine = ScalingEngine.keda(options as KedaOptions);
    expect(engine._keda).toEqual({});
    expect(scaledObject(objects({ engine })).spec.triggers).toHaveLength(1);
  });
});

describe('what could never scale is found at synth', () => {
  const engine = ScalingEngine.keda();
  const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
  const SCALED_OBJECT = 'ScaledObject vision/classifier';

  /** Code, object and field of what stops the synth. */
  const stops = (changes: Partial<AutoscaledInferenceProps>) => (
    stopped(chartOf({ engine, ...changes })).map(([, ...finding]) => finding));

  test('a container without the request that its utilization needs', () => {
    expect(stops({ extraContainers: [{ name: 'side', image: 'a/side:1' }] })).toEqual([
      ['hpa-missing-request', SCALED_OBJECT, 'spec.triggers[0]'],
    ]);
  });

  test('a HorizontalPodAutoscaler beside the ScaledObject, from whatever it comes', () => {
    const chart = chartOf({ engine });
    new ApiObject(chart, 'Hpa', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'by-hand' },
      spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'classifier' }, maxReplicas: 4 },
    });
    expect(warned(chart).map(([code, object]) => [code, object])).toContainEqual(['two-autoscalers', SCALED_OBJECT]);
  });

  test('a target that the limit keeps out of reach', () => {
    expect(stops({ resources, metrics: [ScalingMetric.cpuUtilization(95)] })).toEqual([
      ['hpa-unreachable-target', SCALED_OBJECT, 'spec.triggers[0]'],
    ]);
    expect(stops({ resources, metrics: [ScalingMetric.cpuUtilization(90)] })).toEqual([]);
  });

  test('but the host network is a warning', () => {
    const warns = (changes: Partial<AutoscaledInferenceProps>) => (
      warned(chartOf({ engine, hostNetwork: true, ...changes })).map(([code, object]) => [code, object]));
    expect(warns({})).toEqual([['hpa-host-network', 'Deployment vision/classifier']]);
    expect(warns({ maxReplicas: 1 })).toEqual([]);
  });

  test('threads that cannot exceed the target, which are refused even before', () => {
    const server = ModelServer.custom({ image: 'a/b:1', httpPort: 80, computeThreads: 1 });
    const refusals = refused(() => objects({ engine, server, resources: { requests: { cpu: '2' } } }));
    expect(refusals).toEqual([['scaling/target-beyond-threads', 'metrics[0]']]);
  });
});

/** What KEDA's schema, webhook and scalers reject in a ScaledObject, implemented a second time. */
function kedaRefuses(so: any, all: any[]): string[] {
  const { spec, metadata } = so;
  const wrong: string[] = [];
  const need = (fine: boolean, what: string) => { if (!fine) wrong.push(what); };
  const whole = (value: any, least: number) => (
    value === undefined || (Number.isInteger(value) && value >= least && value < 2 ** 31));

  // The schema.
  need(whole(spec.pollingInterval, 1), 'polling interval');
  need(whole(spec.cooldownPeriod, 0) && whole(spec.initialCooldownPeriod, 0), 'periods');
  need(whole(spec.minReplicaCount, 0) && whole(spec.maxReplicaCount, 1) && whole(spec.idleReplicaCount, 0), 'replicas');
  need(spec.triggers.length > 0, 'no trigger');
  for (const t of spec.triggers) {
    need(typeof t.type === 'string' && t.type !== '', 'type');
    need(typeof t.metadata === 'object' && Object.values(t.metadata).every((v) => typeof v === 'string'), 'metadata');
    const { name = '', kind } = t.authenticationRef ?? { name: 'none' };
    need(/^[a-z0-9.-]+$/.test(name) && [undefined, 'ClusterTriggerAuthentication'].includes(kind), 'authentication');
  }

  // The webhook.
  const [least = 0, most = 100] = [spec.minReplicaCount, spec.maxReplicaCount];
  const resources = spec.triggers.filter((t: any) => ['cpu', 'memory'].includes(t.type));
  const onlyResources = resources.length === spec.triggers.length;
  const names = spec.triggers.flatMap((t: any) => t.name ?? []);
  need(Math.max(least, 1) <= most, 'min above max');
  need(spec.idleReplicaCount === undefined || spec.idleReplicaCount < Math.max(least, 1), 'idle');
  need(!(onlyResources && least === 0), 'resources alone, and zero');
  need(new Set(names).size === names.length, 'a name twice');
  need(metadata.name.length <= 63 && `keda-hpa-${metadata.name}`.length <= 63, 'name');
  const { fallback } = spec;
  if (fallback !== undefined) {
    const { failureThreshold = NaN, replicas = NaN, behavior = 'static' } = fallback;
    need(whole(failureThreshold, 0) && whole(replicas, 0), 'fallback');
    need(Object.values<string>(KedaFallbackBehavior).includes(behavior), 'fallback behavior');
    need(!onlyResources, 'fallback of resources alone');
    const counted = spec.triggers.filter((t: any) => !['cpu', 'memory', 'redis', 'kafka'].includes(t.type));
    need(counted.length > 0, 'fallback that never comes');
    const mayBeGone = least === 0 || spec.idleReplicaCount === 0;
    const isWoken = replicas > 0 && ['static', 'currentReplicasIfHigher'].includes(behavior);
    need(!mayBeGone || isWoken, 'fallback that wakes what it shall keep at zero');
  }
  // KEDA accepts these two with a warning; the library refuses what has no effect.
  need(spec.idleReplicaCount === undefined || least > 0, 'idle without a minimum');
  const timed = spec.pollingInterval !== undefined || spec.cooldownPeriod !== undefined;
  need(!timed || least === 0 || spec.idleReplicaCount !== undefined, 'warns of what is not relevant');
  const { kind, name } = spec.scaleTargetRef;
  const target = all.find((o) => o.kind === kind && o.metadata.name === name);
  need(all.filter((o) => o.spec?.scaleTargetRef?.name === name).length === 1, 'another scaler');
  for (const { type, metadata: { containerName } } of resources) {
    const containers: any[] = target.spec.template.spec.containers.filter(
      (c: any) => containerName === undefined || containerName === c.name);
    const requested = containers.every(({ resources: r }) => r.requests?.[type] ?? r.limits?.[type]);
    need(containers.length > 0 && requested, `no request for ${type}`);
  }

  // The scalers; what they write as a target is rounded to thousandths.
  for (const { type, metricType, metadata: m } of spec.triggers) {
    if (type === 'cpu' || type === 'memory') {
      need(['Utilization', 'AverageValue'].includes(metricType), 'type of a resource');
      const isPercent = Number.isInteger(Number(m.value)) && Number(m.value) > 0;
      need(metricType === 'Utilization' ? isPercent : (billionths(m.value) ?? 0n) > 0n, 'value of a resource');
    } else {
      need([undefined, 'AverageValue', 'Value'].includes(metricType), 'type of a trigger');
    }
    const required: Record<string, string[]> = {
      cron: ['start', 'end', 'timezone', 'desiredReplicas'],
      kafka: ['bootstrapServers', 'consumerGroup'],
    };
    need((required[type] ?? []).every((field) => (m[field] ?? m[`${field}FromEnv`])?.trim()), `fields of ${type}`);
    if (type === 'redis') {
      need(/^[^:\s]+:\d+$/.test(m.address) && m.listName.trim() !== '' && /^[1-9]\d*$/.test(m.listLength), 'redis');
      need(m.activationListLength === undefined || /^\d+$/.test(m.activationListLength), 'activation of redis');
    }
    if (type === 'prometheus') {
      need(/^https?:\/\/\S+$/.test(m.serverAddress), 'address of prometheus');
      need(m.query.trim() !== '' && !/<<|\bundefined\b/.test(m.query), 'query of prometheus');
      need(/^[\d.e+-]+$/.test(m.threshold) && Number(Number(m.threshold).toFixed(3)) > 0, 'threshold');
      const { activationThreshold: active = '0' } = m;
      need(/^[\d.e+-]+$/.test(active) && Number(active) >= 0, 'activation of prometheus');
      need(['true', 'false'].includes(m.ignoreNullValues), 'ignoreNullValues');
      // An average over pods waits until the samples of removed pods are gone.
      const { scaleUp } = spec.advanced?.horizontalPodAutoscalerConfig.behavior ?? {};
      const isAverage = m.query.startsWith('floor(avg(');
      need(!isAverage || (metricType === 'Value' && scaleUp?.stabilizationWindowSeconds >= 35), 'settles');
    }
  }
  return wrong;
}

describe('a random program, valid or not', () => {
  /** Mostly one of the first, so that few programs have more than one fault. */
  const mostly = <T>(good: T[], odd: any[]): fc.Arbitrary<T> => (
    fc.oneof({ arbitrary: fc.constantFrom(...good), weight: 15 }, { arbitrary: fc.constantFrom(...odd), weight: 1 }));
  const replicas = mostly([1, 2, 3, 0], [-1, 5, 1.5, NaN]);
  const seconds = mostly([0, 1, 30, 300], [0.5]).map((s) => Duration.millis(s * 1000));
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof(fc.constant(undefined), value);
  const shares = mostly([8, 2.5, 0.001], [0.0001, 1e21, 0, -1, NaN, Infinity]);
  const common = {
    name: maybe(mostly(['a', 'b', 'fps', 'asked_per_second'], ['', ' '])),
    authentication: maybe(mostly([{ name: 'a' }, { name: 'b', clusterWide: true }], [{ name: '' }, { name: 'A b' }])),
    metricType: maybe(mostly(['AverageValue', 'Value'], ['Utilization', 'Average'])),
  };
  const HOURS = { timezone: 'Europe/Berlin', start: '0 7 * * *', end: '0 19 * * *', desiredReplicas: '2' };
  const trigger = fc.oneof(
    fc.record({
      ...common,
      address: mostly(['redis:6379', 'redis.a:1'], ['redis', ':1', '']),
      listName: mostly(['queue', 'a b'], ['', ' ']),
      listLength: mostly([8, 1], [0, 0.5, 1e21, NaN, Infinity]),
      activationListLength: maybe(mostly([0, 3], [-1, 0.5, NaN])),
    }).map((o) => KedaTrigger.redis(o)),
    fc.record({
      ...common,
      serverAddress: mostly([PROMETHEUS, 'https://a'], ['a:9090', '']),
      query: mostly(['sum(x)', 'max(x{a="b"})'], ['x', '']),
      threshold: shares,
      activationThreshold: maybe(mostly([0, 0.5], [-1, NaN, Infinity])),
      ignoreNullValues: maybe(fc.boolean()),
    }).map((o) => KedaTrigger.prometheus(o)),
    fc.record({
      ...common,
      type: fc.constant('cron'),
      metadata: mostly<any>([HOURS, { ...HOURS, more: '5' }], [{}]),
    }).map((o) => KedaTrigger.raw(o)),
    fc.record({
      ...common,
      type: mostly(['kafka'], ['', 'kafkaa']),
      metadata: mostly<any>([{ bootstrapServersFromEnv: 'A', consumerGroup: 'b' }], [{ consumerGroup: 'b' }]),
    }).map((o) => KedaTrigger.raw(o)),
    fc.record({
      type: fc.constantFrom('cpu', 'memory'),
      metricType: mostly(['Utilization', 'AverageValue'], ['Value', undefined]),
      metadata: mostly<any>([{ value: '60' }], [{ value: '500m' }, { value: 'much' }, {}]),
    }).map((o) => KedaTrigger.raw(o)),
  );
  const metric = mostly([
    ScalingMetric.cpuUtilization(60),
    ScalingMetric.memoryAverageValue('1Gi'),
    ScalingMetric.containerCpuUtilization('tensorflow-serving', 50),
    ScalingMetric.pods('fps', '1'),
    ScalingMetric.pods('fps', '1', { matchLabels: { a: 'b' } }),
    ScalingMetric.inference(InferenceMetric.rate('asked_total'), '20'),
  ], [
    ScalingMetric.pods('fps', '100u'),
    ScalingMetric.pods('in-flight', '1'),
    ScalingMetric.externalAverageValue('q', '1'),
    ScalingMetric.cpuUtilization(0),
  ]);
  const fallback: fc.Arbitrary<KedaFallback> = fc.record({
    replicas: mostly([0, 2], [-1, 0.5, undefined]),
    failureThreshold: maybe(mostly([1, 5], [0, 1.5])),
    behavior: maybe(mostly(Object.values(KedaFallbackBehavior), ['x'])),
  });
  const keda: fc.Arbitrary<KedaOptions> = fc.record({
    prometheus: mostly<string | undefined>([PROMETHEUS], [undefined, 'prometheus']),
    prometheusAuthentication: maybe(mostly([{ name: 'a' }], [{ name: '' }])),
    triggers: maybe(fc.array(trigger, { maxLength: 3 })),
    pollingInterval: seldom(seconds),
    cooldownPeriod: seldom(seconds),
    initialCooldownPeriod: seldom(seconds),
    idleAtZero: seldom(fc.boolean()),
    fallback: seldom(fallback, 2),
    scrapeInterval: seldom(mostly([5, 15], [0, 200]).map((s) => Duration.seconds(s)), 2),
  });
  const window = mostly([35, 60], [0, 10]).map((s) => Duration.seconds(s));
  const behavior = window.map((stabilizationWindow) => ScalingBehavior.of({ scaleUp: { stabilizationWindow } }));
  const program = fc.record({
    keda,
    minReplicas: maybe(replicas),
    maxReplicas: mostly([3, 4], [0, 1]),
    metrics: fc.uniqueArray(metric, { maxLength: 2 }),
    autoscalerName: maybe(mostly(['short', 'a'.repeat(54)], ['a'.repeat(55), 'A'])),
    behavior: seldom(behavior),
  });

  test('is refused for what it set, or is valid for KEDA', () => {
    let accepted = 0;
    fc.assert(fc.property(program, ({ keda: options, ...changes }) => {
      let all: any[] = [];
      const refusals = refused(() => { all = objects({ ...OWN, ...changes, engine: ScalingEngine.keda(options) }); });
      if (refusals.length > 0) {
        const own = /^(engine|fallback|metrics|minReplicas|maxReplicas|autoscalerName|behavior)\b/;
        expect(refusals.filter(([code, field]) => !own.test(field) || !/^[a-z]+\/[a-z-]+$/.test(code))).toEqual([]);
        return;
      }
      accepted += 1;
      expect(kedaRefuses(scaledObject(all), all)).toEqual([]);
    }), { seed: Number(process.env.SEED ?? 1), numRuns: 4000 });
    // Enough programs are accepted to test the other half of the sentence.
    expect(accepted).toBeGreaterThan(400);
  });
});
