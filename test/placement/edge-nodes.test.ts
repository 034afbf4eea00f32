import { Construct } from 'constructs';
import { EdgeNodes, EdgePlacement, NodeGroup } from '../../src';
import { refused, testChart } from '../helpers';


/** Code and field of a problem. */
type Expected = [code: string, field: string];

function said(nodes: EdgeNodes): Expected[] {
  return refused(() => new EdgePlacement(testChart(), 'Edge', { nodes }));
}

describe('EdgeNodes', () => {
  test.each<[string, EdgeNodes]>([
    ['every edge node', EdgeNodes.any()],
    ['one name', EdgeNodes.named('edgenode')],
    ['several names, with dots and capitals as host names may have', EdgeNodes.named('edge-1.example.com', 'Edge_2')],
    ['labels', EdgeNodes.labelled({ 'example.com/camera': 'true', 'site': '' })],
    ['a node group that is made elsewhere',
      EdgeNodes.group(NodeGroup.fromNodeGroupName(testChart(), 'Beijing', 'beijing'))],
    ['the cloud', EdgeNodes.cloud()],
    ['one node past the scheduler', EdgeNodes.pinnedPastTheScheduler('edge-1.example.com')],
  ])('takes %s', (_, nodes) => {
    expect(said(nodes)).toEqual([]);
  });

  test('keeps what it was given when the caller changes it afterwards', () => {
    const names = ['edge-1'];
    const labels: Record<string, string> = { camera: 'true' };
    const chosen = [EdgeNodes.named(...names), EdgeNodes.labelled(labels)];
    names.push('no name at all');
    labels.camera = 'no value at all';
    expect(chosen.map(said)).toEqual([[], []]);
  });

  test('may be used before and after a refusal: it is a value', () => {
    const nodes = EdgeNodes.named('edge-1');
    expect([said(nodes), said(nodes)]).toEqual([[], []]);
  });
});

class ForeignGroup extends Construct {
  public constructor(public readonly nodeGroupName: string) {
    super(testChart(), 'Foreign');
  }
}

describe('EdgeNodes refuses', () => {
  test.each<[string, EdgeNodes, ...Expected[]]>([
    ['no name', EdgeNodes.named(), ['placement/no-node-named', 'nodes.names']],
    ['an empty name', EdgeNodes.named(''), ['validation/name', 'nodes.names[0]']],
    ['names that no host can have, each of them', EdgeNodes.named('edge 1', 'edge-2', 'e'.repeat(64)),
      ['validation/name', 'nodes.names[0]'], ['validation/name', 'nodes.names[2]']],
    ['no label', EdgeNodes.labelled({}), ['placement/no-label-chosen', 'nodes.labels']],
    ['a label whose key and value the server rejects', EdgeNodes.labelled({ 'a/b/c': 'x y' }),
      ['validation/label-key', 'nodes.labels["a/b/c"]'], ['validation/label-value', 'nodes.labels["a/b/c"]']],
    ['a group of another program without a usable name', EdgeNodes.group(new ForeignGroup('bei jing')),
      ['validation/name', 'nodes.group']],
    ['a pinned node without a usable name', EdgeNodes.pinnedPastTheScheduler('Edge_1'),
      ['validation/name', 'nodes.name']],
  ])('%s', (_, nodes, ...expected) => {
    expect(said(nodes)).toEqual(expected);
  });
});
