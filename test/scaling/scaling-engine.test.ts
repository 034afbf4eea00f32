import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import {
  AutoscaledInference, InferenceMetric, KedaFallbackBehavior, KedaTrigger, ModelServer, ScalingBehavior, ScalingEngine, ScalingMetric, ScalingPolicy,
  type AutoscaledInferenceProps, type KedaFallback, type KedaOptions,
} from '../../src';
import { autoscaledProps, refusal, synth, testChart } from '../helpers';
import { billionths } from '../property/grammar';
import { seldom } from '../property/values';

const PROMETHEUS = 'http://prometheus-operated.monitoring:9090';
const QUEUE = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue', listLength: 8 });

function objects(changes: Partial<AutoscaledInferenceProps>): any[] {
  const chart = testChart();
  new AutoscaledInference(chart, 'Classifier', autoscaledProps(changes));
  return synth(chart);
}

describe('the same program with the one engine and with the other', () => {
  const program = (engine?: ScalingEngine) => objects({
    minReplicas: 2,
    maxReplicas: 8,
    metrics: [ScalingMetric.cpuUtilization(60), ScalingMetric.inference(InferenceMetric.rate(':tensorflow:serving:request_count'), '7')],
    behavior: ScalingBehavior.of({ scaleDown: { policies: [ScalingPolicy.pods(1, Duration.minutes(1))] } }),
    ...(engine && { engine }),
  });
  const isScaler = ({ kind }: any) => ['HorizontalPodAutoscaler', 'ScaledObject'].includes(kind);
  const [hpa, keda] = [program(ScalingEngine.hpa()), program(ScalingEngine.keda({ prometheus: PROMETHEUS }))];

  test('differs in one property, and in one object: never both scale', () => {
    expect(keda.filter((o) => !isScaler(o))).toEqual(hpa.filter((o) => !isScaler(o)));
    expect([hpa, keda].map((all) => all.filter(isScaler).map((o) => o.kind))).toEqual([['HorizontalPodAutoscaler'], ['ScaledObject']]);
  });

  test('says the same of name, target, replicas, pace and measures', () => {
    const [{ spec: one, metadata }, { spec: other, ...rest }] = [hpa, keda].map((all) => all.find(isScaler));
    expect(rest.metadata).toEqual(metadata);
    expect([other.scaleTargetRef, other.minReplicaCount, other.maxReplicaCount]).toEqual([one.scaleTargetRef, one.minReplicas, one.maxReplicas]);
    expect(other.advanced.horizontalPodAutoscalerConfig.behavior).toEqual(one.behavior);
    expect(one.metrics.map((m: any) => m.resource?.target.averageUtilization ?? m.pods.target.averageValue).map(String)).toEqual(
      other.triggers.map((t: any) => t.metadata.value ?? t.metadata.threshold));
  });

  test('without an engine it is the HorizontalPodAutoscaler', () => {
    expect(program()).toEqual(hpa);
  });

  test('tells which one it is', () => {
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
    expect(objects({ engine, metrics: [] }).find((o) => o.kind === 'ScaledObject').spec.triggers).toHaveLength(1);
  });

  test('may serve several services', () => {
    const engine = ScalingEngine.keda({ prometheus: PROMETHEUS });
    const scaled = () => objects({ engine, metrics: [ScalingMetric.pods('fps', '1')] });
    expect(scaled()).toEqual(scaled());
  });

  const change: Record<keyof KedaOptions, [KedaOptions, Partial<AutoscaledInferenceProps>?]> = {
    prometheus: [{ prometheus: 'http://other' }, { metrics: [ScalingMetric.pods('fps', '1')] }],
    prometheusAuthentication: [{ prometheusAuthentication: { name: 'other' } }, { metrics: [ScalingMetric.pods('fps', '1')] }],
    triggers: [{ triggers: [QUEUE, QUEUE] }],
    pollingInterval: [{ pollingInterval: Duration.seconds(5) }],
    cooldownPeriod: [{ cooldownPeriod: Duration.seconds(5) }],
    initialCooldownPeriod: [{ initialCooldownPeriod: Duration.seconds(5) }],
    idleAtZero: [{ idleAtZero: true }, { minReplicas: 1 }],
    fallback: [{ fallback: { replicas: 1 } }],
  };

  test.each(Object.entries(change))('%s changes what is printed', (_, [options, more = {}]) => {
    const spec = (keda: KedaOptions) => objects({ minReplicas: 0, ...more, engine: ScalingEngine.keda({ prometheus: PROMETHEUS, triggers: [QUEUE], ...keda }) }).find((o) => o.kind === 'ScaledObject').spec;
    expect(spec(options)).not.toEqual(spec({}));
  });

  test.each<[unknown, string]>([['keda', '"keda"'], [{ prometheus: PROMETHEUS }, `{"prometheus":"${PROMETHEUS}"}`], [null, 'null']])('is none of %j', (engine, got) => {
    expect(refusal(() => objects({ engine: engine as ScalingEngine }))).toBe(
      `AutoscaledInference cannot be defined:\n  [test/Classifier] engine: got ${got}; must be a ScalingEngine — nothing else scales; use ScalingEngine.keda, or leave it out`);
  });
});

describe('what could never scale stops the synth', () => {
  const stopped = (changes: Partial<AutoscaledInferenceProps>) => refusal(() => objects({ engine: ScalingEngine.keda(), ...changes }))?.split('\n').slice(1).map((line) => line.trim());

  test('a container without the request that a share of it needs', () => {
    expect(stopped({ extraContainers: [{ name: 'side', image: 'a/side:1' }] })).toEqual([
      '[test/Classifier] ScaledObject classifier spec.triggers[0]: container "side" of Deployment vision/classifier requests no cpu — utilization is a share of the request, so the autoscaler says "missing request for cpu" and never scales; '
      + 'give container "side" a cpu request, or measure one container only (ContainerResource) (https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-resource-metrics) [hpa-missing-request]',
    ]);
  });

  test('a target that the limit keeps out of reach', () => {
    const resources = { requests: { cpu: '1' }, limits: { cpu: '1' } };
    expect(stopped({ resources, metrics: [ScalingMetric.cpuUtilization(95)] })![0]).toContain('ScaledObject classifier spec.triggers[0]: got 95; the limits of Deployment vision/classifier end at 100 %');
    expect(stopped({ resources, metrics: [ScalingMetric.cpuUtilization(90)] })).toBeUndefined();
  });

  test('the host network', () => {
    expect(stopped({ hostNetwork: true })![0]).toContain('must not bind ports of the node (8501, 8500) on what ScaledObject vision/classifier scales to 4');
    expect(stopped({ hostNetwork: true, maxReplicas: 1 })).toBeUndefined();
  });

  test('threads that never reach the target', () => {
    const server = ModelServer.custom({ image: 'a/b:1', httpPort: 80, computeThreads: 1 });
    expect(stopped({ server, resources: { requests: { cpu: '2' } } })![0]).toContain('metrics[0]: got 60; server computes on 1 thread, which is 50 % of the 2 CPU requested');
  });
});

/** What KEDA's schema, its webhook and its scalers ask of a ScaledObject, written down a second time; empty when they would take it. */
function kedaRefuses(so: any, all: any[]): string[] {
  const { spec, metadata } = so;
  const wrong: string[] = [];
  const need = (fine: boolean, what: string) => { if (!fine) wrong.push(what); };
  const whole = (value: any, least: number) => value === undefined || (Number.isInteger(value) && value >= least && value < 2 ** 31);

  // The schema.
  need(whole(spec.pollingInterval, 1) && whole(spec.cooldownPeriod, 0) && whole(spec.initialCooldownPeriod, 0), 'periods');
  need(whole(spec.minReplicaCount, 0) && whole(spec.maxReplicaCount, 1) && whole(spec.idleReplicaCount, 0), 'replicas');
  need(spec.triggers.length > 0, 'no trigger');
  for (const t of spec.triggers) {
    need(typeof t.type === 'string' && t.type !== '', 'type');
    need(typeof t.metadata === 'object' && Object.values(t.metadata).every((v) => typeof v === 'string'), 'metadata');
    need(t.authenticationRef === undefined || (/^[a-z0-9.-]+$/.test(t.authenticationRef.name) && [undefined, 'ClusterTriggerAuthentication'].includes(t.authenticationRef.kind)), 'authentication');
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
    need(whole(fallback.failureThreshold, 0) && whole(fallback.replicas, 0) && fallback.failureThreshold !== undefined && fallback.replicas !== undefined, 'fallback');
    need([undefined, 'static', 'currentReplicas', 'currentReplicasIfHigher', 'currentReplicasIfLower'].includes(fallback.behavior), 'fallback behavior');
    need(!onlyResources, 'fallback of resources alone');
  }
  // It takes these two, and warns; by the library's own rules what could have no effect is refused.
  need(spec.idleReplicaCount === undefined || least > 0, 'idle without a minimum');
  need((spec.pollingInterval === undefined && spec.cooldownPeriod === undefined) || least === 0 || spec.idleReplicaCount !== undefined, 'warns of what is not relevant');
  const target = all.find((o) => o.kind === spec.scaleTargetRef.kind && o.metadata.name === spec.scaleTargetRef.name);
  need(all.filter((o) => o.spec?.scaleTargetRef?.name === spec.scaleTargetRef.name).length === 1, 'another scaler');
  for (const t of resources) {
    const containers = target.spec.template.spec.containers.filter((c: any) => [undefined, c.name].includes(t.metadata.containerName));
    need(containers.length > 0 && containers.every((c: any) => c.resources.requests?.[t.type] ?? c.resources.limits?.[t.type]), `no request for ${t.type}`);
  }

  // The scalers; what they write as a target is rounded to thousandths.
  for (const { type, metricType, metadata: m } of spec.triggers) {
    if (type === 'cpu' || type === 'memory') {
      need(['Utilization', 'AverageValue'].includes(metricType), 'type of a resource');
      need(metricType === 'Utilization' ? Number.isInteger(Number(m.value)) && Number(m.value) > 0 : (billionths(m.value) ?? 0n) > 0n, 'value of a resource');
    } else {
      need([undefined, 'AverageValue', 'Value'].includes(metricType), 'type of a trigger');
    }
    if (type === 'redis') {
      need(/^[^:\s]+:\d+$/.test(m.address) && m.listName.trim() !== '' && /^[1-9]\d*$/.test(m.listLength), 'redis');
      need(m.activationListLength === undefined || /^\d+$/.test(m.activationListLength), 'activation of redis');
    }
    if (type === 'prometheus') {
      need(/^https?:\/\/\S+$/.test(m.serverAddress) && m.query.trim() !== '' && !/<<|\bundefined\b/.test(m.query), 'prometheus');
      need(/^[\d.e+-]+$/.test(m.threshold) && Number(Number(m.threshold).toFixed(3)) > 0, 'threshold');
      need(m.activationThreshold === undefined || (/^[\d.e+-]+$/.test(m.activationThreshold) && Number(m.activationThreshold) >= 0), 'activation of prometheus');
      need(['true', 'false'].includes(m.ignoreNullValues), 'ignoreNullValues');
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
    fc.record({ ...common, type: mostly(['cron', 'kafka'], ['']), metadata: mostly<any>([{ lag: '5' }, {}], [{ lag: 5 }]) }).map((o) => KedaTrigger.raw(o)),
    fc.record({
      type: fc.constantFrom('cpu', 'memory'), metricType: mostly(['Utilization', 'AverageValue'], ['Value', undefined]), metadata: mostly<any>([{ value: '60' }], [{ value: '500m' }, { value: 'much' }, {}]),
    }).map((o) => KedaTrigger.raw(o)),
  );
  const metric = mostly([
    ScalingMetric.cpuUtilization(60), ScalingMetric.memoryAverageValue('1Gi'), ScalingMetric.containerCpuUtilization('tensorflow-serving', 50), ScalingMetric.pods('fps', '1'),
    ScalingMetric.pods('fps', '1', { matchLabels: { a: 'b' } }), ScalingMetric.inference(InferenceMetric.rate('asked_total'), '20'),
  ], [ScalingMetric.pods('fps', '100u'), ScalingMetric.pods('in-flight', '1'), ScalingMetric.externalAverageValue('q', '1'), ScalingMetric.cpuUtilization(0)]);
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
  });
  const program = fc.record({
    keda,
    minReplicas: maybe(replicas),
    maxReplicas: mostly([3, 4], [0, 1]),
    metrics: fc.uniqueArray(metric, { maxLength: 2 }),
    autoscalerName: maybe(mostly(['short', 'a'.repeat(54)], ['a'.repeat(55), 'A'])),
  });

  test('is refused by what it set, or is what KEDA would take', () => {
    let accepted = 0;
    fc.assert(fc.property(program, ({ keda: options, ...changes }) => {
      let all: any[] = [];
      const message = refusal(() => { all = objects({ ...changes, engine: ScalingEngine.keda(options) }); });
      if (message !== undefined) {
        const lines = message.split('\n').slice(1);
        expect(lines.filter((line) => !/^ {2}\[test\/Classifier\] (engine|metrics|minReplicas|maxReplicas|autoscalerName)\b/.test(line))).toEqual([]);
        return;
      }
      accepted += 1;
      expect(kedaRefuses(all.find((o) => o.kind === 'ScaledObject'), all)).toEqual([]);
    }), { seed: Number(process.env.SEED ?? 1), numRuns: 4000 });
    // Enough of them are accepted that the other half of the sentence is tried.
    expect(accepted).toBeGreaterThan(400);
  });
});
