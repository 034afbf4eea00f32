import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, Chart, Cron, Include } from 'cdk8s';
import {
  CronJob, DaemonSet, Deployment, Job, Node, NodeLabelQuery, Pod, StatefulSet, type AbstractPod,
} from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import {
  AutoscaledInference, EdgeNodes, EdgePlacement, InferenceAutoscaler, InferenceDeployment, NodeGroup, ScalingMetric,
  type EdgePlacementProps,
} from '../../src';
import {
  autoscaledProps, deploymentProps, find, pod, refused, RESOURCES,
  stopped, synth, testChart, warned,
} from '../helpers';

const EDGE = 'node-role.kubernetes.io/edge';
const EDGE_TAINT = { effect: 'NoSchedule', key: EDGE, operator: 'Exists' };
const AUTONOMY = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map((key) => ({
  effect: 'NoExecute',
  key,
  operator: 'Exists',
}));

/** Code and field of a problem. */
type Expected = [code: string, field: string];

const containers = [
  { name: 'server', image: 'registry.example.com/server:1.2', ports: [{ number: 8080 }], resources: RESOURCES },
];

/** Every workload of cdk8s-plus, and where its pods are described. */
const WORKLOADS: Array<[string, (scope: Construct) => AbstractPod, (object: any) => any]> = [
  ['Deployment', (scope) => new Deployment(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['StatefulSet', (scope) => new StatefulSet(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['DaemonSet', (scope) => new DaemonSet(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['Job', (scope) => new Job(scope, 'Workload', { containers }), (o) => o.spec.template.spec],
  ['CronJob', (scope) => new CronJob(scope, 'Workload', { containers, schedule: Cron.daily() }),
    (o) => o.spec.jobTemplate.spec.template.spec],
  ['Pod', (scope) => new Pod(scope, 'Workload', { containers }), (o) => o.spec],
];

function affinity(...matchExpressions: object[]): object {
  return {
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions }] } },
  };
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
      expect(spec.affinity).toEqual(affinity({
        key: 'kubernetes.io/hostname',
        operator: 'In',
        values: ['edge-1', 'edge-2'],
      }));
      expect([spec.nodeName, spec.nodeSelector]).toEqual([undefined, undefined]);
    });

    test('labelled nodes that are edge nodes too, in one term, so that all of it holds', () => {
      const spec = placed(() => EdgeNodes.labelled({ camera: 'true', site: 'bj' }));
      expect(spec.affinity).toEqual(affinity(
        { key: EDGE, operator: 'Exists' }, { key: 'camera', operator: 'In', values: ['true'] }, {
          key: 'site',
          operator: 'In',
          values: ['bj'],
        },
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
  ])('the tolerations of %j', (props, tolerations) => {
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
    new InferenceDeployment(chart, 'Resnet', deploymentProps({
      placement: new EdgePlacement(chart, 'Cloud', { nodes: EdgeNodes.cloud() }),
    }));
    expect(pod(chart).affinity).toEqual(affinity({ key: EDGE, operator: 'DoesNotExist' }));
    expect(find(chart, 'Service').spec.ports.map((p: any) => p.name)).toEqual(['http', 'grpc']);
  });
});

describe('EdgePlacement states whether it is on the edge', () => {
  test('everywhere but in the cloud', () => {
    const chart = testChart();
    const onEdge = (id: string, nodes?: EdgeNodes) => new EdgePlacement(chart, id, { nodes }).onEdge;
    expect([
      onEdge('A'),
      onEdge('B', EdgeNodes.any()),
      onEdge('C', EdgeNodes.named('n')),
      onEdge('D', EdgeNodes.pinnedPastTheScheduler('n')),
      onEdge('E', EdgeNodes.cloud()),
    ]).toEqual([true, true, true, true, false]);
  });
});

describe('EdgePlacement refuses', () => {
  const CLOUD = EdgeNodes.cloud();
  const TAINT: Expected = ['placement/edge-property-in-cloud', 'tolerateEdgeTaint'];
  const AUTONOMOUS: Expected = ['placement/edge-property-in-cloud', 'autonomy'];

  test.each<[string, EdgePlacementProps, ...Expected[]]>([
    ['autonomy in the cloud', { nodes: CLOUD, autonomy: true }, AUTONOMOUS],
    ['the taint of the edge in the cloud', { nodes: CLOUD, tolerateEdgeTaint: true }, TAINT],
    ['both at once', { nodes: CLOUD, tolerateEdgeTaint: true, autonomy: true }, TAINT, AUTONOMOUS],
    ['nodes that are not EdgeNodes', { nodes: 'edge-1' as unknown as EdgeNodes },
      ['placement/not-edge-nodes', 'nodes']],
  ])('%s', (_, props, ...expected) => {
    expect(refused(() => new EdgePlacement(testChart(), 'Edge', props))).toEqual(expected);
  });

  const TWICE = [['placement/placed-twice', 'workload']];

  test.each(WORKLOADS)('to place a %s twice, by itself or by another placement', (_, make) => {
    const chart = testChart();
    const workload = make(chart);
    const edge = new EdgePlacement(chart, 'Edge');
    const cloud = new EdgePlacement(chart, 'Cloud', { nodes: CLOUD });
    edge.placeOn(workload);
    for (const placement of [edge, cloud]) expect(refused(() => placement.placeOn(workload))).toEqual(TWICE);
  });

  test('to place a model server that has a placement', () => {
    const chart = testChart();
    const edge = new EdgePlacement(chart, 'Edge');
    const server = new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: edge }));
    expect(refused(() => edge.placeOn(server.deployment))).toEqual(TWICE);
  });

  test.each([undefined, null, 5, 'resnet', {}])('to place %j, which is no workload', (value) => {
    const edge = new EdgePlacement(testChart(), 'Edge');
    expect(refused(() => edge.placeOn(value as unknown as Construct))).toEqual([
      ['placement/not-a-workload', 'workload'],
    ]);
  });

  test('to place a construct that only holds a workload', () => {
    const chart = testChart();
    const server = new InferenceDeployment(chart, 'Resnet', deploymentProps());
    const place = () => new EdgePlacement(chart, 'Edge').placeOn(server as unknown as Construct);
    expect(refused(place)).toEqual([['placement/not-a-workload', 'workload']]);
  });
});

describe('EdgePlacement on an ApiObject', () => {
  const CHOICES: Array<[string, (scope: Construct) => EdgePlacementProps]> = [
    ['any edge node', () => ({})],
    ['the cloud', () => ({ nodes: EdgeNodes.cloud() })],
    ['named nodes', () => ({ nodes: EdgeNodes.named('edge-1', 'edge-2') })],
    ['labelled nodes', () => ({ nodes: EdgeNodes.labelled({ camera: 'true' }), autonomy: false })],
    ['a node group', (scope) => ({ nodes: groupNodes(scope), tolerateEdgeTaint: false })],
    ['a pinned node', () => ({ nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') })],
  ];

  function groupNodes(scope: Construct): EdgeNodes {
    return EdgeNodes.group(new NodeGroup(scope, 'Group', { name: 'cameras', nodes: ['edge-1'] }));
  }

  function object(scope: Construct, manifest: any): ApiObject {
    return new ApiObject(scope, 'Object', manifest);
  }

  function placedOn(manifest: object, props: EdgePlacementProps = {}): any {
    const chart = testChart();
    const workload = object(chart, manifest);
    new EdgePlacement(chart, 'Edge', props).placeOn(workload);
    return workload.toJson();
  }

  const POD = { containers: [{ name: 'server', image: 'server:1' }] };
  const deployment = (more: object) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'server' },
    spec: { template: { spec: { ...POD, ...more } } },
  });

  describe.each(CHOICES)('prints %s', (_choice, props) => {
    test.each(WORKLOADS)('of a %s as for the construct', (kind, make) => {
      const [constructs, objects] = [testChart(), testChart()];
      const workload = make(constructs);
      const copy = object(objects, ApiObject.of(workload).toJson());
      new EdgePlacement(constructs, 'Edge', props(constructs)).placeOn(workload);
      new EdgePlacement(objects, 'Edge', props(objects)).placeOn(copy);
      expect(find(objects, kind)).toEqual(find(constructs, kind));
    });
  });

  test('of an Include', () => {
    const chart = testChart();
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'include-')), 'server.yaml');
    fs.writeFileSync(file, JSON.stringify(deployment({})));
    const [workload] = new Include(chart, 'Include', { url: file }).apiObjects;
    new EdgePlacement(chart, 'Edge').placeOn(workload);
    expect(find(chart, 'Deployment').spec.template.spec.tolerations).toEqual([EDGE_TAINT, ...AUTONOMY]);
  });

  test('of a kind of others that has a pod template', () => {
    const { spec } = deployment({});
    const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec };
    expect(placedOn(rollout).spec.template.spec.affinity).toEqual(affinity({ key: EDGE, operator: 'Exists' }));
  });

  test('keeps its node affinity as a condition of each alternative', () => {
    const arm = { key: 'kubernetes.io/arch', operator: 'In', values: ['arm64'] };
    const preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 1, preference: { matchExpressions: [arm] } }];
    const { affinity: printed } = placedOn(deployment({
      affinity: {
        podAntiAffinity: {},
        nodeAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution,
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [arm] }, { matchFields: [{ key: 'metadata.name' }] }],
          },
        },
      },
    })).spec.template.spec;
    const edge = { key: EDGE, operator: 'Exists' };
    expect(printed).toEqual({
      podAntiAffinity: {},
      nodeAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution,
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [arm, edge] }, { matchFields: [{ key: 'metadata.name' }], matchExpressions: [edge] },
          ],
        },
      },
    });
  });

  test('keeps its tolerations and its node selector, and repeats none', () => {
    const gpu = { key: 'gpu', operator: 'Exists' };
    const own = { tolerations: [gpu, EDGE_TAINT], nodeSelector: { disk: 'ssd' } };
    const chart = testChart();
    const workload = object(chart, deployment(own));
    new EdgePlacement(chart, 'Edge', { nodes: groupNodes(chart) }).placeOn(workload);
    const { tolerations, nodeSelector } = workload.toJson().spec.template.spec;
    expect(tolerations).toEqual([gpu, EDGE_TAINT, ...AUTONOMY]);
    expect(nodeSelector).toEqual({ 'disk': 'ssd', 'apps.kubeedge.io/belonging-to': 'cameras' });
  });

  test.each<[string, object, (scope: Construct) => EdgeNodes]>([
    ['a node', { nodeName: 'edge-9' }, () => EdgeNodes.pinnedPastTheScheduler('edge-1')],
    ['a group', { nodeSelector: { 'apps.kubeedge.io/belonging-to': 'others' } }, groupNodes],
  ])('refuses to replace %s that is chosen already', (_what, own, nodes) => {
    const chart = testChart();
    const workload = object(chart, deployment(own));
    const edge = new EdgePlacement(chart, 'Edge', { nodes: nodes(chart) });
    expect(refused(() => edge.placeOn(workload))).toEqual([['placement/nodes-chosen-already', 'placeOn']]);
    expect(workload.toJson()).toMatchObject(deployment(own));
  });

  test('refuses a second placement, of the construct or of its object', () => {
    const chart = testChart();
    const edge = new EdgePlacement(chart, 'Edge');
    const workload = new Deployment(chart, 'Workload', { containers });
    edge.placeOn(ApiObject.of(workload));
    expect(refused(() => edge.placeOn(workload))).toEqual([['placement/placed-twice', 'workload']]);
    expect(find(chart, 'Deployment').spec.template.spec.tolerations).toEqual([EDGE_TAINT, ...AUTONOMY]);
  });

  test.each([
    ['another kind', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'data' } }],
    ['a pod template without containers', { ...deployment({}), spec: { template: {} } }],
    ['no spec', { apiVersion: 'apps/v1', kind: 'Deployment' }],
  ])('refuses %s', (_what, manifest) => {
    expect(refused(() => placedOn(manifest))).toEqual([['placement/not-a-workload', 'workload']]);
  });
});

describe('a node pinned past the scheduler', () => {
  function pinned(maxReplicas: number): Chart {
    const chart = testChart();
    const placement = new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') });
    new AutoscaledInference(chart, 'Resnet', autoscaledProps({ placement, maxReplicas }));
    return chart;
  }

  test('is a warning where there may be more than one replica', () => {
    expect(warned(pinned(2))).toEqual([
      ['hpa-pinned-node', 'Deployment vision/resnet', 'spec.template.spec.nodeName'],
    ]);
  });

  test('is allowed with one', () => {
    expect(pod(pinned(1)).nodeName).toBe('edge-1');
  });

  test('is allowed without an autoscaler', () => {
    const chart = testChart();
    const placement = new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') });
    new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement, replicas: 2 }));
    expect(pod(chart).nodeName).toBe('edge-1');
  });

  test('is a warning on another workload, also when it is placed after its autoscaler was made', () => {
    const chart = testChart();
    const workload = new StatefulSet(chart, 'Workload', { metadata: { name: 'embeddings' }, containers });
    new InferenceAutoscaler(chart, 'Scaler', {
      target: workload,
      maxReplicas: 3,
      metrics: [ScalingMetric.cpuUtilization(60)],
    });
    new EdgePlacement(chart, 'Pinned', { nodes: EdgeNodes.pinnedPastTheScheduler('edge-1') }).placeOn(workload);
    expect(warned(chart)).toContainEqual(
      ['hpa-pinned-node', 'StatefulSet vision/embeddings', 'spec.template.spec.nodeName'],
    );
  });

  test('is the same warning again, and stops no synth: a large node may hold all replicas', () => {
    const chart = pinned(4);
    const first = warned(chart);
    expect(first.map(([code]) => code)).toEqual(['hpa-pinned-node']);
    expect([warned(chart), stopped(chart)]).toEqual([first, []]);
  });
});

test('a workload that cdk8s-plus spreads is not rendered when it is placed, which would add terms', () => {
  const chart = testChart();
  const group = new NodeGroup(chart, 'Group', { name: 'cameras', nodes: ['edge-1'] });
  const workload = new Deployment(chart, 'Workload', { containers, spread: true });
  new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.group(group) }).placeOn(workload);
  const { requiredDuringSchedulingIgnoredDuringExecution: terms } = ApiObject.of(workload).toJson().spec.template.spec
    .affinity.podAntiAffinity;
  expect(terms).toHaveLength(2);
});

describe('an affinity that a user adds', () => {
  const GPU = Node.labeled(NodeLabelQuery.is('gpu', 'true'));
  const REQUIRED = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution';
  const TERMS = `spec.template.spec.${REQUIRED}.nodeSelectorTerms`;

  test.each<[string, EdgeNodes]>([
    ['any edge node', EdgeNodes.any()],
    ['named nodes', EdgeNodes.named('edge-1')],
    ['labelled nodes', EdgeNodes.labelled({ camera: 'true' })],
    ['the cloud', EdgeNodes.cloud()],
  ])('would be an alternative to a placement on %s: refused before it, a warning after it', (_, nodes) => {
    const chart = testChart();
    const edge = new EdgePlacement(chart, 'Edge', { nodes });
    const attracted = new Deployment(chart, 'Attracted', { containers });
    attracted.scheduling.attract(GPU);
    expect(refused(() => edge.placeOn(attracted))).toEqual([['placement/attracted-already', 'workload']]);
    attracted.node.scope!.node.tryRemoveChild('Attracted');
    const workload = new Deployment(chart, 'Workload', { metadata: { name: 'resnet' }, containers });
    edge.placeOn(workload);
    workload.scheduling.attract(GPU);
    expect(warned(chart)).toEqual([['node-affinity-alternatives', 'Deployment vision/resnet', `${TERMS}[1]`]]);
  });

  test('beside a node group goes with it: its node selector is a condition', () => {
    const chart = testChart();
    const nodes = EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Beijing', 'beijing'));
    const workload = new Deployment(chart, 'Workload', { containers });
    workload.scheduling.attract(GPU);
    new EdgePlacement(chart, 'Edge', { nodes }).placeOn(workload);
    workload.scheduling.attract(GPU);
    expect(stopped(chart)).toEqual([]);
  });

  test('with a weight is a preference, which goes with it', () => {
    const chart = testChart();
    const workload = new Deployment(chart, 'Workload', { containers });
    workload.scheduling.attract(GPU, { weight: 50 });
    new EdgePlacement(chart, 'Edge').placeOn(workload);
    workload.scheduling.attract(GPU, { weight: 50 });
    const { nodeAffinity } = pod(chart).affinity;
    expect(nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution).toHaveLength(2);
  });
});
