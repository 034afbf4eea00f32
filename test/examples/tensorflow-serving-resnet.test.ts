import { golden, missing, objects, only, run, seed } from './example';

const files = run('tensorflow-serving-resnet');
const printed = objects(files);

test('prints its golden manifests', () => {
  expect(files).toEqual(golden('tensorflow-serving-resnet'));
});

test('holds every field of the seed with the seed\'s value, except the replicas that the autoscaler owns', () => {
  const differences = seed('002-resnet101.yaml').flatMap((o) => missing(o, only(printed, o.kind), o.kind));
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
  expect(Object.keys(files)).toEqual(['namespace.k8s.yaml', 'serving.k8s.yaml']);
  expect(only(objects({ 'namespace.k8s.yaml': files['namespace.k8s.yaml'] }), 'Namespace').metadata.name).toBe('tf-serving');
});

test('restarts its pods when the configuration changes', () => {
  expect(only(printed, 'Deployment').spec.template.metadata.annotations['elastic-inference/config-hash']).toMatch(/^[0-9a-f]{16}$/);
});
