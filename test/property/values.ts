import { Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import {
  Accelerator, ScalingBehavior, ScalingMetric, ScalingPolicy, ScalingPolicySelect, type InferenceResources,
  type ScalingRules,
} from '../../src';

/** Random valid values that need no construct: names, quantities, resources, accelerators, metrics, behaviors. */

/** What a record of random properties is made of. */
export type Model<T extends object> = { [K in keyof T]-?: fc.Arbitrary<NonNullable<T[K]>> };

/** Some of the properties of a record, each as likely as not. */
export function some<T extends object>(model: Model<T>): fc.Arbitrary<Partial<T>> {
  return fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;
}

/** A value in one of `times` cases, else none. */
export function seldom<T>(value: fc.Arbitrary<T>, times: number = 4): fc.Arbitrary<T | undefined> {
  return fc.oneof({ arbitrary: fc.constant(undefined), weight: times - 1 }, { arbitrary: value, weight: 1 });
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const inner = fc.constantFrom(...`${LETTERS}0123456789-`);
const edge = fc.constantFrom(...`${LETTERS}0123456789`);

/** A DNS label, short enough to get a suffix. */
export const dnsLabel = fc.tuple(fc.constantFrom(...LETTERS), fc.array(inner, { maxLength: 20 }), edge)
  .map(([a, b, c]) => `${a}${b.join('')}${c}`);

export const labelValue = fc.oneof(
  fc.constant(''),
  fc.tuple(edge, fc.array(fc.constantFrom(...`${LETTERS}ABC019-_.`), { maxLength: 40 }), edge)
    .map(([a, b, c]) => `${a}${b.join('')}${c}`),
);

const labelKey = fc.constantFrom('team', 'example.com/tier', 'app.kubernetes.io/part-of', 'Release_1', 'a.b-c/d.e');
export const labels = fc.dictionary(labelKey, labelValue, { maxKeys: 3 });
const annotationKey = fc.constantFrom('example.com/owner', 'Note', 'a/b');
export const annotations = fc.dictionary(annotationKey, fc.string({ maxLength: 30 }), { maxKeys: 2 });

/** Texts that a YAML reader could take for something else: they have to arrive as they are. */
export const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(
  '', 'yes', 'no', 'y', 'null', '1e3', '0x1f', '2026-01-01', '~', ': ', '- a', '#', '{a}', ' ', 'multi\nline',
));

export const image = fc.tuple(
  fc.constantFrom('', 'docker.io/', 'registry.example.com:5000/team/', 'org/'),
  dnsLabel.filter((n) => !n.includes('---')),
  fc.constantFrom(':1.2.3', ':latest', '', `@sha256:${'0a'.repeat(32)}`, `:2@sha256:${'f1'.repeat(32)}`),
).map((parts) => parts.join(''));

const milliCpu = fc.integer({ min: 50, max: 2000 });
const cpuNotation = milliCpu.chain((m) => fc.constantFrom(`${m}m`, String(m / 1000)));
/** Mebibytes that hold every server's least, and its shared memory. */
const mebibytes = fc.integer({ min: 4096, max: 12288 });
const memoryNotation = (mib: number) => (
  fc.constantFrom(`${mib}Mi`, `${mib * 1024}Ki`, String(mib * 2 ** 20), `${mib * 2 ** 20}e0`, `${mib + 800}M`));

/** CPU and memory, typed and in notation; the request is never above the limit. */
export const resources: fc.Arbitrary<InferenceResources> = fc.record({
  cpu: fc.oneof(
    milliCpu.map((m) => ({ cpu: { request: Cpu.millis(m) } })),
    fc.tuple(milliCpu, milliCpu)
      .map(([a, b]) => ({ cpu: { request: Cpu.units(Math.min(a, b) / 1000), limit: Cpu.millis(Math.max(a, b)) } })),
    milliCpu.map((m) => ({ cpu: { limit: Cpu.millis(m) } })),
    cpuNotation.map((cpu) => ({ requests: { cpu } })),
    cpuNotation.map((cpu) => ({ requests: { cpu }, limits: { cpu: '2' } })),
  ),
  memory: fc.oneof(
    mebibytes.map((m) => ({ memory: { request: Size.mebibytes(m), limit: Size.mebibytes(m) } })),
    mebibytes.map((m) => ({ memory: { request: Size.kibibytes(m * 1024 - 3), limit: Size.gibibytes(16) } })),
    mebibytes.chain(memoryNotation).map((memory) => ({ requests: { memory } })),
    mebibytes.chain(memoryNotation).map((memory) => ({ limits: { memory } })),
  ),
  more: fc.constantFrom<InferenceResources>(
    {},
    {},
    {},
    { ephemeralStorage: { request: Size.gibibytes(1) } },
    { ephemeralStorage: { request: Size.mebibytes(512), limit: Size.gibibytes(2) } },
    { limits: { 'example.com/fpga': '1' } },
    { requests: { 'hugepages-2Mi': '64Mi' }, limits: { 'hugepages-2Mi': '64Mi' } },
  ),
}).map(({ cpu, memory, more }) => {
  const parts: InferenceResources[] = [cpu, memory, more];
  const merged: InferenceResources = Object.assign({}, ...parts);
  const maps = (key: 'requests' | 'limits') => {
    const map: Record<string, string> = Object.assign({}, ...parts.map((p) => p[key]));
    return Object.keys(map).length > 0 ? { [key]: map } : {};
  };
  return { ...merged, ...maps('requests'), ...maps('limits') };
});

/** What a small helper container asks for. */
export const little: InferenceResources = { requests: { cpu: '10m', memory: '16Mi' } };

export const accelerator = fc.integer({ min: 1, max: 2 }).chain((count) => fc.constantFrom(
  Accelerator.nvidia(count),
  Accelerator.amd(count),
  Accelerator.intel(count),
  Accelerator.nvidiaMig('1g.5gb', count),
  Accelerator.custom('huawei.com/Ascend310', { count }),
  Accelerator.custom('huawei.com/Ascend310', { count, taintKey: 'npu' }),
));

/** Also devices that a driver allocates. */
export const anyAccelerator = fc.oneof(accelerator, fc.integer({ min: 1, max: 2 }).chain((count) => fc.constantFrom(
  Accelerator.claim({ deviceClassName: 'gpu.nvidia.com', count, minimumMemory: Size.gibibytes(40) }),
  Accelerator.claim({ deviceClassName: 'npu.example.com', count, selectors: ['true'] }),
  Accelerator.claimFromTemplate('devices', { deviceClassName: 'gpu.amd.com', count }),
)));

const percent = fc.integer({ min: 1, max: 90 });
/** Below every limit that is generated, with the tolerance of the autoscaler. */
const cpuQuantity = fc.constantFrom('15m', '.02', '25m', '20000u', '.02e0');
const memoryQuantity = fc.constantFrom('64M', '2Gi', '1500Mi', '1000000');
const count = fc.constantFrom('1', '500m', '64', '30k', '2.5');

/** A metric of a pod whose server's container has that name. */
export type MetricOf = (container: string) => ScalingMetric;

const SERVICE = { apiVersion: 'v1', kind: 'Service', name: 'front' };
const TOPIC = { matchLabels: { topic: 'a' } };

function metric<T>(key: string, value: fc.Arbitrary<T>, of: (value: T, container: string) => ScalingMetric) {
  return fc.record({ key: fc.constant(key), of: value.map((v): MetricOf => (container) => of(v, container)) });
}

/** All five types with every target that they have; of those that measure the same only one is taken. */
export const metrics: fc.Arbitrary<MetricOf[]> = fc.uniqueArray(fc.oneof(
  metric('cpu %', percent, (p) => ScalingMetric.cpuUtilization(p)),
  metric('memory %', percent, (p) => ScalingMetric.memoryUtilization(p)),
  metric('cpu', cpuQuantity, (q) => ScalingMetric.cpuAverageValue(q)),
  metric('memory', memoryQuantity, (q) => ScalingMetric.memoryAverageValue(q)),
  metric('container cpu %', percent, (p, c) => ScalingMetric.containerCpuUtilization(c, p)),
  metric('container memory %', percent, (p, c) => ScalingMetric.containerMemoryUtilization(c, p)),
  metric('container cpu', cpuQuantity, (q, c) => ScalingMetric.containerCpuAverageValue(c, q)),
  metric('container memory', memoryQuantity, (q, c) => ScalingMetric.containerMemoryAverageValue(c, q)),
  metric('pods', count, (q) => ScalingMetric.pods('requests_in_flight', q)),
  metric('object value', count, (q) => ScalingMetric.objectValue('latency', SERVICE, q)),
  metric('object average', count, (q) => ScalingMetric.objectAverageValue('rps', SERVICE, q)),
  metric('external value', count, (q) => ScalingMetric.externalValue('queue', q, TOPIC)),
  metric('external average', count, (q) => ScalingMetric.externalAverageValue('queue', q)),
), { selector: ({ key }) => key, minLength: 1, maxLength: 4 }).map((list) => list.map(({ of }) => of));

const period = fc.integer({ min: 1, max: 1800 }).map((s) => Duration.seconds(s));
const policyOf = fc.constantFrom(ScalingPolicy.pods, ScalingPolicy.percent);
const policy = fc.tuple(policyOf, fc.integer({ min: 1, max: 200 }), period)
  .map(([of, value, span]) => of(value, span));

const { MAX, MIN, DISABLED } = ScalingPolicySelect;

/** Who never scales has no pace. */
const possible = (r: ScalingRules): ScalingRules => (
  r.selectPolicy === DISABLED ? { selectPolicy: r.selectPolicy } : r);

/** `tolerance` is younger than the oldest Kubernetes that the library's manifests are checked against. */
const rules = (
  tolerances: number[] | undefined, selected: ScalingPolicySelect[],
): fc.Arbitrary<ScalingRules> => fc.tuple(
  some<Omit<ScalingRules, 'tolerance'>>({
    stabilizationWindow: fc.integer({ min: 0, max: 3600 }).map((s) => Duration.seconds(s)),
    selectPolicy: fc.constantFrom(...selected),
    policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
  }),
  tolerances ? seldom(fc.constantFrom(...tolerances)) : fc.constant(undefined),
).map(([r, tolerance]) => ({
  ...(Object.keys(r).length > 0 ? possible(r) : { selectPolicy: MIN }),
  ...(tolerance !== undefined && { tolerance }),
}));

export const behavior = (newest: boolean) => fc.oneof(
  fc.constant(ScalingBehavior.kubernetesDefault()),
  some({
    // What forbids to scale up is refused.
    scaleUp: rules(newest ? [0, 0.05, 0.1] : undefined, [MAX, MIN]),
    scaleDown: rules(newest ? [0, 0.333, 2] : undefined, [MAX, MIN, DISABLED]),
  }).map((options) => ScalingBehavior.of(options)),
);
