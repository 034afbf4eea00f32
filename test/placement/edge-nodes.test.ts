import { Construct } from 'constructs';
import { EdgeNodes, EdgePlacement, NodeGroup } from '../../src';
import { refusal, testChart } from '../helpers';

const NO_MATCH = 'no node could match, and the pods would stay Pending';
const VALUE = 'must be a label value (letters, digits, "-", "_" and ".", at most 63 characters)';
const REJECTED = 'the API server would reject the object';
const API = '(Kubernetes API validation)';

function said(nodes: EdgeNodes): string | undefined {
  return refusal(() => new EdgePlacement(testChart(), 'Edge', { nodes }));
}

describe('EdgeNodes', () => {
  test.each<[string, EdgeNodes]>([
    ['every edge node', EdgeNodes.any()],
    ['one name', EdgeNodes.named('edgenode')],
    ['several names, with dots and capitals as host names may have', EdgeNodes.named('edge-1.example.com', 'Edge_2')],
    ['labels', EdgeNodes.labelled({ 'example.com/camera': 'true', 'site': '' })],
    ['a node group that is made elsewhere', EdgeNodes.group(NodeGroup.fromNodeGroupName(testChart(), 'Beijing', 'beijing'))],
    ['the cloud', EdgeNodes.cloud()],
    ['one node past the scheduler', EdgeNodes.pinnedPastTheScheduler('edge-1.example.com')],
  ])('takes %s', (_, nodes) => {
    expect(said(nodes)).toBeUndefined();
  });

  test('keeps what it was given when the caller changes it afterwards', () => {
    const names = ['edge-1'];
    const labels: Record<string, string> = { camera: 'true' };
    const chosen = [EdgeNodes.named(...names), EdgeNodes.labelled(labels)];
    names.push('no name at all');
    labels.camera = 'no value at all';
    expect(chosen.map(said)).toEqual([undefined, undefined]);
  });

  test('may be used before and after a refusal: it is a value', () => {
    const nodes = EdgeNodes.named('edge-1');
    expect([said(nodes), said(nodes)]).toEqual([undefined, undefined]);
  });
});

class ForeignGroup extends Construct {
  public constructor(public readonly nodeGroupName: string) {
    super(testChart(), 'Foreign');
  }
}

describe('EdgeNodes refuses', () => {
  test.each<[string, EdgeNodes, string[]]>([
    ['no name', EdgeNodes.named(), [`nodes.names: got []; must name at least one node — ${NO_MATCH}; give the nodes' names, or use EdgeNodes.any`]],
    ['an empty name', EdgeNodes.named(''), [`nodes.names[0]: got ""; ${VALUE} — ${REJECTED}; give the value of the node's label kubernetes.io/hostname ${API}`]],
    ['names that no host can have, each of them', EdgeNodes.named('edge 1', 'edge-2', `e${'x'.repeat(63)}`), [
      `nodes.names[0]: got "edge 1"; ${VALUE} — ${REJECTED}; give the value of the node's label kubernetes.io/hostname ${API}`,
      `nodes.names[2]: got "e${'x'.repeat(63)}"; ${VALUE} — ${REJECTED}; give the value of the node's label kubernetes.io/hostname ${API}`,
    ]],
    ['no label', EdgeNodes.labelled({}), ['nodes.labels: got {}; must hold at least one label — nothing would be chosen; give a label, or use EdgeNodes.any']],
    ['a label whose key and value the server rejects', EdgeNodes.labelled({ 'a/b/c': 'x y' }), [
      `nodes.labels["a/b/c"]: the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "." — the API server would reject the label; rename the key ${API}`,
      `nodes.labels["a/b/c"]: got "x y"; ${VALUE} — the API server would reject the label; shorten or change the value ${API}`,
    ]],
    ['a label that is no text', EdgeNodes.labelled({ camera: true as unknown as string }), [
      `nodes.labels["camera"]: got true; ${VALUE} — the API server would reject the label; shorten or change the value ${API}`,
    ]],
    ['a group of another program without a usable name', EdgeNodes.group(new ForeignGroup('bei jing')), [
      `nodes.group: got "bei jing"; ${VALUE} — ${REJECTED}; give the name of the NodeGroup ${API}`,
    ]],
    ['a pinned node without a usable name', EdgeNodes.pinnedPastTheScheduler('Edge_1'), [
      `nodes.name: got "Edge_1"; must be a DNS subdomain (lower-case letters, digits, "-" and ".", at most 253 characters) — ${REJECTED}; give the node's name ${API}`,
    ]],
  ])('%s', (_, nodes, lines) => {
    expect(said(nodes)).toBe(`EdgePlacement cannot be defined:\n${lines.map((line) => `  [test/Edge] ${line}`).join('\n')}`);
  });
});
