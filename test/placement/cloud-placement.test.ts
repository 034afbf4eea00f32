import { ApiObject, Chart } from 'cdk8s';
import { Deployment, Job, Node, NodeLabelQuery, Pod } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  Accelerator, AutoscaledInference, CloudNodes, CloudPlacement, EdgePlacement, GpuModelLabel, InferenceDeployment,
  ModelServer, SednaJointInference, SpotLabel, type CloudPlacementProps,
} from '../../src';
import { autoscaledProps, deploymentProps, find, jointProps, OWN, pod, refused, testChart } from '../helpers';

const EDGE = { key: 'node-role.kubernetes.io/edge', operator: 'DoesNotExist' };
const terms = (
  spec: any,
) => spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;
const gpus = () => CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4');

function placed(props: CloudPlacementProps, accelerator?: Accelerator): any {
  const chart = testChart();
  const placement = new CloudPlacement(chart, 'Cloud', props);
  new InferenceDeployment(chart, 'Resnet', deploymentProps({ ...OWN, placement, accelerator }));
  return pod(chart);
}

describe('what is printed', () => {
  test('without properties the pods stay off edge nodes, as with EdgeNodes.cloud', () => {
    const spec = placed({});
    expect(terms(spec)).toEqual([{ matchExpressions: [EDGE] }]);
    expect(spec).not.toHaveProperty('tolerations');
    expect(spec).not.toHaveProperty('topologySpreadConstraints');
    expect(spec).not.toHaveProperty('priorityClassName');
  });

  test('choices are conditions of one term', () => {
    const nodes = CloudNodes.all(CloudNodes.labelled({ pool: 'serving' }), CloudNodes.zones('a', 'b'));
    expect(terms(placed({ nodes }))).toEqual([{
      matchExpressions: [
        EDGE,
        { key: 'pool', operator: 'In', values: ['serving'] },
        { key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a', 'b'] },
      ],
    }]);
  });

  test('the taint of GPUs is tolerated once, also beside an accelerator', () => {
    expect(placed({ nodes: gpus() }, Accelerator.nvidia()).tolerations).toEqual([
      { effect: 'NoSchedule', key: 'nvidia.com/gpu', operator: 'Exists' },
    ]);
    expect(placed({ nodes: gpus() }, Accelerator.custom('nvidia.com/gpu', { taintKey: 'own' })).tolerations).toEqual([
      { effect: 'NoSchedule', key: 'own', operator: 'Exists' },
      { effect: 'NoSchedule', key: 'nvidia.com/gpu', operator: 'Exists' },
    ]);
    const without = placed(
      { nodes: gpus(), tolerateGpuTaint: false },
      Accelerator.custom('nvidia.com/gpu', { taintKey: 'own' }),
    );
    expect(without.tolerations).toHaveLength(1);
  });

  test('where the vendor is unknown, both taints', () => {
    const nodes = CloudNodes.gpuModels(GpuModelLabel.KARPENTER_AWS, 'l4');
    const keys = placed({ nodes }, Accelerator.nvidia()).tolerations.map((t: any) => t.key);
    expect(keys).toEqual(['nvidia.com/gpu', 'amd.com/gpu']);
  });

  test('further taints, and that of spot capacity', () => {
    const tolerates = [{ key: 'team', value: 'ml' }, { key: 'drained', effect: 'NoExecute' }];
    expect(placed({ nodes: CloudNodes.spot(SpotLabel.AKS), tolerates }).tolerations).toEqual([
      { effect: 'NoSchedule', key: 'kubernetes.azure.com/scalesetpriority', operator: 'Equal', value: 'spot' },
      { effect: 'NoSchedule', key: 'team', operator: 'Equal', value: 'ml' },
      { effect: 'NoExecute', key: 'drained', operator: 'Exists' },
    ]);
  });

  test('zones are preferred to be even, each revision for itself', () => {
    expect(placed({ spread: {} }).topologySpreadConstraints).toEqual([{
      labelSelector: { matchLabels: { app: 'resnet' } },
      matchLabelKeys: ['pod-template-hash'],
      maxSkew: 1,
      nodeTaintsPolicy: 'Honor',
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'ScheduleAnyway',
    }]);
  });

  test('zones that must be even, of which there must be some', () => {
    const [constraint] = placed({ spread: { required: true, maxSkew: 2, minZones: 3 } }).topologySpreadConstraints;
    expect(constraint).toMatchObject({ whenUnsatisfiable: 'DoNotSchedule', maxSkew: 2, minDomains: 3 });
  });

  test('the priority of an autoscaled server', () => {
    const chart = testChart();
    const placement = new CloudPlacement(chart, 'Cloud', { priorityClassName: 'serving' });
    new AutoscaledInference(chart, 'Resnet', autoscaledProps({ placement }));
    expect(pod(chart).priorityClassName).toBe('serving');
    expect(placement.onEdge).toBe(false);
  });
});

describe('workloads of the user', () => {
  const spread = (kind: string, chart: Chart) => find(chart, kind).spec.template.spec.topologySpreadConstraints;

  test('a Deployment is counted by its selector, a Job by the labels of its pods', () => {
    const chart = testChart();
    const cloud = new CloudPlacement(chart, 'Cloud', { spread: {} });
    cloud.placeOn(new Deployment(chart, 'Web', { containers: [{ image: 'a/b:1' }] }));
    cloud.placeOn(
      new Job(chart, 'Once', { containers: [{ image: 'a/b:1' }], podMetadata: { labels: { job: 'once' } } }),
    );
    const { selector } = find(chart, 'Deployment').spec;
    expect(spread('Deployment', chart)[0]).toMatchObject({
      labelSelector: selector, matchLabelKeys: ['pod-template-hash'],
    });
    expect(spread('Job', chart)[0].labelSelector.matchLabels).toMatchObject({ job: 'once' });
    expect(spread('Job', chart)[0]).not.toHaveProperty('matchLabelKeys');
  });

  test('a Pod, and an object keeps what it has', () => {
    const chart = testChart();
    const cloud = new CloudPlacement(chart, 'Cloud', { nodes: gpus(), spread: {} });
    cloud.placeOn(new Pod(chart, 'One', { containers: [{ image: 'a/b:1' }], metadata: { labels: { app: 'one' } } }));
    const constraint = { maxSkew: 1, topologyKey: 'rack', whenUnsatisfiable: 'ScheduleAnyway' };
    cloud.placeOn(new ApiObject(chart, 'Set', {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      spec: {
        selector: { matchLabels: { app: 'set' } },
        template: {
          metadata: { labels: { app: 'set' } },
          spec: {
            containers: [{ name: 'a', image: 'a/b:1' }],
            tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
            topologySpreadConstraints: [constraint],
          },
        },
      },
    } as any));
    expect(find(chart, 'Pod').spec.topologySpreadConstraints[0].labelSelector.matchLabels).toMatchObject({
      app: 'one',
    });
    const [own, zones] = spread('StatefulSet', chart);
    expect(own).toEqual(constraint);
    expect(zones.labelSelector).toEqual({ matchLabels: { app: 'set' } });
    expect(find(chart, 'StatefulSet').spec.template.spec.tolerations).toHaveLength(1);
  });

  test('the cloud worker of a joint inference is counted by the labels that Sedna gives it', () => {
    const chart = testChart();
    const placement = new CloudPlacement(chart, 'Cloud', { spread: {} });
    const joint = new SednaJointInference(
      chart,
      'Helmet',
      jointProps(chart, { cloud: { placement, spreadOverNodes: true } }),
    );
    const { topologySpreadConstraints } = find(chart, 'JointInferenceService').spec.cloudWorker.template.spec;
    expect(topologySpreadConstraints.map((c: any) => c.topologyKey)).toEqual([
      'topology.kubernetes.io/zone', 'kubernetes.io/hostname',
    ]);
    for (const { labelSelector, matchLabelKeys } of topologySpreadConstraints) {
      expect(labelSelector).toEqual({ matchLabels: joint.cloud.selector });
      expect(matchLabelKeys).toEqual(['pod-template-hash']);
    }
  });
});

describe('what is refused', () => {
  test('a second placement, of either kind', () => {
    const chart = testChart();
    const web = new Deployment(chart, 'Web', { containers: [{ image: 'a/b:1' }] });
    new EdgePlacement(chart, 'Edge').placeOn(web);
    expect(refused(() => new CloudPlacement(chart, 'Cloud').placeOn(web))).toEqual([[
      'placement/placed-twice',
      'workload',
    ]]);
  });

  test('what requires something of its nodes already, to which the placement would be an alternative', () => {
    const chart = testChart();
    const web = new Deployment(chart, 'Web', { containers: [{ image: 'a/b:1' }] });
    web.scheduling.attract(Node.labeled(NodeLabelQuery.is('camera', 'true')));
    expect(refused(() => new CloudPlacement(chart, 'Cloud').placeOn(web)))
      .toEqual([['placement/attracted-already', 'workload']]);
  });

  test('what is no workload', () => {
    const cloud = new CloudPlacement(testChart(), 'Cloud');
    expect(refused(() => cloud.placeOn(5 as unknown as Construct))).toEqual([['placement/not-a-workload', 'workload']]);
  });

  test('to spread pods without labels', () => {
    const chart = testChart();
    const bare = new ApiObject(chart, 'Bare', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      spec: {
        template: { spec: { containers: [{ name: 'a', image: 'a/b:1' }] } },
      },
    } as any);
    expect(refused(() => new CloudPlacement(chart, 'Cloud', { spread: {} }).placeOn(bare))).toEqual([
      ['placement/spread-without-labels', 'workload'],
    ]);
  });

  test('nodes with GPUs for a server that requests none, or another', () => {
    const at = (vendor: CloudNodes, accelerator?: Accelerator, more: object = {}) => refused(() => {
      const chart = testChart();
      const placement = new CloudPlacement(chart, 'Cloud', { nodes: vendor });
      new InferenceDeployment(chart, 'Resnet', deploymentProps({ ...OWN, placement, accelerator, ...more }));
    });
    const amd = CloudNodes.gpuModels(GpuModelLabel.AMD, 'AMD_Instinct_MI300X_OAM');
    expect(at(gpus())).toEqual([['serving/gpu-nodes-without-accelerator', 'accelerator']]);
    expect(at(amd, Accelerator.nvidia())).toEqual([['serving/gpu-nodes-of-another-vendor', 'accelerator']]);
    expect(at(gpus(), Accelerator.nvidia())).toEqual([]);
    expect(at(gpus(), Accelerator.claim({ deviceClassName: 'gpu.nvidia.com' }))).toEqual([]);
    expect(at(gpus(), Accelerator.custom('example.com/slice'))).toEqual([]);
    expect(at(CloudNodes.gpuModels(GpuModelLabel.EKS_AUTO_MODE, 'l4'), Accelerator.amd())).toEqual([]);
    expect(at(gpus(), undefined, { environment: { NVIDIA_VISIBLE_DEVICES: 'all' } })).toEqual([]);
  });

  test('a priority of the placement and one of the server', () => {
    const chart = testChart();
    const placement = new CloudPlacement(chart, 'Cloud', { priorityClassName: 'serving' });
    const twice = () => new InferenceDeployment(
      chart,
      'Resnet',
      deploymentProps({ placement, priorityClassName: 'serving' }),
    );
    expect(refused(twice)).toEqual([['serving/priority-given-twice', 'priorityClassName']]);
    const { cloud, ...rest } = jointProps(chart, { cloud: { placement, priorityClassName: 'high' } });
    expect(refused(() => new SednaJointInference(chart, 'Helmet', { cloud, ...rest }))).toEqual([
      ['sedna/priority-set-twice', 'cloud.priorityClassName'],
    ]);
  });

  test('vLLM on chosen GPUs uses all that it claims', () => {
    const chart = testChart();
    const placement = new CloudPlacement(chart, 'Cloud', { nodes: gpus() });
    const server = ModelServer.vllm({ model: 'Qwen/Qwen2.5-32B-Instruct' });
    new InferenceDeployment(chart, 'Chat', deploymentProps({
      server,
      model: undefined,
      placement,
      accelerator: Accelerator.claim({
        deviceClassName: 'gpu.nvidia.com',
        count: 2,
      }),
    }));
    expect(pod(chart).containers[0].args).toContain('--tensor-parallel-size=2');
  });
});

test('a workload of cdk8s-plus is not rendered to be placed', () => {
  const chart = testChart();
  const web = new Deployment(chart, 'Web', { containers: [{ image: 'a/b:1' }] });
  const rendered = jest.spyOn(ApiObject.of(web), 'toJson');
  new CloudPlacement(chart, 'Cloud', { nodes: CloudNodes.spot(SpotLabel.AKS), spread: {} }).placeOn(web);
  expect(rendered).not.toHaveBeenCalled();
});
