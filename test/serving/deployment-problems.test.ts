import { Duration, Size } from 'cdk8s';
import { Cpu, Pod, Probe } from 'cdk8s-plus-27';
import { Accelerator, InferenceDeployment, ModelServer, ModelSource, type InferenceDeploymentProps } from '../../src';
import { deploymentProps, refusal, testChart } from '../helpers';

const custom = (options: object) => ModelServer.custom({ image: 'a/b:1', ...options });

type Row = [changes: Partial<InferenceDeploymentProps>, ...lines: string[]];

const REFUSALS: Row[] = [
  [{ name: '' },
    'name: got ""; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ name: 'Resnet' },
    'name: got "Resnet"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ name: '1st' },
    'name: got "1st"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ name: 'res.net' },
    'name: got "res.net"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ name: 'a'.repeat(64) },
    'name: got "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ server: undefined as never },
    'server: got undefined; must be a ModelServer — nothing is known of what to run; use ModelServer.tensorflowServing, vllm, custom or another factory'],
  [{ server: 'vllm' as never },
    'server: got "vllm"; must be a ModelServer — nothing is known of what to run; use ModelServer.tensorflowServing, vllm, custom or another factory'],
  [{ model: ModelSource.volumeClaim('Models', '../other') },
    'model.claimName: got "Models"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give the name of the PersistentVolumeClaim (Kubernetes API validation)',
    'model.subPath: got "../other"; must not contain ".." — the API server would reject the mount; give the folder\'s path in the volume'],
  [{ model: undefined },
    'model: the image docker.io/tensorflow/serving:2.19.1 holds no model — the server would not start; say where the model comes from, or give an image that holds it (docs/models.md)'],
  [{ model: undefined, server: ModelServer.vllm() },
    'model: the image docker.io/vllm/vllm-openai:v0.27.1 holds no model — the server would not start; say where the model comes from, or give an image that holds it (docs/models.md)'],
  [{ model: ModelSource.inServerImage(), server: ModelServer.triton() },
    'model: the image nvcr.io/nvidia/tritonserver:26.07-py3 holds no model — the server would not start; say where the model comes from, or give an image that holds it (docs/models.md)'],
  [{ model: ModelSource.volumeClaim('models'), server: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' }) },
    'model: llama-edge brings its own model — the mounted folder would hide it, or nobody would read it; leave model out'],
  [{ model: ModelSource.volumeClaim('models'), server: ModelServer.vllm({ model: 'Qwen/Qwen3-0.6B' }) },
    'model: vllm brings its own model — the mounted folder would hide it, or nobody would read it; leave model out'],
  [{ resources: undefined as never },
    'resources: got undefined; are required — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  [{ resources: null as never },
    'resources: got null; are required — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  [{ resources: {} },
    'resources: name no resource — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  [{ resources: { cpu: {}, memory: {} } },
    'resources: name no resource — without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization; give at least a CPU and a memory request'],
  [{ resources: { cpu: { request: Cpu.units(2), limit: Cpu.units(1) }, memory: { request: Size.gibibytes(2), limit: Size.gibibytes(1) } } },
    'resources.cpu.request: got "2"; must not be above the limit of 1 — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)',
    'resources.memory.request: got "2Gi"; must not be above the limit of 1Gi — the API server would reject the pod; raise the limit or lower the request (Kubernetes API validation)'],
  [{ resources: { cpu: { request: Cpu.millis(NaN) } } },
    'resources.cpu.request: got "NaNm"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi (Kubernetes API validation)'],
  [{ resources: { cpu: { request: Cpu.units(-1) } } },
    'resources.cpu.request: got "-1"; must be above zero — nothing would be reserved, and utilization has no meaning; give a positive quantity (Kubernetes API validation)'],
  [{ resources: { memory: { request: Size.mebibytes(0) } } },
    'resources.memory.request: got "0Ki"; must be above zero — nothing would be reserved, and utilization has no meaning; give a positive quantity (Kubernetes API validation)'],
  [{ resources: { cpu: { request: Cpu.units(1) }, requests: { cpu: '1' } } },
    'resources.requests["cpu"]: got "1"; is given as cpu.request too — only one of the two could take effect; keep one of them'],
  [{ resources: { requests: { memory: '2GB' } } },
    'resources.requests["memory"]: got "2GB"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi (Kubernetes API validation)'],
  [{ resources: { requests: { 'no such': '1' } } },
    'resources.requests["no such"]: the name must be cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<resource> — the API server would reject the pod; correct the name of the resource'],
  [{ resources: { requests: { 'nvidia.com/gpu': '1' } } },
    'resources.limits["nvidia.com/gpu"]: got undefined; must be given, and equal to its request — the API server would reject the pod: such a resource is not shared; give a whole number in limits, and leave requests out'],
  [{ resources: { requests: { 'cpu': '1', 'nvidia.com/gpu': '1' }, limits: { 'nvidia.com/gpu': '2' } } },
    'resources.limits["nvidia.com/gpu"]: got "2"; must be given, and equal to its request — the API server would reject the pod: such a resource is not shared; give a whole number in limits, and leave requests out'],
  [{ resources: { limits: { 'nvidia.com/gpu': '0.5' } } },
    'resources.limits["nvidia.com/gpu"]: got "0.5"; must be a whole number — the API server would reject the pod: such a resource is not shared; give a whole number in limits, and leave requests out'],
  [{ resources: { limits: { 'hugepages-2Mi': '64Mi' } } },
    'resources.limits: must name cpu or memory beside huge pages — the API server would reject the pod; add a memory request'],
  [{ resources: { requests: { gpu: '1' } } },
    'resources.requests["gpu"]: the name must be cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<resource> — the API server would reject the pod; correct the name of the resource'],
  [{ accelerator: Accelerator.nvidia(0.5) },
    'accelerator.count: got 0.5; must be a whole number of at least 1 — Kubernetes hands out whole devices only; give the number of devices of one replica'],
  [{ accelerator: Accelerator.custom('gpu') },
    'accelerator.resource: got "gpu"; must be <domain>/<resource> — the API server takes only such names for extended resources; give the name that the device plugin registers'],
  [{ labels: { 'bad key': 'a', 'team': 'a b' } },
    'labels["bad key"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key (Kubernetes API validation)',
    'labels["team"]: got "a b"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)'],
  [{ selector: { app: 'x'.repeat(64) } },
    'selector["app"]: got "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)'],
  [{ selector: {} },
    'selector: got {}; must hold at least one label, each with a value — an empty selector picks every pod of the namespace; leave selector out for { app: "m" }'],
  [{ selector: { app: '' } },
    'selector: got {"app":""}; must hold at least one label, each with a value — an empty selector picks every pod of the namespace; leave selector out for { app: "m" }'],
  [{ labels: { app: 'a' }, selector: { app: 'b' } },
    'labels["app"]: got "a"; contradicts the selector, which says "b" — the Deployment would not select its own pods; give it in selector'],
  [{ podAnnotations: { 'a/b/c': 'x', 'n': 1 as never } },
    'podAnnotations["a/b/c"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key (Kubernetes API validation)',
    'podAnnotations["n"]: got 1; must be a string — the API server would reject the annotation; write the value as a string (Kubernetes API validation)'],
  [{ startupBudget: Duration.seconds(0) },
    'startupBudget: got 0; must be a whole number from 1 to 86400 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, from 1 to 86400'],
  [{ startupBudget: Duration.days(2) },
    'startupBudget: got 172800; must be a whole number from 1 to 86400 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, from 1 to 86400'],
  [{ startupBudget: Duration.millis(1500) },
    'startupBudget: got 1.5; must be a whole number from 1 to 86400 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, from 1 to 86400'],
  [{ startupBudget: Duration.minutes(1), startup: Probe.fromTcpSocket() },
    "startupBudget: got 60; cannot be combined with startup — the probe's own failureThreshold and periodSeconds decide how long the model may load; keep one of them"],
  [{ maxRequestDuration: Duration.millis(100) },
    'maxRequestDuration: got 0.1; must be a whole number from 1 to 86400 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, from 1 to 86400'],
  [{ maxRequestDuration: Duration.hours(25) },
    'maxRequestDuration: got 90000; must be a whole number from 1 to 86400 — probes and grace period are counted in whole seconds; give a Duration of whole seconds, from 1 to 86400'],
  [{ server: custom({ httpPort: 80, maxRequestDuration: Duration.days(2) }) },
    'maxRequestDuration: got 172800; must be at most a day — a pod would take as long to end; shorten it'],
  [{ priorityClassName: '', schedulerName: 'My Scheduler' },
    'priorityClassName: got ""; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)',
    'schedulerName: got "My Scheduler"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — the API server would reject the object; give another name (Kubernetes API validation)'],
  [{ model: {} as never },
    'model: got {}; must be of class ModelSource — nothing else can be checked and printed; use a factory of ModelSource'],
  [{ model: 's3://models/resnet' as never, accelerator: 'nvidia.com/gpu' as never, name: 'not told yet' },
    'model: got "s3://models/resnet"; must be of class ModelSource — nothing else can be checked and printed; use a factory of ModelSource',
    'accelerator: got "nvidia.com/gpu"; must be of class Accelerator — nothing else can be checked and printed; use a factory of Accelerator'],
  [{ labels: { app: 'other' } },
    'labels["app"]: got "other"; contradicts the selector, which says "m" — the Deployment would not select its own pods; give it in selector'],
  [{ labels: { [Pod.ADDRESS_LABEL]: 'a' }, selector: { app: 'm', [Pod.ADDRESS_LABEL]: 'a' } },
    'labels["cdk8s.io/metadata.addr"]: got "a"; belongs to cdk8s-plus — it selects pods by this label, and its value is the deployment\'s name; use another key',
    'selector["cdk8s.io/metadata.addr"]: got "a"; belongs to cdk8s-plus — it selects pods by this label, and its value is the deployment\'s name; use another key'],
  [{ podAnnotations: { notes: 'x'.repeat(256 * 1024) } },
    'podAnnotations: got "262149 bytes"; must not be above 262144 bytes — the API server would reject the object; put it into a ConfigMap (Kubernetes API validation)'],
];

test.each(REFUSALS.map(([changes, ...lines]) => ({ lines, changes })))('$lines.0', ({ lines, changes }) => {
  const message = refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)));
  expect(message).toBe(['InferenceDeployment cannot be defined:', ...lines.map((line) => `  [test/M] ${line}`)].join('\n'));
});

describe('a refusal', () => {
  test('names every problem of the construct at once', () => {
    expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps({ name: 'M', resources: {}, labels: { 'a b': 'c' }, replicas: -1 })))!.split('\n').map((l) => l.split(':')[0])).toEqual([
      'InferenceDeployment cannot be defined', '  [test/M] name', '  [test/M] resources', '  [test/M] labels["a b"]', '  [test/M] replicas',
    ]);
  });

  test('leaves nothing in the tree, and the id is free again', () => {
    const chart = testChart();
    refusal(() => new InferenceDeployment(chart, 'M', deploymentProps({ replicas: -1 })));
    expect(chart.node.findAll().map((c) => c.node.path)).toEqual(['test']);
    expect(refusal(() => new InferenceDeployment(chart, 'M', deploymentProps()))).toBeUndefined();
  });

  test('says where a name comes from that the construct\'s id does not make', () => {
    expect(refusal(() => new InferenceDeployment(testChart(), '7', deploymentProps()))).toBe([
      'InferenceDeployment cannot be defined:',
      '  [test/7] name: got "7"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give a name, because the construct\'s id does not make one (Kubernetes API validation)',
    ].join('\n'));
  });
});

test.each<[string, Partial<InferenceDeploymentProps>]>([
  ['the longest name', { name: 'a'.repeat(63) }],
  ['a label without a value', { labels: { team: '' } }],
  ['a label that the selector has too', { labels: { app: 'a' }, selector: { app: 'a' } }],
  ['a limit alone', { resources: { limits: { cpu: '1' } } }],
  ['a request that is its limit', { resources: { requests: { cpu: '1000m' }, limits: { cpu: '1' } } }],
  ['the least budget for a start', { startupBudget: Duration.seconds(1) }],
  ['the longest request', { maxRequestDuration: Duration.days(1) }],
  ['a label as the selector has it by itself', { labels: { app: 'm' } }],
  ['annotations up to the limit', { podAnnotations: { notes: 'x'.repeat(256 * 1024 - 5) } }],
])('%s is accepted', (_, changes) => {
  expect(refusal(() => new InferenceDeployment(testChart(), 'M', deploymentProps(changes)))).toBeUndefined();
});
