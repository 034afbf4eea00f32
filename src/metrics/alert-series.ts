import type { AlertedModel } from './alerted-model';
import { ownPodNames } from '../kubernetes/keda/pod-names';

/**
 * The series from which alerts of a model are made, most of them of kube-state-metrics 2. Each of `desired`, `ready`
 * and the figures of the autoscaler is one value without labels, so that they can be compared.
 */
export class AlertSeries {
  /** The labels of the pods. */
  public readonly pods: string;
  /** The replicas that the workload should have. */
  public readonly desired: string;
  public readonly ready: string;

  public constructor(private readonly model: AlertedModel) {
    const { namespace, name } = model;
    const names = ['Deployment', 'StatefulSet'].map((kind) => ownPodNames(name, kind)).join('|');
    this.pods = `namespace="${namespace}",pod=~"${names.replace(/\\/g, '\\\\')}"`;
    this.desired = `max(${this.either('spec_replicas', 'replicas')})`;
    this.ready = `max(${this.either('status_replicas_ready')})`;
  }

  /** The series of the workload, which is a Deployment or a StatefulSet. */
  public either(ofDeployment: string, ofStatefulSet: string = ofDeployment): string {
    return `${this.ofDeployment(ofDeployment)} or ${this.ofStatefulSet(ofStatefulSet)}`;
  }

  /** Whether a figure of the workload has not changed within five minutes. */
  public unchanged(field: string): string {
    return `max(changes(${this.ofDeployment(field)}[5m]) or changes(${this.ofStatefulSet(field)}[5m])) == 0`;
  }

  /** A figure of the autoscaler, for which there must be one. */
  public autoscaler(field: string, labels: string = ''): string {
    const { namespace, autoscaler } = this.model;
    const of = `namespace="${namespace}",horizontalpodautoscaler="${autoscaler!.name}"`;
    return `kube_horizontalpodautoscaler_${field}{${of}${labels}}`;
  }

  /** Whether a condition of the autoscaler has a status. */
  public condition(type: string, status: 'true' | 'false'): string {
    return `max(${this.autoscaler('status_condition', `,condition="${type}",status="${status}"`)}) == 1`;
  }

  /** The restarts of each container of the pods within a range. */
  public restarts(range: string): string {
    return `max by (pod, container) (increase(kube_pod_container_status_restarts_total{${this.pods}}${range}))`;
  }

  private ofDeployment(field: string): string {
    const { namespace, name } = this.model;
    return `kube_deployment_${field}{namespace="${namespace}",deployment="${name}"}`;
  }

  private ofStatefulSet(field: string): string {
    const { namespace, name } = this.model;
    return `kube_statefulset_${field}{namespace="${namespace}",statefulset="${name}"}`;
  }
}
