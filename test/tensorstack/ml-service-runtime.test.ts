import { Cpu } from 'cdk8s-plus-27';
import { Accelerator, MLServiceRuntime, type MLServiceRuntimeProps } from '../../src';
import { find, refusal, synth, testChart } from '../helpers';

const IMAGE = 'docker.io/pytorch/torchserve:0.12.0-cpu';

function printed(props: Partial<MLServiceRuntimeProps> = {}): any {
  const chart = testChart();
  new MLServiceRuntime(chart, 'Torchserve', { image: IMAGE, ...props });
  return find(chart, 'MLServiceRuntime');
}

/** What is printed without anything that is left to the image and to TensorStack. */
const LEAST = {
  apiVersion: 'tensorstack.dev/v1beta1',
  kind: 'MLServiceRuntime',
  metadata: { name: 'torchserve', namespace: 'vision' },
  spec: { enabled: true, template: { spec: { containers: [{ name: 'user-container', image: IMAGE }] } } },
};

describe('MLServiceRuntime emits', () => {
  test('a pod of one container, user-container, and nothing that was not asked for', () => {
    expect(printed()).toEqual(LEAST);
  });

  test.each<[string, Partial<MLServiceRuntimeProps>, object]>([
    ['the command', { command: ['torchserve', '--start'] }, { command: ['torchserve', '--start'] }],
    ['arguments with the templates that TensorStack fills', { args: ['--models={{.MODEL_PATH}}', '{{if .A}}a{{end}}'] }, { args: ['--models={{.MODEL_PATH}}', '{{if .A}}a{{end}}'] }],
    ['its one port', { port: 8000 }, { ports: [{ containerPort: 8000, protocol: 'TCP' }] }],
    ['variables', { environment: { A: 'b', C: '' } }, { env: [{ name: 'A', value: 'b' }, { name: 'C', value: '' }] }],
    ['requests alone', { resources: { cpu: { request: Cpu.units(1) } } }, { resources: { requests: { cpu: '1' } } }],
    ['limits alone', { resources: { limits: { 'example.com/npu': '1' } } }, { resources: { limits: { 'example.com/npu': '1' } } }],
  ])('%s', (_, props, container) => {
    const spec = { enabled: true, template: { spec: { containers: [{ name: 'user-container', image: IMAGE, ...container }] } } };
    expect(printed(props)).toEqual({ ...LEAST, spec });
  });

  test('a device, and tolerates the taint of its nodes', () => {
    expect(printed({ accelerator: Accelerator.custom('huawei.com/Ascend310', { count: 2, taintKey: 'npu' }) }).spec.template.spec).toEqual({
      tolerations: [{ key: 'npu', operator: 'Exists', effect: 'NoSchedule' }],
      containers: [{ name: 'user-container', image: IMAGE, resources: { requests: { 'huawei.com/Ascend310': '2' }, limits: { 'huawei.com/Ascend310': '2' } } }],
    });
  });

  test('labels and annotations of the pods', () => {
    expect(printed({ podLabels: { a: 'b' }, podAnnotations: { 'autoscaling.knative.dev/target': '3' } }).spec.template.metadata)
      .toEqual({ labels: { a: 'b' }, annotations: { 'autoscaling.knative.dev/target': '3' } });
  });

  test('the name that is asked for', () => {
    expect(printed({ name: 't9k-torchserve' })).toEqual({ ...LEAST, metadata: { name: 't9k-torchserve', namespace: 'vision' } });
  });

  test('that it is not enabled', () => {
    expect(printed({ enabled: false })).toEqual({ ...LEAST, spec: { ...LEAST.spec, enabled: false } });
  });

  test('what it was given, though the caller changes it afterwards', () => {
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

  test('needs a proper name', () => {
    const chart = testChart();
    expect(refusal(() => MLServiceRuntime.fromRuntimeName(chart, 'Runtime', 'Torch Serve'))).toBe(
      'MLServiceRuntime cannot be referred to:\n  [test/Runtime] runtimeName: got "Torch Serve"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", '
      + 'at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)',
    );
  });
});

test.each<[string, Partial<MLServiceRuntimeProps>, string[]]>([
  ['a name that begins with a digit', { name: '1torch' }, [
    'name: got "1torch"; must be a DNS-1035 label (starts with a lower-case letter, then letters, digits and "-", at most 63 characters) — the API server would reject the object; give another name (Kubernetes API validation)',
  ]],
  ['no image', { image: undefined }, [
    'image: got undefined; must be an image reference ([registry/]name[:tag][@digest]) — the kubelet could not pull it (InvalidImageName); give a complete reference such as docker.io/org/server:1.2',
  ]],
  ['port 0', { port: 0 }, ['port: got 0; must be a whole number from 1 to 65535 — the API server would reject the port; give a port from 1 to 65535']],
  ['a variable with a space, and a value that is no text', { environment: { 'A B': 'c', 'D': 1 as never } }, [
    'environment["A B"]: got "A B"; must be an environment variable name (letters, digits, "_", "-" and ".", not starting with a digit) — the API server would reject the object; rename the variable (Kubernetes API validation)',
    'environment["D"]: got 1; must be a string — the API server would reject the pods; write the value as a string',
  ]],
  ['a quantity that is none', { resources: { requests: { memory: '2GB' } } }, [
    'resources.requests["memory"]: got "2GB"; must be a quantity in Kubernetes notation — the API server could not parse it; write a number with an optional suffix, such as 500m, 0.5, 64M or 2Gi (Kubernetes API validation)',
  ]],
  ['no whole device', { accelerator: Accelerator.nvidia(0.5) }, [
    'accelerator.count: got 0.5; must be a whole number of at least 1 — Kubernetes hands out whole devices only; give the number of devices of one replica',
  ]],
  ['labels and annotations that cannot exist', { podLabels: { a: 'b c' }, podAnnotations: { 'a b': 'c' } }, [
    'podLabels["a"]: got "b c"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value (Kubernetes API validation)',
    'podAnnotations["a b"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the annotation; rename the key (Kubernetes API validation)',
  ]],
])('MLServiceRuntime refuses %s', (_, changes, lines) => {
  const chart = testChart();
  expect(refusal(() => new MLServiceRuntime(chart, 'R', { image: IMAGE, ...changes }))).toBe(['MLServiceRuntime cannot be defined:', ...lines.map((l) => `  [test/R] ${l}`)].join('\n'));
  expect(chart.node.children).toEqual([]);
});
