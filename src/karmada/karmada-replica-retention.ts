import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { guard } from '../app/validator';
import { removeNamespace } from '../kubernetes/json-patches';
import { plainObject } from '../kubernetes/plain-object';
import { checksArguments } from '../validation/checks-arguments';
import type { Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';

/** Properties of `KarmadaReplicaRetention`. */
export interface KarmadaReplicaRetentionProps {
  /**
   * The API version of the kind: `[group/]version`.
   *
   * @default apps/v1
   */
  readonly apiVersion?: string;

  /**
   * The kind: one with `spec.replicas`, but not Deployment.
   *
   * @default StatefulSet
   */
  readonly kind?: string;
}

const KIND = 'ResourceInterpreterCustomization';
/** Kinds of Kubernetes that have no `spec.replicas`. */
const WITHOUT_REPLICAS = new Set(['DaemonSet', 'Job', 'CronJob', 'Pod']);

const RETAIN = [
  'function Retain(desiredObj, observedObj)',
  '  desiredObj.spec.replicas = observedObj.spec.replicas',
  '  return desiredObj',
  'end',
  '',
].join('\n');

/**
 * Defines that Karmada retains the replicas that objects of a kind have in the clusters, where autoscalers set them.
 * For Deployments a label does the same. A hub can have one for each kind; it applies to all objects of the kind.
 *
 * @see https://karmada.io/docs/userguide/globalview/customizing-resource-interpreter/
 *
 * @example
 *
 * new KarmadaReplicaRetention(chart, 'StatefulSets');
 */
@checksArguments
export class KarmadaReplicaRetention extends Construct {
  /** The ResourceInterpreterCustomization. */
  public readonly apiObject: ApiObject;

  /**
   * Defines a replica retention.
   *
   * @param scope the scope of the construct, in a chart of the hub
   * @param id the id of the construct in its scope
   * @param props the kind
   */
  public constructor(scope: Construct, id: string, props: KarmadaReplicaRetentionProps = {}) {
    super(scope, id);
    const { apiVersion = 'apps/v1', kind = 'StatefulSet' } = props ?? {};
    refuse(this, kindProblems(apiVersion, kind));
    const [group] = apiVersion.split('/');
    this.apiObject = removeNamespace(plainObject(this, 'Resource', {
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: KIND,
      metadata: { name: `retain-replicas-${kind.toLowerCase()}${group === 'apps' ? '' : `.${group}`}` },
      spec: { target: { apiVersion, kind }, customizations: { retention: { luaScript: RETAIN } } },
    }));
    this.node.defaultChild = this.apiObject;
    guard(this);
  }
}

function kindProblems(apiVersion: unknown, kind: unknown): Problem[] {
  if (typeof kind !== 'string' || !/^[A-Z][A-Za-z0-9]*$/.test(kind)) {
    return [{
      code: 'karmada/kind-invalid',
      field: 'kind',
      value: kind,
      rule: 'must be the name of a kind: letters and digits, starting with a capital letter',
      why: 'Karmada would find no object of this kind',
      fix: 'write it as StatefulSet',
    }];
  }
  if (typeof apiVersion !== 'string' || !/^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?v\d[a-z0-9]*$/.test(apiVersion)) {
    return [{
      code: 'karmada/api-version-invalid',
      field: 'apiVersion',
      value: apiVersion,
      rule: 'must be an API version: [group/]version',
      why: 'Karmada would find no object of this version',
      fix: 'write it as apps/v1',
    }];
  }
  if (kind === 'Deployment' && apiVersion === 'apps/v1') {
    return [{
      code: 'karmada/retention-of-deployment',
      field: 'kind',
      value: kind,
      rule: 'must not be a Deployment',
      why: 'Karmada retains the replicas of a Deployment by a label, which KarmadaPropagation sets where it is needed',
      fix: 'leave it out',
    }];
  }
  if (!WITHOUT_REPLICAS.has(kind)) return [];
  return [{
    code: 'karmada/kind-without-replicas',
    field: 'kind',
    value: kind,
    rule: 'must be a kind with spec.replicas',
    why: 'there are no replicas to retain',
    fix: 'leave it out',
  }];
}
