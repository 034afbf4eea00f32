import { parseAllDocuments } from 'yaml';
import { describe as line } from '../../../src/validation/problem';
import { findings } from '../../../src/rules/catalogue/findings';
import { nodeNameAndAffinity } from '../../../src/rules/workload/node-name-and-affinity';

function deployment(pod: string): any[] {
  return parseAllDocuments(`
apiVersion: apps/v1
kind: Deployment
metadata: {name: qwen, namespace: default}
spec:
  selector: {matchLabels: {app: qwen}}
  template:
    metadata: {labels: {app: qwen}}
    spec: ${pod}
`).map((d) => d.toJS());
}

const check = (pod: string) => findings(deployment(pod), [nodeNameAndAffinity]).map((f) => line(f.problem));
const AFFINITY = 'affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}}';

describe('node-name-and-affinity', () => {
  test('fires on the Deployment of seed 000, which names one node and asks for another', () => {
    expect(check(`{nodeName: nvidia-edge-node, ${AFFINITY}, containers: []}`)).toEqual([
      'spec.template.spec.nodeName: got "nvidia-edge-node"; cannot be combined with a required node affinity — the scheduler is bypassed, and a node whose '
      + 'labels do not fit rejects the pod (NodeAffinity), which is then made again without end; remove nodeName, or the affinity and the node selector '
      + '(https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename)',
    ]);
  });

  test('fires on a node selector beside a node name', () => {
    expect(check('{nodeName: edge-1, nodeSelector: {disk: ssd}, containers: []}')[0]).toContain('cannot be combined with a node selector');
  });

  test.each([
    ['a node name alone', '{nodeName: edge-1, containers: []}'],
    ['an affinity alone', `{${AFFINITY}, containers: []}`],
    ['a preferred affinity beside a node name', '{nodeName: edge-1, affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}, containers: []}'],
    ['an empty node selector beside a node name', '{nodeName: edge-1, nodeSelector: {}, containers: []}'],
  ])('is silent on %s', (_, pod) => {
    expect(check(pod)).toEqual([]);
  });
});

describe('node-name-and-affinity names the field', () => {
  test.each([
    ['v1', 'Pod', `{nodeName: edge-1, ${AFFINITY}}`, 'spec.nodeName'],
    ['batch/v1', 'Job', `{template: {spec: {nodeName: edge-1, ${AFFINITY}}}}`, 'spec.template.spec.nodeName'],
    ['batch/v1', 'CronJob', `{jobTemplate: {spec: {template: {spec: {nodeName: edge-1, ${AFFINITY}}}}}}`, 'spec.jobTemplate.spec.template.spec.nodeName'],
  ])('of a %s %s', (apiVersion, kind, spec, field) => {
    const objects = parseAllDocuments(`{apiVersion: ${apiVersion}, kind: ${kind}, metadata: {name: qwen}, spec: ${spec}}`).map((d) => d.toJS());
    expect(findings(objects, [nodeNameAndAffinity]).map((f) => [f.object, f.problem.field])).toEqual([[objects[0], field]]);
  });
});
