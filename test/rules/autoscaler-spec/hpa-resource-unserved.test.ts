import { hpaResourceUnserved } from '../../../src/rules/autoscaler-spec/hpa-resource-unserved';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired, source } = hpaResourceUnserved;
const HPA = 'HorizontalPodAutoscaler classifier';

test('the examples of hpa-resource-unserved', () => {
  expect(codes(failing)).toEqual(['hpa-resource-unserved']);
  expect(codes(repaired)).toEqual([]);
});

describe('hpa-resource-unserved fires', () => {
  test('on a GPU', () => {
    expect(told(hpaResourceUnserved, failing)).toEqual([[
      HPA,
      'spec.metrics[0].resource.name: got "nvidia.com/gpu"; must be cpu or memory — metrics.k8s.io reports the use of '
      + 'CPU and memory only, so the target stays <unknown>: the autoscaler never scales; '
      + 'follow a metric of the server or of the DCGM exporter, as '
      + `a Pods metric or a trigger of KEDA (${source})`,
    ]]);
  });

  test('on a metric of one container', () => {
    const text = change(failing, '{ type: Resource, resource: { name: nvidia.com/gpu,',
      '{ type: ContainerResource, containerResource: { container: server, name: ephemeral-storage,');
    expect(fires(hpaResourceUnserved, text)).toEqual([[HPA, 'spec.metrics[0].containerResource.name']]);
  });

  test('alone, also where no container has a request for the resource', () => {
    const deployment = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: classifier }
spec:
  selector: { matchLabels: { app: classifier } }
  template:
    metadata: { labels: { app: classifier } }
    spec: { containers: [{ name: server, image: 'registry.example.com/server:1.0' }] }
`;
    expect(codes(`${failing}${deployment}`)).toEqual(['hpa-resource-unserved']);
  });
});

test('hpa-resource-unserved is silent on memory, and on a metric without a name', () => {
  expect(fires(hpaResourceUnserved, change(repaired, 'name: cpu', 'name: memory'))).toEqual([]);
  expect(fires(hpaResourceUnserved, change(repaired, 'name: cpu,', ''))).toEqual([]);
});
