import { CloudNodes, GpuModelLabel, SpotLabel } from '../../src';
import { codes } from '../helpers';

const required = (nodes: CloudNodes) => nodes._requirements;
/** Another copy of the library has another class of the same name. */
const Other = Object.defineProperty(class {}, 'name', { value: 'CloudNodes' });
const problems = (nodes: CloudNodes) => codes(nodes._problems('nodes'));

describe('what is required of nodes', () => {
  test('nothing, labels, types and zones', () => {
    expect(required(CloudNodes.any())).toEqual([]);
    expect(required(CloudNodes.labelled({ pool: 'gpu', team: 'ml' }))).toEqual([
      { key: 'pool', operator: 'In', values: ['gpu'] },
      { key: 'team', operator: 'In', values: ['ml'] },
    ]);
    expect(required(CloudNodes.instanceTypes('g6.xlarge', 'g6.2xlarge'))).toEqual([
      { key: 'node.kubernetes.io/instance-type', operator: 'In', values: ['g6.xlarge', 'g6.2xlarge'] },
    ]);
    expect(required(CloudNodes.zones('eu-west-1a'))).toEqual([
      { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['eu-west-1a'] },
    ]);
  });

  test.each([
    [GpuModelLabel.NVIDIA, 'Tesla-T4', 'nvidia'],
    [GpuModelLabel.GKE, 'nvidia-l4', 'nvidia'],
    [GpuModelLabel.KARPENTER_AWS, 'a10g', 'any'],
    [GpuModelLabel.EKS_AUTO_MODE, 'l40s', 'any'],
    [GpuModelLabel.AMD, 'AMD_Instinct_MI300X_OAM', 'amd'],
  ])('a GPU by %s', (label, model, vendor) => {
    const nodes = CloudNodes.gpuModels(label, model);
    expect(required(nodes)).toEqual([{ key: label, operator: 'In', values: [model] }]);
    expect(nodes._vendor).toBe(vendor);
    expect(problems(nodes)).toEqual([]);
  });

  test.each([
    [SpotLabel.KARPENTER, 'spot', false],
    [SpotLabel.EKS_NODE_GROUP, 'SPOT', false],
    [SpotLabel.GKE, 'true', true],
    [SpotLabel.AKS, 'spot', true],
  ])('spot capacity by %s', (label, value, isTainted) => {
    const nodes = CloudNodes.spot(label);
    expect(required(nodes)).toEqual([{ key: label, operator: 'In', values: [value] }]);
    expect(nodes._taints).toEqual(isTainted ? [{ key: label, value }] : []);
  });

  test('other capacity also where the label is missing', () => {
    expect(required(CloudNodes.onDemand(SpotLabel.KARPENTER))).toEqual([
      { key: 'karpenter.sh/capacity-type', operator: 'NotIn', values: ['spot'] },
    ]);
    expect(required(CloudNodes.onDemand(SpotLabel.GKE))).toEqual([
      { key: 'cloud.google.com/gke-spot', operator: 'DoesNotExist' },
    ]);
    expect(CloudNodes.onDemand(SpotLabel.AKS)._taints).toEqual([]);
  });

  test('all of several choices, with the vendor that is known', () => {
    const nodes = CloudNodes.all(
      CloudNodes.gpuModels(GpuModelLabel.EKS_AUTO_MODE, 'l4'),
      CloudNodes.gpuModels(GpuModelLabel.NVIDIA, 'NVIDIA-L4'),
      CloudNodes.spot(SpotLabel.AKS),
    );
    expect(required(nodes).map(({ key }) => key)).toEqual([
      'eks.amazonaws.com/instance-gpu-name', 'nvidia.com/gpu.product', 'kubernetes.azure.com/scalesetpriority',
    ]);
    expect(nodes._vendor).toBe('nvidia');
    expect(nodes._taints).toEqual([{ key: 'kubernetes.azure.com/scalesetpriority', value: 'spot' }]);
  });

  test('what a caller changes later has no effect', () => {
    const labels = { pool: 'gpu' };
    const nodes = CloudNodes.labelled(labels);
    labels.pool = 'other';
    expect(required(nodes)[0].values).toEqual(['gpu']);
  });
});

describe('what is refused', () => {
  test.each<[string, CloudNodes, string, string]>([
    ['no label', CloudNodes.labelled({}), 'placement/nothing-chosen', 'nodes.labels'],
    ['no type', CloudNodes.instanceTypes(), 'placement/nothing-chosen', 'nodes.types'],
    ['an empty zone', CloudNodes.zones(''), 'placement/nothing-chosen', 'nodes.zones[0]'],
    ['a zone that is no label value', CloudNodes.zones('a b'), 'validation/name', 'nodes.zones[0]'],
    ['no model', CloudNodes.gpuModels(GpuModelLabel.NVIDIA), 'placement/nothing-chosen', 'nodes.models'],
    [
      'a model with spaces',
      CloudNodes.gpuModels(GpuModelLabel.NVIDIA, 'NVIDIA L4'),
      'validation/name',
      'nodes.models[0]',
    ],
    [
      'the name of GKE under the label of NVIDIA',
      CloudNodes.gpuModels(GpuModelLabel.NVIDIA, 'nvidia-l4'),
      'placement/gpu-model-of-another-label',
      'nodes.models[0]',
    ],
    [
      'the name of NVIDIA under the label of GKE',
      CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4', 'NVIDIA-L4'),
      'placement/gpu-model-of-another-label',
      'nodes.models[1]',
    ],
    ['nothing to combine', CloudNodes.all(), 'placement/nothing-chosen', 'nodes.nodes'],
    [
      'nodes of another copy of the library',
      CloudNodes.all(new Other() as any),
      'placement/not-cloud-nodes',
      'nodes.nodes[0]',
    ],
    [
      'a wrong choice among several',
      CloudNodes.all(CloudNodes.zones()),
      'placement/nothing-chosen',
      'nodes.nodes[0].zones',
    ],
    [
      'GPUs of two vendors',
      CloudNodes.all(
        CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4'),
        CloudNodes.gpuModels(GpuModelLabel.AMD, 'AMD_A'),
      ),
      'placement/gpus-of-two-vendors',
      'nodes.nodes',
    ],
  ])('%s', (_, nodes, code, field) => {
    expect(problems(nodes)).toEqual([[code, field]]);
  });
});
