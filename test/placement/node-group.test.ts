import { EdgeNodes, EdgePlacement, InferenceDeployment, NodeGroup, type NodeGroupProps } from '../../src';
import { deploymentProps, find, pod, refusal, synth, testChart } from '../helpers';

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
    expect([object.metadata.name, object.spec]).toEqual(['bj', { matchLabels: { 'example.com/site': 'bj', 'spare': '' } }]);
  });

  test('nodes and labels together: members are those of either', () => {
    expect(printed({ nodes: ['edge-1'], matchLabels: { site: 'bj' } }).spec).toEqual({ nodes: ['edge-1'], matchLabels: { site: 'bj' } });
  });

  test.each([[true, { topologyEnabled: true }], [false, { topologyEnabled: false }], [undefined, {}]])('topology %s', (topologyEnabled, expected) => {
    expect(printed({ nodes: ['edge-1'], topologyEnabled }).spec).toEqual({ nodes: ['edge-1'], ...expected });
  });

  test('no empty labels beside the nodes: KubeEdge would take every node of the cluster for a member', () => {
    expect(printed({ nodes: ['edge-1'], matchLabels: {} }).spec).toEqual({ nodes: ['edge-1'] });
  });

  test.each([undefined, 'vision'])('no namespace, because a group is cluster-wide: chart in namespace %s', (namespace) => {
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
    new InferenceDeployment(chart, 'Resnet', deploymentProps({ placement: new EdgePlacement(chart, 'In', { nodes: EdgeNodes.group(group) }) }));
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
  const LABEL = 'must be a DNS label (lower-case letters, digits and "-", at most 63 characters)';
  const OBJECT = 'the API server would reject the object';
  const SUBDOMAIN = 'must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters)';
  const API = '(Kubernetes API validation)';

  test.each<[string, NodeGroupProps, string[]]>([
    ['a group without members', {}, ['nodes: got []; must name a node, unless matchLabels finds some — the group would have no member; give nodes or matchLabels']],
    ['empty lists of members', { nodes: [], matchLabels: {} }, ['nodes: got []; must name a node, unless matchLabels finds some — the group would have no member; give nodes or matchLabels']],
    ['a name that is no label', { name: 'Bei.jing', nodes: ['edge-1'] }, [`name: got "Bei.jing"; ${LABEL} — ${OBJECT}; give another name ${API}`]],
    ['an empty name', { name: '', nodes: ['edge-1'] }, [`name: got ""; ${LABEL} — ${OBJECT}; give another name ${API}`]],
    ['a node that no cluster can have, and one that is named twice', { nodes: ['edge_1', 'edge-2', 'edge-2'] }, [
      `nodes[0]: got "edge_1"; ${SUBDOMAIN} — ${OBJECT}; give the node's name ${API}`,
      'nodes[2]: got "edge-2"; is named twice — a node is a member once; remove one',
    ]],
    ['labels that the server rejects', { matchLabels: { '-a': 'b', 'c': 'd e' } }, [
      `matchLabels["-a"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key ${API}`,
      `matchLabels["c"]: got "d e"; must be a label value (letters, digits, "-", "_" and ".", at most 63 characters) — the API server would reject the label; shorten or change the value ${API}`,
    ]],
    ['everything at once', { name: 'A', nodes: [] }, [
      `name: got "A"; ${LABEL} — ${OBJECT}; give another name ${API}`,
      'nodes: got []; must name a node, unless matchLabels finds some — the group would have no member; give nodes or matchLabels',
    ]],
  ])('%s', (_, props, lines) => {
    expect(refusal(() => new NodeGroup(testChart(), 'Beijing', props))).toBe(`NodeGroup cannot be defined:\n${lines.map((line) => `  [test/Beijing] ${line}`).join('\n')}`);
  });

  test('an id that makes no name', () => {
    expect(refusal(() => new NodeGroup(testChart(), '北京', { nodes: ['edge-1'] }))).toBe(
      `NodeGroup cannot be defined:\n  [test/北京] name: got ""; ${LABEL} — ${OBJECT}; give another name ${API}`,
    );
  });

  test('the name of a group that cannot exist elsewhere', () => {
    expect(refusal(() => NodeGroup.fromNodeGroupName(testChart(), 'Elsewhere', 'bei_jing'))).toBe(
      `NodeGroup cannot be referred to:\n  [test/Elsewhere] nodeGroupName: got "bei_jing"; ${LABEL} — ${OBJECT}; give another name ${API}`,
    );
  });

  test('the name of a group that cannot exist elsewhere, which does not keep its id', () => {
    const chart = testChart();
    expect(refusal(() => NodeGroup.fromNodeGroupName(chart, 'Elsewhere', ''))).toBeDefined();
    expect(chart.node.children).toEqual([]);
    expect(NodeGroup.fromNodeGroupName(chart, 'Elsewhere', 'beijing').nodeGroupName).toBe('beijing');
  });
});
