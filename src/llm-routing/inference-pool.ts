import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { EndpointPicker } from './endpoint-picker';
import { engineOf } from './engine-series';
import { gatewayPolicies } from './gateway-policies';
import { InferenceGateway, PickerFailureMode, type InferencePoolProps } from './inference-pool-options';
import { inferencePoolProblems, PICKER } from './inference-pool-problems';
import { inferenceRoute } from './inference-route';
import { pickerConfig } from './picker-config';
import { CONFIG_FILE, pickerDeploymentSpec, PICKER_PORTS } from './picker-pod';
import { pickerRules } from './picker-rights';
import { guard } from '../app/validator';
import { plainObject } from '../kubernetes/plain-object';
import type { IInference } from '../servers/inference';
import { longestRequest } from '../servers/longest-request';
import { doorOf, podsOfNamespaces, podsWith } from '../serving/admission/admitted';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';

const RBAC = 'rbac.authorization.k8s.io';

/**
 * Routes requests to the pods of a large language model by what each pod has to do, and not in turn: an InferencePool
 * of the Gateway API Inference Extension, its endpoint picker, and the HTTPRoute of a Gateway.
 *
 * The picker reads the queue and the KV cache of every pod, and sends a prompt to the pod that has cached its
 * beginning. The autoscaler of the model is not changed: it scales on the metrics of the pods as before.
 *
 * The cluster needs the CRDs of the extension and a Gateway that supports InferencePool, such as agentgateway, Istio,
 * NGINX Gateway Fabric or that of GKE.
 *
 * @see https://gateway-api-inference-extension.sigs.k8s.io/
 *
 * @example
 *
 * const server = ModelServer.vllm({ servedModelName: 'qwen' });
 * const chat = new AutoscaledInference(chart, 'Chat', {
 *   server,
 *   model: ModelSource.volumeClaim('models', '/qwen'),
 *   accelerator: Accelerator.nvidia(),
 *   resources: { cpu: { request: kplus.Cpu.units(4) }, memory: { request: Size.gibibytes(16) } },
 *   maxReplicas: 8,
 *   metrics: [server.scalingMetric('16')],
 * });
 * new InferencePool(chart, 'Pool', {
 *   inference: chat,
 *   gatewayType: InferenceGateway.ISTIO,
 *   route: { gateway: 'istio-ingress/public', hostnames: ['chat.example.com'] },
 * });
 */
@checksArguments
export class InferencePool extends Construct {
  /** The name of the pool, which a route of your own names as its backend. */
  public readonly name: string;

  /** The InferencePool. */
  public readonly pool: ApiObject;

  /** The Deployment of the endpoint picker. */
  public readonly pickerDeployment: ApiObject;

  /** The Service of the endpoint picker. */
  public readonly pickerService: ApiObject;

  /** The HTTPRoute; undefined without `route`. */
  public readonly route?: ApiObject;

  /** The PodMonitor of the endpoint picker; undefined unless it is monitored. */
  public readonly monitor?: ApiObject;

  /**
   * Defines a pool, its endpoint picker and its route.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props the served model, the picker and the route
   */
  public constructor(scope: Construct, id: string, props: InferencePoolProps) {
    super(scope, id);
    const given = (props ?? {}) as InferencePoolProps;
    refuse(this, inferencePoolProblems(given));
    const { inference, failureMode = PickerFailureMode.FAIL_OPEN, gatewayType = InferenceGateway.STANDARD } = given;
    const picker = given.picker ?? EndpointPicker.llmDRouter();
    this.name = given.name ?? inference.name;
    const pickerName = `${this.name}${PICKER}`;
    const requestSeconds = given.route?.requestTimeout?.toSeconds() ?? longestRequest(inference);

    // Before the picker, which is not live until it has found the pool.
    this.pool = plainObject(this, 'Resource', {
      apiVersion: 'inference.networking.k8s.io/v1',
      kind: 'InferencePool',
      metadata: { name: this.name },
      spec: {
        selector: { matchLabels: { ...inference.selector } },
        targetPorts: [{ number: inference.server.httpPort }],
        endpointPickerRef: { name: pickerName, port: { number: PICKER_PORTS.grpc }, failureMode },
      },
    });
    const made = this.makePicker(picker, pickerName, given, requestSeconds);
    [this.pickerDeployment, this.pickerService, this.monitor] = made;
    if (given.route) {
      const route = inferenceRoute(this.name, given.route, gatewayType, requestSeconds);
      this.route = plainObject(this, 'Route', route);
    }
    const isSecure = picker._options.secureServing ?? true;
    const { server } = inference;
    const guarded = { pool: this.name, pickerService: pickerName, isSecure, server, requestSeconds };
    for (const { id: policy, ...manifest } of gatewayPolicies(gatewayType, guarded)) {
      plainObject(this, policy, manifest);
    }
    this.letIn(pickerName, given);
    this.node.defaultChild = this.pool;
    guard(this, { object: this.pool, check: () => namespaceProblems(this, inference) });
  }

  /** A NetworkPolicy of the model lets in the picker, and the namespace of the Gateway, whose proxies send requests. */
  private letIn(pickerName: string, { inference, route, gatewayType }: InferencePoolProps): void {
    const door = doorOf(inference);
    if (door === undefined) return;
    door.letInScrapers(podsWith({ labels: { app: pickerName }, namespace: this.pool.metadata.namespace }, door));
    // The proxies of GKE are no pods of the cluster.
    if (route === undefined || gatewayType === InferenceGateway.GKE) return;
    door.letInCallers(podsOfNamespaces([route.gateway.split('/')[0]]));
  }

  private makePicker(
    picker: EndpointPicker,
    name: string,
    { inference, engine }: InferencePoolProps,
    requestSeconds: number,
  ): [ApiObject, ApiObject, ApiObject | undefined] {
    const labels = { app: name };
    const metadata = { name, labels };
    const metricsPath = inference.server.metricsPath ?? '/metrics';
    const config = picker._options.config ?? pickerConfig(picker, engine ?? engineOf(inference.server)!, metricsPath);
    plainObject(this, 'Account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    plainObject(this, 'Role', {
      apiVersion: `${RBAC}/v1`,
      kind: 'Role',
      metadata,
      rules: pickerRules(picker._options.replicas ?? 1),
    });
    plainObject(this, 'RoleBinding', {
      apiVersion: `${RBAC}/v1`,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name }],
    });
    plainObject(this, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { [CONFIG_FILE]: config } });
    const deployment = plainObject(this, 'Picker', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: pickerDeploymentSpec({ picker, name, pool: this.name, labels, config, metricsPath, requestSeconds }),
    });
    const { appProtocol } = picker._project;
    const service = plainObject(this, 'PickerService', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: {
        selector: labels,
        ports: [
          { name: 'grpc-ext-proc', port: PICKER_PORTS.grpc, targetPort: 'grpc', ...(appProtocol && { appProtocol }) },
          { name: 'http-metrics', port: PICKER_PORTS.metrics, targetPort: 'metrics' },
        ],
      },
    });
    if (!picker._options.monitored) return [deployment, service, undefined];
    const monitor = plainObject(this, 'Monitor', {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PodMonitor',
      metadata: { name, labels: { ...labels, ...picker._options.monitorLabels } },
      spec: { selector: { matchLabels: labels }, podMetricsEndpoints: [{ port: 'metrics', interval: '15s' }] },
    });
    return [deployment, service, monitor];
  }
}

/** A pool selects pods of its own namespace only; where a chart sets none, that is `default`. */
function namespaceProblems(pool: InferencePool, inference: IInference): Problem[] {
  const own = pool.pool.metadata.namespace ?? 'default';
  const other = inference.workload.metadata.namespace ?? 'default';
  if (own === other) return [];
  return [{
    code: 'llm-routing/pool-elsewhere',
    field: 'inference',
    value: other,
    rule: `must be in the namespace of the pool, ${own}`,
    why: 'an InferencePool selects pods of its own namespace only',
    fix: 'define both in one chart, or give their charts the same namespace',
  }];
}
