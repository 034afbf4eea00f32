import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { KarmadaHub } from './karmada-hub';
import { guard } from '../app/validator';
import { removeNamespace } from '../kubernetes/patch';
import { plainObject } from '../kubernetes/plain-object';
import { describe, type Problem } from '../validation/problem';
import { refuse } from '../validation/refuse';

/** Properties of `KarmadaReplicaRetention`. */
export interface KarmadaReplicaRetentionProps {
  /**
   * The API version of the kind.
   *
   * @default apps/v1
   */
  readonly apiVersion?: string;

  /**
   * The kind.
   *
   * @default StatefulSet
   */
  readonly kind?: string;
}

const KIND = 'ResourceInterpreterCustomization';
const RETAIN = [
  'function Retain(desiredObj, observedObj)',
  '  desiredObj.spec.replicas = observedObj.spec.replicas',
  '  return desiredObj',
  'end',
  '',
].join('\n');

/**
 * Defines that Karmada leaves the replicas of a kind alone in the clusters, where autoscalers write them: what a label does for Deployments, for
 * every object of another kind. One for a kind on a hub.
 *
 * @see https://karmada.io/docs/userguide/globalview/customizing-resource-interpreter/
 *
 * @example
 *
 * new KarmadaReplicaRetention(chart, 'StatefulSets');
 */
export class KarmadaReplicaRetention extends Construct {
  /** The ResourceInterpreterCustomization. */
  public readonly apiObject: ApiObject;

  /**
   * Defines it.
   *
   * @param scope where it belongs: a chart of the hub
   * @param id its id there
   * @param props of which kind
   */
  public constructor(scope: Construct, id: string, props: KarmadaReplicaRetentionProps = {}) {
    super(scope, id);
    const { apiVersion = 'apps/v1', kind = 'StatefulSet' } = props;
    refuse(this, kindProblems(apiVersion, kind));
    const [group] = apiVersion.split('/');
    this.apiObject = removeNamespace(plainObject(this, 'Resource', {
      apiVersion: 'config.karmada.io/v1alpha1',
      kind: KIND,
      metadata: { name: `retain-replicas-${kind.toLowerCase()}${group === 'apps' ? '' : `.${group}`}` },
      spec: { target: { apiVersion, kind }, customizations: { retention: { luaScript: RETAIN } } },
    }));
    this.node.addValidation({ validate: () => this.rivals(apiVersion, kind).map(describe) });
    this.node.defaultChild = this.apiObject;
    guard(this);
  }

  /** Karmada takes one answer for a kind; of two of this library the second tells it. */
  private rivals(apiVersion: string, kind: string): Problem[] {
    const hub = KarmadaHub.of(this);
    const all = hub.ofKind(KIND).filter((o) => {
      const { target, customizations } = hub.read(o).spec ?? {};
      return target?.apiVersion === apiVersion && target.kind === kind && customizations?.retention !== undefined;
    });
    const other = all.find((o, i) => i < all.indexOf(this.apiObject) || (o !== this.apiObject && !(o.node.scope instanceof KarmadaReplicaRetention)));
    return other === undefined ? [] : [{
      field: 'kind', value: kind, rule: `is told to Karmada by ${other.name} already`, why: 'its webhook refuses a second one (conflicting with InterpreterOperation)', fix: 'keep one of them',
    }];
  }
}

function kindProblems(apiVersion: string, kind: string): Problem[] {
  if (kind === 'Deployment' && apiVersion === 'apps/v1') {
    return [{ field: 'kind', value: kind, rule: 'has a label for it', why: 'KarmadaPropagation sets it on what is scaled, and others keep their replicas', fix: 'leave it out' }];
  }
  if (['DaemonSet', 'Job', 'CronJob', 'Pod'].includes(kind)) {
    return [{ field: 'kind', value: kind, rule: 'has no spec.replicas', why: 'there would be nothing to leave alone', fix: 'leave it out' }];
  }
  return /^[A-Z][A-Za-z0-9]*$/.test(kind) && /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?v\d[a-z0-9]*$/.test(apiVersion) ? [] : [{
    field: 'kind', value: `${apiVersion} ${kind}`, rule: 'must be a kind with its version', why: 'Karmada would find no object of it', fix: 'write them as apps/v1 and StatefulSet',
  }];
}
