import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, MLServiceRuntime, type MLServiceRuntimeProps } from '../../src';
import { find, refused, synth, testChart } from '../helpers';

const IMAGE = 'docker.io/pytorch/torchserve:0.12.0-cpu';

function printed(props: Partial<MLServiceRuntimeProps> = {}): any {
  const chart = testChart();
  new MLServiceRuntime(chart, 'Torchserve', { image: IMAGE, ...props });
  return find(chart, 'MLServiceRuntime');
}

/** Knative has the same default: the manifest does not depend on it. */
const LINKS = { enableServiceLinks: false };

/** What is printed when only the image is set. */
const LEAST = {
  apiVersion: 'tensorstack.dev/v1beta1',
  kind: 'MLServiceRuntime',
  metadata: { name: 'torchserve', namespace: 'vision' },
  spec: { enabled: true, template: { spec: { ...LINKS, containers: [{ name: 'user-container', image: IMAGE }] } } },
};

describe('MLServiceRuntime emits', () => {
  test('a pod with one container, user-container, and nothing that is not set', () => {
    expect(printed()).toEqual(LEAST);
  });

  test.each<[string, Partial<MLServiceRuntimeProps>, object]>([
    ['the command', { command: ['torchserve', '--start'] }, { command: ['torchserve', '--start'] }],
    ['arguments with the templates that TensorStack fills',
      { args: ['--models={{.MODEL_PATH}}', '{{if .A}}a{{end}}'] },
      { args: ['--models={{.MODEL_PATH}}', '{{if .A}}a{{end}}'] }],
    ['its one port', { port: 8000 }, { ports: [{ containerPort: 8000, protocol: 'TCP' }] }],
    ['variables',
      { environment: { A: 'b', C: '' } },
      { env: [{ name: 'A', value: 'b' }, { name: 'C', value: '' }] }],
    ['requests alone', { resources: { cpu: { request: Cpu.units(1) } } }, { resources: { requests: { cpu: '1' } } }],
    ['limits alone',
      { resources: { limits: { 'example.com/npu': '1' } } },
      { resources: { limits: { 'example.com/npu': '1' } } }],
  ])('%s', (_, props, container) => {
    const containers = [{ name: 'user-container', image: IMAGE, ...container }];
    const spec = { enabled: true, template: { spec: { ...LINKS, containers } } };
    expect(printed(props)).toEqual({ ...LEAST, spec });
  });

  test('devices, and a toleration for the taint of their nodes', () => {
    const accelerator = Accelerator.custom('huawei.com/Ascend310', { count: 2, taintKey: 'npu' });
    const devices = { 'huawei.com/Ascend310': '2' };
    expect(printed({ accelerator }).spec.template.spec).toEqual({
      ...LINKS,
      tolerations: [{ key: 'npu', operator: 'Exists', effect: 'NoSchedule' }],
      containers: [{ name: 'user-container', image: IMAGE, resources: { requests: devices, limits: devices } }],
    });
  });

  test('labels and annotations of the pods', () => {
    const podAnnotations = { 'autoscaling.knative.dev/target': '3' };
    const { metadata } = printed({ podLabels: { a: 'b' }, podAnnotations }).spec.template;
    expect(metadata).toEqual({ labels: { a: 'b' }, annotations: podAnnotations });
  });

  test('the name that is set', () => {
    const metadata = { name: 't9k-torchserve', namespace: 'vision' };
    expect(printed({ name: 't9k-torchserve' })).toEqual({ ...LEAST, metadata });
  });

  test('that it is not enabled', () => {
    expect(printed({ enabled: false })).toEqual({ ...LEAST, spec: { ...LEAST.spec, enabled: false } });
  });

  test('what it was given, also when the caller changes it later', () => {
    const [args, podLabels] = [['a'], { a: 'b' } as Record<string, string>];
    const chart = testChart();
    const runtime = new MLServiceRuntime(chart, 'R', { image: IMAGE, args, podLabels });
    args.push('b');
    podLabels.c = 'd';
    const { template } = find(chart, 'MLServiceRuntime').spec;
    expect([template.spec.containers[0].args, template.metadata.labels]).toEqual([['a'], { a: 'b' }]);
    expect([runtime.runtimeName, runtime.node.defaultChild === runtime.apiObject]).toEqual(['r', true]);
  });
});

describe('a runtime that exists', () => {
  test('is referred to by its name, and prints nothing', () => {
    const chart = testChart();
    expect(MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 't9k-torchserve').runtimeName).toBe('t9k-torchserve');
    expect(synth(chart)).toEqual([]);
  });

  test('needs a valid name', () => {
    const chart = testChart();
    expect(refused(() => MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'Torch Serve'))).toEqual([
      ['validation/name', 'runtimeName'],
    ]);
  });
});

describe('MLServiceRuntime refuses', () => {
  test.each<[string, Partial<MLServiceRuntimeProps>, ...Array<[code: string, field: string]>]>([
    ['a name that begins with a digit', { name: '1torch' }, ['validation/name', 'name']],
    ['no image', { image: undefined }, ['validation/image', 'image']],
    ['port 0', { port: 0 }, ['validation/port', 'port']],
    ['a command that is a string', { command: 'torchserve --start' as never }, ['tensorstack/not-a-list', 'command']],
    ['an argument that is a number', { args: [8080 as never] }, ['tensorstack/argument-not-a-string', 'args[0]']],
    ['a variable with a space, and one that is a number', { environment: { 'A B': 'c', 'D': 1 as never } },
      ['validation/name', 'environment["A B"]'],
      ['tensorstack/variable-not-a-string', 'environment["D"]']],
    ['an invalid quantity', { resources: { requests: { memory: '2GB' } } },
      ['validation/quantity', 'resources.requests["memory"]']],
    ['half a device', { accelerator: Accelerator.nvidia(0.5) }, ['validation/integer', 'accelerator.count']],
    ['the name of an accelerator', { accelerator: 'nvidia.com/gpu' as never },
      ['tensorstack/not-an-accelerator', 'accelerator']],
    ['an invalid label and an invalid annotation', { podLabels: { a: 'b c' }, podAnnotations: { 'a b': 'c' } },
      ['validation/label-value', 'podLabels["a"]'],
      ['validation/annotation-key', 'podAnnotations["a b"]']],
  ])('%s', (_, changes, ...expected) => {
    const chart = testChart();
    expect(refused(() => new MLServiceRuntime(chart, 'R', { image: IMAGE, ...changes }))).toEqual(expected);
    expect(chart.node.children).toEqual([]);
  });
});
