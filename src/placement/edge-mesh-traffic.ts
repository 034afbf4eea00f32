import { Chart, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { appliedTogetherProblems } from './applied-together-problems';
import { guard } from '../app/validator';
import { serviceAddress, serviceObject } from '../cdk8s-plus/service';
import { PROXY_LABEL } from '../kubernetes/kubeedge-labels';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { refuse, refuseValue } from '../validation/refuse';

/**
 * Defines how EdgeMesh selects a pod for a connection, where round robin, which it does without a policy, is not right.
 *
 * A policy applies to each TCP connection, not to each request. There is no factory for a hash of an HTTP header: with
 * it, the agent reads each connection to every port of the Service as HTTP/1, so gRPC and TLS fail, and it was observed
 * to stall, for other Services too.
 *
 * @example
 *
 * const atRandom = EdgeMeshLoadBalancing.random();
 */
@checksArguments
export class EdgeMeshLoadBalancing {
  /** A random pod for each connection. */
  public static random(): EdgeMeshLoadBalancing {
    return new EdgeMeshLoadBalancing({ simple: 'RANDOM' });
  }

  /**
   * A pod by the hash of the source address **and port**. Each connection of a client has another port, so it may reach
   * another pod: it is no session affinity. A connection whose pod is gone is not sent to another one.
   *
   * For session affinity use `sessionAffinity` of the Service, which also disables this policy.
   */
  public static consistentHashBySource(): EdgeMeshLoadBalancing {
    return new EdgeMeshLoadBalancing({ consistentHash: { useSourceIp: true } });
  }

  private constructor(
    /** @internal */
    public readonly _loadBalancer: object,
  ) {}
}

/** Properties of `EdgeMeshTraffic`. */
export interface EdgeMeshTrafficProps {
  /**
   * The Service whose connections EdgeMesh balances: a `Service` of any cdk8s-plus, or the `ApiObject` of one. It has a
   * cluster IP, and is not excluded from EdgeMesh.
   */
  readonly service: IConstruct;

  /** How a pod is selected. EdgeMesh does round robin without a policy, so there is none for it. */
  readonly loadBalancing: EdgeMeshLoadBalancing;
}

/**
 * Defines how EdgeMesh balances a Service: a DestinationRule (`networking.istio.io/v1alpha3`) with the name of the
 * Service, by which the agent finds it. Without one, EdgeMesh balances the Service round robin.
 *
 * Define it in a chart of its own, and apply the file of that chart when the pods of the Service are ready: an agent
 * that does not know the Service yet silently ignores the rule.
 *
 * @see https://edgemesh.netlify.app/guide/
 *
 * @example
 *
 * const qwen = new AutoscaledInference(chart, 'Qwen', {
 *   server: ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen-2-0.5b-allminilm-2:latest' }),
 *   resources: { cpu: { request: kplus.Cpu.units(3), limit: kplus.Cpu.units(3) } },
 *   placement: new EdgePlacement(chart, 'Edge'),
 *   maxReplicas: 10,
 *   metrics: [ScalingMetric.cpuUtilization(50)],
 * });
 * const traffic = new Chart(app, 'traffic');
 * new EdgeMeshTraffic(traffic, 'Qwen', { service: qwen.service, loadBalancing: EdgeMeshLoadBalancing.random() });
 */
@checksArguments
export class EdgeMeshTraffic extends Construct {
  /**
   * Excludes a Service that only clients in the cloud use from EdgeMesh, by the label that its default filter excludes.
   *
   * @param service a `Service` of any cdk8s-plus, or the `ApiObject` of one
   */
  public static exclude(service: IConstruct): void {
    const object = serviceObject(service);
    refuseValue('EdgeMeshTraffic.exclude', typeof object === 'string' ? [notAService(service, object)] : []);
    if (typeof object !== 'string') object.metadata.addLabel(PROXY_LABEL, '');
  }

  /** The DestinationRule. */
  public readonly destinationRule: ApiObject;

  /**
   * Defines how a Service is balanced.
   *
   * @param scope the scope of the construct
   * @param id its id there
   * @param props the Service and the policy
   */
  public constructor(scope: Construct, id: string, props: EdgeMeshTrafficProps) {
    super(scope, id);
    const { service, loadBalancing } = (props ?? {}) as EdgeMeshTrafficProps;
    const problems = new Problems();
    const object = serviceObject(service);
    if (typeof object === 'string') problems.add(notAService(service, object));
    else problems.addAll(serviceProblems(object, service.node.path, Chart.of(this).namespace));
    problems.addAll(balancingProblems(loadBalancing));
    refuse(this, problems.all);
    const { name, metadata } = object as ApiObject;
    this.destinationRule = plainObject(this, 'Resource', {
      apiVersion: 'networking.istio.io/v1alpha3',
      kind: 'DestinationRule',
      metadata: { name, namespace: metadata.namespace },
      spec: { host: name, trafficPolicy: { loadBalancer: loadBalancing._loadBalancer } },
    });
    this.node.defaultChild = this.destinationRule;
    guard(this, {
      object: this.destinationRule,
      warn: () => appliedTogetherProblems(this, service),
    });
  }
}

function balancingProblems(loadBalancing: EdgeMeshLoadBalancing): Problem[] {
  if (loadBalancing instanceof EdgeMeshLoadBalancing) return [];
  return [{
    code: 'placement/not-a-load-balancing',
    field: 'loadBalancing',
    value: loadBalancing,
    rule: 'must be an EdgeMeshLoadBalancing',
    why: 'EdgeMesh supports no other policy, and needs none for round robin',
    fix: 'use a factory such as EdgeMeshLoadBalancing.random, or leave out EdgeMeshTraffic for round robin',
  }];
}

function notAService(service: unknown, lack: string): Problem {
  return {
    code: 'placement/not-a-service',
    field: 'service',
    value: service,
    rule: 'must be a Service',
    why: `it ${lack}, and EdgeMesh balances the connections of a Service`,
    fix: 'set the service of an InferenceDeployment, a Service of any cdk8s-plus, or the ApiObject of one',
  };
}

function serviceProblems(service: ApiObject, path: string, namespace: string | undefined): Problem[] {
  if (service.metadata.namespace === undefined && namespace !== undefined) {
    return [{
      code: 'placement/service-without-namespace',
      field: 'service',
      value: path,
      rule: `must have a namespace, because the chart of the policy has one (${namespace})`,
      why: 'the agent reads the policy from the namespace of the Service',
      fix: 'define both in one chart, or set the namespace of the Service',
    }];
  }
  const { clusterIP, type } = serviceAddress(service);
  if (clusterIP === 'None') {
    return [{
      code: 'placement/headless-service',
      field: 'service',
      value: 'clusterIP: None',
      rule: 'must not be headless',
      why: 'EdgeMesh proxies only Services with a cluster IP',
      fix: 'omit clusterIP',
    }];
  }
  if (type === 'ExternalName') {
    return [{
      code: 'placement/service-alias',
      field: 'service',
      value: type,
      rule: 'must not be of type ExternalName',
      why: 'EdgeMesh proxies only Services with a cluster IP',
      fix: 'use ServiceType.CLUSTER_IP',
    }];
  }
  return [];
}
