import { Chart } from 'cdk8s';
import type { Container, Pod, Service, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ISednaModel } from '../model/sedna-model';
import type { ISednaCloudWorker, ISednaEdgeWorker } from './sedna-worker';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { workerPod } from './worker-pod';
import { EdgeNodes } from '../../placement/edge-nodes';
import { EdgePlacement } from '../../placement/edge-placement';
import { spreadOverNodes } from '../../kubernetes/patch';
import { isPlaced } from '../../placement/placed-pods';
import { BIG_MODEL_PORT, generatedNames, modelDelivery, workerLabels, workerSelector, type WorkerType } from '../../kubernetes/sedna-generated';

/** Where a worker belongs. */
export interface WorkerScope {
  /** The construct of the joint inference. */
  readonly owner: Construct;
  /** Where its pod is made, which is never written. */
  readonly scratch: Construct;
  /** The name of the joint inference. */
  readonly service: string;
}

export class Worker implements ISednaEdgeWorker, ISednaCloudWorker {
  public readonly deploymentName: string;
  public readonly autoscalerName?: string;
  public readonly selector: Record<string, string>;
  public readonly labels: Record<string, string>;
  public readonly model: ISednaModel;
  public readonly modelUrl?: string;
  public readonly pod: Pod;
  public readonly serviceName: string;
  public readonly servicePort = BIG_MODEL_PORT;
  public readonly endpoint: string;
  public service?: Service;

  public constructor({ owner, scratch, service }: WorkerScope, type: WorkerType, options: SednaWorkerOptions) {
    const names = generatedNames(service, type);
    const { namespace } = Chart.of(owner);
    this.deploymentName = names.deployment;
    this.autoscalerName = options.scaling && names.autoscaler;
    this.selector = workerSelector(service, type);
    this.labels = workerLabels(service, type);
    this.model = options.model;
    const delivery = options.model.modelUrl === undefined ? undefined : modelDelivery(options.model.modelUrl);
    this.modelUrl = delivery?.modelUrl;
    this.serviceName = names.service ?? `${service}-${type}`;
    this.endpoint = `${this.serviceName}${namespace === undefined ? '' : `.${namespace}`}:${BIG_MODEL_PORT}`;
    this.pod = options.pod ?? workerPod(scratch, type, options);
    this.place(owner, type, options);
  }

  public get nodeFolders(): string[] {
    const { modelUrl } = this.model;
    const folder = modelUrl === undefined ? undefined : modelDelivery(modelUrl).nodeFolder;
    const mounted = volumesOf(this.pod).flatMap((v) => v._toKube().hostPath ?? []).filter(({ type }) => type === 'Directory').map(({ path }) => path);
    return [...new Set([...(folder === undefined ? [] : [folder]), ...mounted])];
  }

  public get container(): Container {
    return this.pod.containers[0];
  }

  private place(owner: Construct, type: WorkerType, options: SednaWorkerOptions): void {
    const { pod, placement, scaling, spreadOverNodes: spread } = options;
    if (placement) {
      placement.placeOn(this.pod);
    } else if (!pod || !(isPlaced(pod) || choosesNodes(pod))) {
      const nodes = type === 'edge' ? EdgeNodes.any() : EdgeNodes.cloud();
      new EdgePlacement(owner, type === 'edge' ? 'OnEdge' : 'InCloud', { nodes }).placeOn(this.pod);
    }
    const most = scaling?.maxReplicas ?? 1;
    if (spread ?? (type === 'edge' && most > 1)) spreadOverNodes(this.pod, this.selector, most > 1 && sharesNode(this.pod) ? most : undefined);
  }
}

/** Whether the pods of one node have the same network or folders, so that two of them would do the same work. */
function sharesNode(pod: Pod): boolean {
  return pod.hostNetwork === true || volumesOf(pod).some((v) => v._toKube().hostPath !== undefined);
}

function volumesOf(pod: Pod): Volume[] {
  return [...pod.volumes, ...pod.containers.flatMap((c) => c.mounts.map((m) => m.volume))];
}

function choosesNodes(pod: Pod): boolean {
  const { affinity, nodeName } = pod.scheduling._toKube();
  return nodeName !== undefined || affinity?.nodeAffinity !== undefined;
}
