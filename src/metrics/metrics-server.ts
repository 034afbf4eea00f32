import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { deploymentSpec, LABELS, NAME, NAMESPACE } from './metrics-server-deployment';
import { KubeletAddressType, type MetricsServerProps } from './metrics-server-options';
import { mayShareCluster } from '../app/cluster-charts';
import { guard } from '../app/validator';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { fixWith, similarName } from '../validation/corrections';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';
import { resourceProblems } from '../values/resource-requirements';

const RBAC = 'rbac.authorization.k8s.io';
const ACCOUNT = [{ kind: 'ServiceAccount', name: NAME, namespace: NAMESPACE }];
const SOURCE = 'https://github.com/kubernetes-sigs/metrics-server';
/** The smallest resolution of which 90 % is not below the scrape timeout of 10 seconds. */
const LEAST_RESOLUTION = 12;

/** The metrics-servers of each app, of which each is in a cluster of its own. */
const ofApp = new WeakMap<object, MetricsServer[]>();

/**
 * Defines metrics-server, which serves the CPU and memory usage of pods to the autoscalers of the cluster: the nine
 * objects of its release 0.9.0 in `kube-system`. Without it an HPA on CPU reports `<unknown>`.
 *
 * A cluster has one, so an app can define one, or one in the chart of each spoke of `FleetCharts`. k3s and most managed
 * clusters include it, as `kubectl get apiservice v1beta1.metrics.k8s.io` shows.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server
 *
 * @example
 *
 * new MetricsServer(chart, 'MetricsServer', { highAvailability: true });
 */
@checksArguments
export class MetricsServer extends Construct {
  /** Its Deployment. */
  public readonly deployment: ApiObject;

  /** The APIService that registers it with the API server. */
  public readonly apiService: ApiObject;

  /**
   * Defines metrics-server.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props how it scrapes kubelets, and options
   */
  public constructor(scope: Construct, id: string, props: MetricsServerProps = {}) {
    super(scope, id);
    const others = ofApp.get(this.node.root) ?? [];
    const first = others.find((other) => mayShareCluster(other, this));
    refuse(this, [...metricsServerProblems(props), ...secondProblems(first)]);
    ofApp.set(this.node.root, [...others, this]);
    const { highAvailability = false } = props;
    this.namespaced('ServiceAccount', 'v1', {});
    this.role('AggregatedReader', 'system:aggregated-metrics-reader', [
      { apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ], Object.fromEntries(['view', 'edit', 'admin'].map((role) => [`${RBAC}/aggregate-to-${role}`, 'true'])));
    this.role('Role', 'system:metrics-server', [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ]);
    this.namespaced('RoleBinding', `${RBAC}/v1`, {
      roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' }, subjects: ACCOUNT,
    }, 'metrics-server-auth-reader');
    this.binding('AuthDelegator', 'metrics-server:system:auth-delegator', 'system:auth-delegator');
    this.binding('Binding', 'system:metrics-server', 'system:metrics-server');
    this.namespaced('Service', 'v1', {
      spec: {
        ports: [{ name: 'https', appProtocol: 'https', port: 443, protocol: 'TCP', targetPort: 'https' }],
        selector: LABELS,
      },
    });
    this.deployment = this.namespaced('Deployment', 'apps/v1', { spec: deploymentSpec(props) });
    if (highAvailability) {
      const spec = { minAvailable: 1, selector: { matchLabels: LABELS } };
      this.namespaced('PodDisruptionBudget', 'policy/v1', { spec });
    }
    this.apiService = this.clusterWide('ApiService', {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      name: 'v1beta1.metrics.k8s.io',
    }, {
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        service: { name: NAME, namespace: NAMESPACE },
        // As upstream: it generates its certificate at each start.
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    });
    this.node.defaultChild = this.deployment;
    guard(this);
  }

  private namespaced(kind: string, apiVersion: string, content: object, name: string = NAME): ApiObject {
    const metadata = { name, namespace: NAMESPACE, labels: LABELS };
    return plainObject(this, kind, { apiVersion, kind, metadata, ...content });
  }

  private clusterWide(id: string, type: ClusterWide, content: object): ApiObject {
    const { apiVersion, kind, name, labels } = type;
    const metadata = { name, labels: { ...LABELS, ...labels } };
    return removeNamespace(plainObject(this, id, { apiVersion, kind, metadata, ...content }));
  }

  private role(id: string, name: string, rules: object[], labels?: Record<string, string>): void {
    this.clusterWide(id, { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', name, labels }, { rules });
  }

  private binding(id: string, name: string, role: string): void {
    this.clusterWide(id, { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', name }, {
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: role },
      subjects: ACCOUNT,
    });
  }
}

/** A cluster-wide object. */
interface ClusterWide {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly labels?: Record<string, string>;
}

function metricsServerProblems(props: MetricsServerProps): Problem[] {
  const { image, kubeletAddressTypes, metricResolution, resources } = props;
  const problems = new Problems();
  if (image !== undefined) problems.addAll(check.image('image', image));
  problems.addAll(check.seconds(
    'metricResolution',
    metricResolution,
    { min: LEAST_RESOLUTION },
    'metrics-server would refuse to start',
  ));
  if (resources !== undefined) problems.addAll(resourceProblems('resources', resources));
  if (kubeletAddressTypes !== undefined) problems.addAll(addressTypeProblems(kubeletAddressTypes));
  return problems.all;
}

function addressTypeProblems(types: unknown): Problem[] {
  if (!Array.isArray(types) || types.length === 0) {
    return [{
      code: 'metrics/no-kubelet-address-type',
      field: 'kubeletAddressTypes',
      value: types,
      rule: 'must name at least one type',
      why: 'without an address, no kubelet could be scraped',
      fix: 'omit it for the three types of upstream',
    }];
  }
  const known: string[] = Object.values(KubeletAddressType);
  const problems = new Problems();
  for (const [i, type] of types.entries()) {
    if (known.includes(type) && types.indexOf(type) === i) continue;
    problems.add({
      code: 'metrics/invalid-kubelet-address-type',
      field: `kubeletAddressTypes[${i}]`,
      value: type,
      rule: `must be one of ${known.join(', ')}, each once`,
      why: 'a node has no other type of address, and a repeated type has no effect',
      fix: fixWith(similarName(type, known), 'use one of these, or remove it'),
      source: SOURCE,
    });
  }
  return problems.all;
}

function secondProblems(first: MetricsServer | undefined): Problem[] {
  if (!first) return [];
  return [{
    code: 'metrics/second-metrics-server',
    field: 'MetricsServer',
    value: first.node.path,
    rule: 'must be defined once in an app, or once in the chart of each spoke',
    why: 'a cluster has one metrics-server: the second would overwrite the first',
    fix: 'remove one of the two',
  }];
}
