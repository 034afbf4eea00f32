import { Inventory } from '../../../src/kubernetes/inventory';
import { isWithKubeEdge } from '../../../src/rules/placement/kube-edge-service';
import { manifests } from '../manifests';

/** Whether the Service `web` is with KubeEdge, by the spec of the pods that it selects and by its labels. */
function isWith(pod: string, labels: string = '{}', selector: string = '{ app: web }'): boolean {
  const inventory = new Inventory(manifests(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec: { template: { metadata: { labels: { app: web } }, spec: ${pod} } }
---
apiVersion: v1
kind: Service
metadata: { name: web, labels: ${labels} }
spec: { selector: ${selector}, ports: [{ port: 80 }] }
`));
  return isWithKubeEdge(inventory, inventory.find('Service', 'default', 'web')!);
}

const affinity = (terms: string) => (
  '{ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: '
  + `{ nodeSelectorTerms: ${terms} } } } }`);
const EDGE = 'node-role.kubernetes.io/edge';

describe('a Service is with KubeEdge when its pods', () => {
  test.each<[string, string]>([
    ['are selected onto edge nodes', `{ nodeSelector: { ${EDGE}: '' } }`],
    ['are in a group', '{ nodeSelector: { apps.kubeedge.io/belonging-to: bj } }'],
    ['are on edge nodes by affinity', affinity(`[{ matchExpressions: [{ key: ${EDGE}, operator: Exists }] }]`)],
    ['are kept off edge nodes', affinity(`[{ matchExpressions: [{ key: ${EDGE}, operator: DoesNotExist }] }]`)],
    ['tolerate the taint of edge nodes', `{ tolerations: [{ key: other }, { key: ${EDGE}, operator: Exists }] }`],
  ])('%s', (_, pod) => {
    expect(isWith(pod)).toBe(true);
  });
});

test('a Service is with KubeEdge when it has the label of EdgeMesh, with any value', () => {
  expect(isWith('{}', "{ service.edgemesh.kubeedge.io/service-proxy-name: '' }")).toBe(true);
});

describe('it is not known to be', () => {
  test.each<[string, string]>([
    ['without a placement', '{}'],
    ['with other labels of nodes', '{ nodeSelector: { disk: ssd } }'],
    ['with a node by its name', affinity('[{ matchExpressions: [{ key: kubernetes.io/hostname, operator: In }] }]')],
    ['with terms that are none', affinity('[null, text, { matchExpressions: none }, { matchExpressions: [null] }]')],
    ['with terms that are no list', affinity('none')],
    ['with a taint that all keys match', '{ tolerations: [{ operator: Exists }] }'],
  ])('%s', (_, pod) => {
    expect(isWith(pod)).toBe(false);
  });

  test('without pods', () => {
    expect(isWith(`{ nodeSelector: { ${EDGE}: '' } }`, '{}', '{ app: other }')).toBe(false);
    expect(isWith(`{ nodeSelector: { ${EDGE}: '' } }`, '{}', '{}')).toBe(false);
  });
});
