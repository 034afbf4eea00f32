/** The label that KubeEdge gives to every edge node. */
export const EDGE_LABEL = 'node-role.kubernetes.io/edge';

/** The label that KubeEdge gives to the members of a node group. */
export const GROUP_LABEL = 'apps.kubeedge.io/belonging-to';

/** The label of a Service that EdgeMesh's default filter excludes, whatever its value. */
export const PROXY_LABEL = 'service.edgemesh.kubeedge.io/service-proxy-name';
