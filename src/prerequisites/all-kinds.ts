import { DEVICE_CLAIMS } from './kinds/device-claims';
import { DEVICES } from './kinds/devices';
import { EDGE_MESH_PREREQUISITE } from './kinds/edge-mesh';
import { GATEWAYS } from './kinds/gateways';
import { HTTP_ADD_ON } from './kinds/http-add-on';
import { KEDA_VERSION } from './kinds/keda-version';
import { KUBERNETES_VERSION } from './kinds/kubernetes-version';
import { LOAD_BALANCERS } from './kinds/load-balancers';
import { MEMBER_CLUSTERS } from './kinds/member-clusters';
import { METRICS_APIS } from './kinds/metrics-apis';
import { NAMED_OBJECTS } from './kinds/named-objects';
import { NAMESPACES } from './kinds/namespaces';
import { NODE_LABELS } from './kinds/node-labels';
import { PLATFORM_APIS } from './kinds/platform-apis';
import type { PrerequisiteKind } from './kinds/prerequisite';
import { PROMETHEUS_SERVER } from './kinds/prometheus-server';
import { RESOURCE_METRICS } from './kinds/resource-metrics';
import { RULE_EXPORTERS } from './kinds/rule-exporters';
import { SCALE_TARGETS } from './kinds/scale-targets';
import { SECRETS_AND_CONFIG_MAPS } from './kinds/secrets-and-config-maps';
import { SEDNA } from './kinds/sedna';
import { STORAGE } from './kinds/storage';

/** All kinds, in the order in which somebody prepares a cluster. A new one is a file in `kinds/` and an entry here. */
export const PREREQUISITE_KINDS: readonly PrerequisiteKind[] = [
  KUBERNETES_VERSION,
  PLATFORM_APIS,
  KEDA_VERSION,
  HTTP_ADD_ON,
  SEDNA,
  EDGE_MESH_PREREQUISITE,
  MEMBER_CLUSTERS,
  RESOURCE_METRICS,
  METRICS_APIS,
  PROMETHEUS_SERVER,
  RULE_EXPORTERS,
  NODE_LABELS,
  DEVICES,
  DEVICE_CLAIMS,
  LOAD_BALANCERS,
  GATEWAYS,
  NAMESPACES,
  STORAGE,
  SECRETS_AND_CONFIG_MAPS,
  NAMED_OBJECTS,
  SCALE_TARGETS,
];
