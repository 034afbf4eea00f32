import { Chart, type ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import { DNS_LABEL, DNS_SUBDOMAIN } from '../validation/names';
import { refuse } from '../validation/refuse';
import * as check from '../validation/value-checks';

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
 * Defines the permission of Sedna's Global Manager to create autoscalers in this namespace: a Role and a RoleBinding.
 * Sedna v0.7 as it is installed lacks this permission, and a JointInferenceService with an autoscaler stays `Failed`.
 *
 * `SednaJointInference` defines one, which all joint inferences of a chart share; define it yourself when another chart
 * or another team owns it. It grants nothing outside its namespace, so no cluster administrator has to apply it.
 *
 * @see https://github.com/kubeedge/sedna/blob/main/build/gm/rbac/gm.yaml
 *
 * @example
 *
 * const access = new SednaAutoscalerAccess(chart, 'SednaMayScale');
 */
@checksArguments
export class SednaAutoscalerAccess extends Construct {
  /**
   * The permission that is defined in the chart, or else a new one below `scope`.
   *
   * @internal
   */
  public static _of(scope: Construct, id: string): SednaAutoscalerAccess {
    const known = ofChart.get(Chart.of(scope));
    // One that was removed from the chart since, together with its joint inference, is not printed.
    return known && isInTree(known) ? known : new SednaAutoscalerAccess(scope, id);
  }

  /** The Role. */
  public readonly role: ApiObject;

  /** The RoleBinding. */
  public readonly roleBinding: ApiObject;

  /**
   * Defines the permission.
   *
   * @param scope the scope of the construct
   * @param id the id of the construct
   * @param props the names of the objects and of Sedna's ServiceAccount
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
      rules: [{
        apiGroups: ['autoscaling'],
        resources: ['horizontalpodautoscalers'],
        verbs: ['get', 'create', 'update', 'delete'],
      }],
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

/** Whether a construct can still be reached from the root of its tree. */
function isInTree(construct: IConstruct | undefined): boolean {
  if (construct === undefined) return false;
  return construct.node.scopes.every(({ node }) => (
    node.scope === undefined || node.scope.node.tryFindChild(node.id)?.node === node));
}
