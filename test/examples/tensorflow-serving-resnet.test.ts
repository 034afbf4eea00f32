import { golden, missing, objects, only, run, seed } from './example';

const files = run('tensorflow-serving-resnet');
const printed = objects(files);
const named = (kind: string, name: string) => only(printed.filter((o) => o.metadata.name === name), kind);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('tensorflow-serving-resnet'));
});

test('holds every field of the seed with the seed\'s value, except the replicas that the autoscaler owns', () => {
  const differences = seed('002-resnet101.yaml').flatMap((o) => missing(o, named(o.kind, o.metadata.name), o.kind));
  // examples/tensorflow-serving-resnet/README.md gives the reason.
  expect(differences).toEqual(['Deployment.spec.replicas: 1 -> undefined']);
});

test('holds the autoscaler of `kubectl autoscale --cpu-percent=60 --min=1 --max=4`', () => {
  const { metadata, spec } = only(printed, 'HorizontalPodAutoscaler');
  expect(metadata.name).toBe('image-classifier-resnet101');
  expect(spec).toEqual({
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'image-classifier-resnet101' },
    minReplicas: 1,
    maxReplicas: 4,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } }],
  });
});

test('makes the namespace first, in a file that sorts before the one that needs it', () => {
  expect(Object.keys(files)).toEqual(['metrics-server.k8s.yaml', 'namespace.k8s.yaml', 'serving.k8s.yaml']);
  const first = objects({ 'namespace.k8s.yaml': files['namespace.k8s.yaml'] });
  expect(only(first, 'Namespace').metadata.name).toBe('tf-serving');
});

test('restarts its pods when the configuration changes', () => {
  const { annotations } = named('Deployment', 'image-classifier-resnet101').spec.template.metadata;
  expect(annotations['elastic-inference/config-hash']).toMatch(/^[0-9a-f]{16}$/);
});

test('brings metrics-server, without a check of certificates, as the seed does for minikube', () => {
  const { args } = named('Deployment', 'metrics-server').spec.template.spec.containers[0];
  expect(args).toContain('--kubelet-insecure-tls');
});

test('holds the load of the seed: two users more each minute, eleven times, on the same model and version', () => {
  const program = named('ConfigMap', 'locust-files').data['locustfile.py'];
  for (const line of [
    'users_per_step = 2',
    'step_seconds = 60',
    'steps = 11',
    'spawn_rate = 1',
    'wait_time = between(0.8, 0.9)',
    'PATH = "/v1/models/image_classifier/versions/1:predict"',
  ]) {
    expect(program).toContain(line);
  }
});
