import { Cron, type App } from 'cdk8s';
import { CronJob, DaemonSet, Deployment, Job, Node, NodeLabelQuery, Pod, StatefulSet, type AbstractPod } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { AutoscaledInference, EdgeNodes, EdgePlacement, InferenceAutoscaler, InferenceDeployment, NodeGroup, ScalingMetric } from '../../src';
import { autoscaledProps, deploymentProps, find, pod, refusal, RESOURCES, synth, testChart } from '../helpers';

const EDGE = 'node-role.kubernetes.io/edge';
const EDGE_TAINT = { effect: 'NoSchedule', key: EDGE, operator: 'Exists' };
const AUTONOMY = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({ effect: 'NoExecute', key, operator: 'Exists' }));

const containers = [{ name: 'server', image: 'registry.example.com/server:1.2', ports: [{ number: 8080 }], resources: RESOURCES }];

/** Every workload of cdk8s-plus, and where its pods are described. */
const WORKLOADS: Array<[string, (scope: Construct) => AbstractPod, (object: any) => any]> = [
  ['Deployment', (scope) => new Deployment(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['StatefulSet', (scope) => new StatefulSet(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['DaemonSet', (scope) => new DaemonSet(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['Job', (scope) => new Job(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['CronJob', (scope) => new CronJob(scope, 'Workload', { containers, schedule: Cron.daily() }), (o) => o.spec.jobTemplate.spec.template.spec],
  ['Pod', (scope) => new Pod(scope, 'Workload', { containers }), (o) => o.spec],
];

function affinity(...matchExpressions: object[]): object {
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } } };
}

describe('EdgePlacement emits', () => {
  test('no object of its own', () => {
    const chart = testChart();
    new EdgePlacement(chart, 'Edge');
    expect(synth(chart)).toEqual([]);
  });

  describe.each(WORKLOADS)('on a %s', (kind, make, podOf) => {
    function placed(nodes?: (scope: Construct) => EdgeNodes): any {
      const chart = testChart();
      new EdgePlacement(chart, 'Edge', { nodes: nodes?.(chart) }).placeOn(make(chart));
      return podOf(find(chart, kind));
    }

    test('any edge node by its label, with the tolerations of the edge', () => {
      const spec = placed();
      expect(spec.affinity).toEqual(affinity({ key: EDGE, operator: 'Exists' }));
      expect(spec.tolerations).toEqual([EDGE_TAINT, ...AUTONOMY]);
    });

    test('named nodes by their host names', () => {
      const spec = placed(() => EdgeNodes.named('edge-1', 'edge-2'));
      expect(spec.affinity).toEqual(affinity({ key: 'kubernetes.io/hostname', operator: 'In', values: ['edge-1', 'edge-2'] }));
      expect([spec.nodeName, spec.nodeSelector]).toEqual([undefined, undefined]);
    });

    test('labelled nodes that are edge nodes too, in one term, so that all of it holds', () => {
      const spec = placed(() => EdgeNodes.labelled({ camera: 'true', site: 'bj' }));
      expect(spec.affinity).toEqual(affinity(
        { key: EDGE, operator: 'Exists' }, { key: 'camera', operator: 'In', values: ['true'] }, { key: 'site', operator: 'In', values: ['bj'] },
      ));
    });

    test('a node group by node selector, the only form that KubeEdge follows', () => {
      const spec = placed((scope) => EdgeNodes.group(NodeGroup.fromNodeGroupName(scope, 'Beijing', 'beijing')));
      expect(spec.nodeSelector).toEqual({ 'apps.kubeedge.io/belonging-to': 'beijing' });
      expect(spec.affinity).toBeUndefined();
      expect(spec.tolerations).toEqual([EDGE_TAINT, ...AUTONOMY]);
    });

    test('the cloud by the absence of the label, without any toleration', () => {
      const spec = placed(() => EdgeNodes.cloud());
      expect(spec.affinity).toEqual(affinity({ key: EDGE, operator: 'DoesNotExist' }));
      expect(spec.tolerations).toBeUndefined();
    });

    test('one node by its name, past the scheduler', () => {
      const spec = placed(() => EdgeNodes.pinnedPastTheScheduler('edge-1'));
      expect([spec.nodeName, spec.affinity, spec.nodeSelector]).toEqual(['edge-1', undefined, undefined]);
    });
  });

  test.each([
    [{ autonomy: false }, [EDGE_TAINT]],
    [{ tolerateEdgeTaint: false }, AUTONOMY],
    [{ autonomy: false, tolerateEdgeTaint: false }, undefined],
    [{ autonomy: true, tolerateEdgeTaint: true }, [EDGE_TAINT, ...AUTONOMY]],
    [{ nodes: EdgeNodes.cloud(), autonomy: false, tolerateEdgeTaint: false }, undefined],
  ])('the tolerations that %j asks for', (props, tolerations) => {
    const chart = testChart();
    new EdgePlacement(chart, 'Edge', props).placeOn(new Deployment(chart, 'D', { containers }));
    expect(pod(chart).tolerations).toEqual(tolerations);
  });

  test('the same on every workload that it places', () => {
    const chart = testChart();
    const edge = new EdgePlacement(chart, 'Edge');
    edge.placeOn(new Deployment(chart, 'D', { containers }));
    edge.placeOn(new StatefulSet(chart, 'S', { containers }));
    expect(pod(chart, 'Deployment').affinity).toEqual(pod(chart, 'StatefulSet').affinity);
  });

  test('what it emits on a model server, whose Service gets the port names of EdgeMesh', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: new EdgePlacement(chart, 'Edge') }));
    expect(pod(chart).affinity).toEqual(affinity({ key: EDGE, operator: 'Exists' }));
    expect(find(chart, 'Service').spec.ports.map((p: any) => p.name)).toEqual(['http-0', 'grpc-0']);
  });

  test('regular port names in the cloud', () => {
    const chart = testChart();
    new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: new EdgePlacement(chart, 'Cloud', { nodes: EdgeNodes.cloud() }) }));
    expect(pod(chart).affinity).toEqual(affinity({ key: EDGE, operator: 'DoesNotExist' }));
    expect(find(chart, 'Service').spec.ports.map((p: any) => p.name)).toEqual(['http', 'grpc']);
  });
});

describe('EdgePlacement says whether it is on the edge', () => {
  test('everywhere but in the cloud', () => {
    const chart = testChart();
    const onEdge = (id: string, nodes?: EdgeNodes) => new EdgePlacement(chart, id, { nodes }).onEdge;
    expect([onEdge('A'), onEdge('B', EdgeNodes.any()), onEdge('C', EdgeNodes.named('n')), onEdge('D', EdgeNodes.pinnedPastTheScheduler('n')), onEdge('E', EdgeNodes.cloud())]).toEqual([true, true, true, true, false]);
  });
});

describe('EdgePlacement refuses', () => {
  const CLOUD = 'is for edge nodes only — EdgeNodes.cloud keeps the pods off them, so it could have no effect; leave it out';

  test.each<[string, object, string[]]>([
    ['autonomy in the cloud', { nodes: EdgeNodes.cloud(), autonomy: true }, [`autonomy: got true; ${CLOUD}`]],
    ['the taint of the edge in the cloud', { nodes: EdgeNodes.cloud(), tolerateEdgeTaint: true }, [`tolerateEdgeTaint: got true; ${CLOUD}`]],
    ['both at once', { nodes: EdgeNodes.cloud(), tolerateEdgeTaint: true, autonomy: true }, [`tolerateEdgeTaint: got true; ${CLOUD}`, `autonomy: got true; ${CLOUD}`]],
  ])('%s', (_, props, lines) => {
    expect(refusal(() => new EdgePlacement(testChart(), 'Edge', props))).toBe(`EdgePlacement cannot be defined:\n${lines.map((line) => `  [test/Edge] ${line}`).join('\n')}`);
  });

  const TWICE = 'was placed before — Kubernetes takes several node affinity terms as alternatives, so the pods could land on the nodes of either; place each workload once';

  test.each(WORKLOADS)('to place a %s twice, by itself or by another placement', (_, make) => {
    const chart = testChart();
    const workload = make(chart);
    const [edge, cloud] = [new EdgePlacement(chart, 'Edge'), new EdgePlacement(chart, 'Cloud', { nodes: EdgeNodes.cloud() })];
    edge.placeOn(workload);
    expect([edge, cloud].map((placement) => refusal(() => placement.placeOn(workload)))).toEqual([
      `The workload cannot be placed:\n  [test/Edge] placeOn: got "test/Workload"; ${TWICE}`,
      `The workload cannot be placed:\n  [test/Cloud] placeOn: got "test/Workload"; ${TWICE}`,
    ]);
  });

  test('to place a model server that has a placement', () => {
    const chart = testChart();
    const edge = new EdgePlacement(chart, 'Edge');
    const server = new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: edge }));
    expect(refusal(() => edge.placeOn(server.deployment))).toBe(`The workload cannot be placed:\n  [test/Edge] placeOn: got "test/Resnet/Deployment"; ${TWICE}`);
  });
});

describe('a node pinned past the scheduler', () => {
  function pinned(maxReplicas: number): App {
    const chart = testChart();
    const placement = new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') });
    new AutoscaledInference(chart, 'Resnet', autoscaledProps({ placement, maxReplicas }));
    return chart.node.root as App;
  }

  const why = (scaler: string, most: number) => `spec.template.spec.nodeName: got "edge-1"; must not pin what HorizontalPodAutoscaler ${scaler} scales to ${most} — `
    + 'nodeName bypasses the scheduler: all replicas go to one node, and those that do not fit are rejected and made again without end; '
    + 'place the pods by node affinity (EdgePlacement with EdgeNodes.named), or keep maxReplicas at 1 '
    + '(https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename) [hpa-pinned-node]';

  test('is refused when the program is synthesized and may have more than one replica', () => {
    expect(refusal(() => pinned(2).synthYaml())).toBe(`Validation failed with the following errors:\n  [test/Resnet/Inference] Deployment resnet ${why('vision/resnet', 2)}`);
  });

  test('is allowed with one', () => {
    expect(pinned(1).synthYaml()).toContain('nodeName: edge-1');
  });

  test('is allowed without an autoscaler', () => {
    const chart = testChart();
    const placement = new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') });
    new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement, replicas: 2 }));
    expect((chart.node.root as App).synthYaml()).toContain('nodeName: edge-1');
  });

  test('is refused on another workload, also when it is placed after its autoscaler was made', () => {
    const chart = testChart();
    const workload = new StatefulSet(chart, 'Workload', { metadata: { name: 'embeddings' }, containers });
    new InferenceAutoscaler(chart, 'Scaler', { target: workload, maxReplicas: 3, metrics: [ScalingMetric.cpuUtilization(60)] });
    new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') }).placeOn(workload);
    expect(refusal(() => (chart.node.root as App).synthYaml())).toBe(
      `Validation failed with the following errors:\n  [test/Scaler] (test/Workload/Resource) StatefulSet embeddings ${why('vision/embeddings', 3)}`,
    );
  });

  test('prints nothing when it is refused, and the same again', () => {
    const app = pinned(4);
    const first = refusal(() => app.synthYaml());
    expect(first).toContain('[hpa-pinned-node]');
    expect(refusal(() => app.synthYaml())).toBe(first);
  });
});

describe('an affinity that a user adds', () => {
  const why = 'must not require other nodes too — Kubernetes takes several node affinity terms as alternatives, so the pods could leave the nodes of this placement; '
    + 'choose all nodes by EdgeNodes, or give scheduling.attract a weight';

  test.each(['before', 'after'])('%s the placement would be an alternative to it, and stops the synth', (when) => {
    const chart = testChart();
    const workload = new Deployment(chart, 'Workload', { containers });
    const attract = () => workload.scheduling.attract(Node.labeled(NodeLabelQuery.is('gpu', 'true')));
    if (when === 'before') attract();
    new EdgePlacement(chart, 'Edge').placeOn(workload);
    if (when === 'after') attract();
    expect(refusal(() => synth(chart))).toBe(`Validation failed with the following errors:\n  [test/Edge] placeOn: got "test/Workload"; ${why}`);
  });

  test('with a weight is a wish, which goes with it', () => {
    const chart = testChart();
    const workload = new Deployment(chart, 'Workload', { containers });
    new EdgePlacement(chart, 'Edge').placeOn(workload);
    workload.scheduling.attract(Node.labeled(NodeLabelQuery.is('gpu', 'true')), { weight: 50 });
    expect(synth(chart)[0].spec.template.spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(1);
  });
});

test('nodes that are not EdgeNodes are refused', () => {
  expect(refusal(() => new EdgePlacement(testChart(), 'Edge', { nodes: 'edge-1' as unknown as EdgeNodes }))).toBe(
    'EdgePlacement cannot be defined:\n  [test/Edge] nodes: got "edge-1"; must be EdgeNodes — nothing else says which nodes are meant; use EdgeNodes.named, any or another factory',
  );
});
