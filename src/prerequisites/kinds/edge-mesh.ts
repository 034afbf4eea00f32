import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { isWithKubeEdge } from '../../rules/placement/kube-edge-service';

const EDGE_MESH: Needed = {
  id: 'edge-mesh',
  title: 'EdgeMesh, with the CustomResourceDefinition of DestinationRule',
  why: 'It connects the Services of edge and cloud, and balances by these objects. It needs dynamicController in '
    + 'cloudcore, and metaServer and the cluster DNS in edgecore.',
  check: 'kubectl get crd destinationrules.networking.istio.io; kubectl get pods -A -l kubeedge=edgemesh-agent -o wide',
  expected: 'the CustomResourceDefinition, and a running edgemesh-agent on each edge node',
  install: 'https://edgemesh.netlify.app/guide/',
};

export const EDGE_MESH_PREREQUISITE: PrerequisiteKind = {
  ids: ['edge-mesh'],
  find: (inventory, need) => {
    for (const object of inventory.of('DestinationRule')) {
      if (isOfEdgeMesh(inventory, object)) need(EDGE_MESH, object, 'spec.host');
    }
    for (const object of inventory.jointServices) need(EDGE_MESH, object, 'spec.edgeWorker');
  },
};

/** Whether a DestinationRule is about a Service that is certainly in a cluster with KubeEdge. */
export function isOfEdgeMesh(inventory: Inventory, { apiVersion, kind, metadata, spec }: Manifest): boolean {
  if (kind !== 'DestinationRule' || !apiVersion.startsWith('networking.istio.io/')) return false;
  const own = namespaceOf({ apiVersion, kind, metadata });
  const [name, namespace = own] = String(spec?.host ?? '').split('.');
  const services = [inventory.find('Service', namespace, name), inventory.find('Service', own, metadata?.name)];
  return services.some((service) => service !== undefined && isWithKubeEdge(inventory, service));
}
