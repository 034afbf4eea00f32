import { EdgeNodes, EdgePlacement, InferenceDeployment, NodeGroup, type NodeGroupProps } from '../../src';
import { deploymentProps, find, pod, refused, synth, testChart } from '../helpers';

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props: NodeGroupProps, namespace?: string): any {
  const chart = testChart('test', namespace);
  new NodeGroup(chart, 'Beijing', props);
  return find(chart, 'NodeGroup');
}

describe('NodeGroup emits', () => {
  test('a group of named nodes, named after its construct', () => {
    expect(printed({ nodes: ['edge-1', 'edge-2.example.com'] })).toEqual({
      apiVersion: 'apps.kubeedge.io/v1alpha1',
      kind: 'NodeGroup',
      metadata: { name: 'beijing' },
      spec: { nodes: ['edge-1', 'edge-2.example.com'] },
    });
  });

  test('a group by labels, with a name of its own', () => {
    const object = printed({ name: 'bj', matchLabels: { 'example.com/site': 'bj', 'spare': '' } });
    expect([object.metadata.name, object.spec]).toEqual([
      'bj',
      { matchLabels: { 'example.com/site': 'bj', 'spare': '' } },
    ]);
  });

  test('nodes and labels together: members are those of either', () => {
    expect(printed({ nodes: ['edge-1'], matchLabels: { site: 'bj' } }).spec).toEqual({
      nodes: ['edge-1'],
      matchLabels: { site: 'bj' },
    });
  });

  test.each([
    [true, { topologyEnabled: true }],
    [false, { topologyEnabled: false }],
    [undefined, {}],
  ])('topology %s', (topologyEnabled, expected) => {
    expect(printed({ nodes: ['edge-1'], topologyEnabled }).spec).toEqual({ nodes: ['edge-1'], ...expected });
  });

  test('no empty labels beside the nodes: KubeEdge would take every node of the cluster for a member', () => {
    expect(printed({ nodes: ['edge-1'], matchLabels: {} }).spec).toEqual({ nodes: ['edge-1'] });
  });

  test.each([undefined, 'vision'])('no namespace, because a group is cluster-wide: chart in %s', (namespace) => {
    const chart = testChart('test', namespace);
    const group = new NodeGroup(chart, 'Beijing', { nodes: ['edge-1'] });
    expect(find(chart, 'NodeGroup').metadata).toEqual({ name: 'beijing' });
    expect(group.node.defaultChild).toBe(group.apiObject);
    expect(group.nodeGroupName).toBe('beijing');
  });

  test('the same again, and lists that the caller changed afterwards as they were', () => {
    const props = { nodes: ['edge-1'], matchLabels: { site: 'bj' } };
    const chart = testChart();
    new NodeGroup(chart, 'Beijing', props);
    props.nodes.push('edge-2');
    props.matchLabels.site = 'sh';
    expect(find(chart, 'NodeGroup').spec).toEqual({ nodes: ['edge-1'], matchLabels: { site: 'bj' } });
    expect(synth(chart)).toEqual(synth(chart));
  });
});

describe('a node group', () => {
  test('is where a placement puts pods', () => {
    const chart = testChart();
    const group = new NodeGroup(chart, 'Beijing', { nodes: ['edge-1'] });
    new InferenceDeployment(chart, 'Resnet', deploymentProps({
      placement: new EdgePlacement(chart, 'In', { nodes: EdgeNodes.group(group) }),
    }));
    expect(pod(chart).nodeSelector).toEqual({ 'apps.kubeedge.io/belonging-to': 'beijing' });
    expect(pod(chart).affinity).toBeUndefined();
  });

  test('that is made elsewhere prints nothing', () => {
    const chart = testChart();
    expect(NodeGroup.fromNodeGroupName(chart, 'Beijing', 'bj').nodeGroupName).toBe('bj');
    expect(synth(chart)).toEqual([]);
  });
});

describe('NodeGroup refuses', () => {

  test.each<[string, NodeGroupProps, ...Expected[]]>([
    ['a group without members', {}, ['placement/group-without-members', 'nodes']],
    ['empty lists of members', { nodes: [], matchLabels: {} }, ['placement/group-without-members', 'nodes']],
    ['a name that is no label', { name: 'Bei.jing', nodes: ['edge-1'] }, ['validation/name', 'name']],
    ['an empty name', { name: '', nodes: ['edge-1'] }, ['validation/name', 'name']],
    ['a node that no cluster can have, and one that is named twice', { nodes: ['edge_1', 'edge-2', 'edge-2'] },
      ['validation/name', 'nodes[0]'], ['placement/node-named-twice', 'nodes[2]']],
    ['labels that the server rejects', { matchLabels: { '-a': 'b', 'c': 'd e' } },
      ['validation/label-key', 'matchLabels["-a"]'], ['validation/label-value', 'matchLabels["c"]']],
    ['everything at once', { name: 'A', nodes: [] }, ['validation/name', 'name'],
      ['placement/group-without-members', 'nodes']],
    ['text for a list of nodes', { nodes: 'edge-1' as unknown as string[] }, ['placement/nodes-not-a-list', 'nodes']],
    ['null for a list of nodes', { nodes: null as unknown as string[] }, ['placement/nodes-not-a-list', 'nodes']],
    ['text for labels', { matchLabels: 'site' as unknown as Record<string, string> },
      ['validation/labels', 'matchLabels']],
  ])('%s', (_, props, ...expected) => {
    expect(refused(() => new NodeGroup(testChart(), 'Beijing', props))).toEqual(expected);
  });

  test('an id that makes no name', () => {
    const create = () => new NodeGroup(testChart(), '北京', { nodes: ['edge-1'] });
    expect(refused(create)).toEqual([['validation/name', 'name']]);
  });

  test('the name of a group that cannot exist elsewhere', () => {
    const refer = () => NodeGroup.fromNodeGroupName(testChart(), 'Elsewhere', 'bei_jing');
    expect(refused(refer)).toEqual([['validation/name', 'nodeGroupName']]);
  });

  test('the name of a group that cannot exist elsewhere, which does not keep its id', () => {
    const chart = testChart();
    expect(refused(() => NodeGroup.fromNodeGroupName(chart, 'Elsewhere', ''))).toHaveLength(1);
    expect(chart.node.children).toEqual([]);
    expect(NodeGroup.fromNodeGroupName(chart, 'Elsewhere', 'beijing').nodeGroupName).toBe('beijing');
  });
});

test.each([undefined, null])('NodeGroup refuses %s as properties', (props) => {
  const problems = refused(() => new NodeGroup(testChart(), 'G', props as never));
  expect(problems).toEqual(refused(() => new NodeGroup(testChart(), 'G', {})));
  expect(problems).toHaveLength(1);
});
