import { Chart, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import * as check from '../validation/check';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import { plainObject } from '../kubernetes/plain-object';
import { refuse } from '../validation/refuse';

/** Properties of `SednaAutoscalerAccess`. */
export interface SednaAutoscalerAccessProps {
  /**
   * The name of the Role and the RoleBinding.
   *
   * @default sedna-autoscalers
   */
  readonly name?: string;

  /**
   * The ServiceAccount of Sedna's Global Manager.
   *
   * @default sedna
   */
  readonly serviceAccountName?: string;

  /**
   * The namespace of that ServiceAccount.
   *
   * @default sedna
   */
  readonly serviceAccountNamespace?: string;
}

const ofChart = new WeakMap<Chart, SednaAutoscalerAccess>();

/**
 * Defines that Sedna's Global Manager may make autoscalers in this namespace: a Role and a RoleBinding. Sedna v0.7 as it is installed lacks
 * the right, and a service with an autoscaler fails for good.
 *
 * `SednaJointInference` brings one, shared by the services of a chart; define it yourself where another chart or another team owns it. It
 * grants nothing outside its namespace, so no cluster administrator has to apply it.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/build/gm/rbac/gm.yaml
 *
 * @example
 *
 * const access = new SednaAutoscalerAccess(chart, 'SednaMayScale');
 */
export class SednaAutoscalerAccess extends Construct {
  /**
   * That of the chart: the one that was defined in it, or else a new one below `scope`.
   *
   * @internal
   */
  public static _of(scope: Construct, id: string): SednaAutoscalerAccess {
    const known = ofChart.get(Chart.of(scope));
    // One that was removed from the chart since, with the service that it belonged to, is printed no more.
    return known && isInTree(known) ? known : new SednaAutoscalerAccess(scope, id);
  }

  /** The Role. */
  public readonly role: ApiObject;

  /** The RoleBinding. */
  public readonly roleBinding: ApiObject;

  /**
   * Lets Sedna make autoscalers.
   *
   * @param scope where it belongs
   * @param id its id there
   * @param props who may
   */
  public constructor(scope: Construct, id: string, props: SednaAutoscalerAccessProps = {}) {
    super(scope, id);
    const { name = 'sedna-autoscalers', serviceAccountName = 'sedna', serviceAccountNamespace = 'sedna' } = props ?? {};
    refuse(this, [
      ...check.name('name', name, DNS_SUBDOMAIN),
      ...check.name('serviceAccountName', serviceAccountName, DNS_SUBDOMAIN),
      ...check.name('serviceAccountNamespace', serviceAccountNamespace, DNS_LABEL),
    ]);
    const apiGroup = 'rbac.authorization.k8s.io';
    this.role = plainObject(this, 'Role', {
      apiVersion: `${apiGroup}/v1`,
      kind: 'Role',
      metadata: { name },
      rules: [{ apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: ['get', 'create', 'update', 'delete'] }],
    });
    this.roleBinding = plainObject(this, 'RoleBinding', {
      apiVersion: `${apiGroup}/v1`,
      kind: 'RoleBinding',
      metadata: { name },
      roleRef: { apiGroup, kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name: serviceAccountName, namespace: serviceAccountNamespace }],
    });
    this.node.defaultChild = this.role;
    const chart = Chart.of(this);
    if (!isInTree(ofChart.get(chart))) ofChart.set(chart, this);
  }
}

/** Whether a construct can still be reached from above. */
function isInTree(construct: IConstruct | undefined): boolean {
  return construct !== undefined && construct.node.scopes.every((c) => c.node.scope === undefined || c.node.scope.node.tryFindChild(c.node.id) === c);
}
