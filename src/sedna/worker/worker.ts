import { Chart } from 'cdk8s';
import type { Container, Pod, Service, Volume } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { ISednaCloudWorker, ISednaEdgeWorker } from './sedna-worker';
import type { SednaWorkerOptions } from './sedna-worker-options';
import { workerPod } from './worker-pod';
import { spreadOverNodes } from '../../kubernetes/json-patches';
import { BIG_MODEL_PORT, type WorkerType } from '../../kubernetes/sedna/api';
import { generatedNames } from '../../kubernetes/sedna/generated-names';
import { modelDelivery } from '../../kubernetes/sedna/model-delivery';
import { workerLabels, workerSelector } from '../../kubernetes/sedna/worker-labels';
import { EdgeNodes } from '../../placement/edge-nodes';
import { EdgePlacement } from '../../placement/edge-placement';
import { describeLabels, isPlaced } from '../../placement/placed-pods';
import type { ISednaModel } from '../model/sedna-model';

/** The joint inference that a worker belongs to. */
export interface WorkerScope {
  /** The construct of the joint inference. */
  readonly owner: Construct;
  /** The scope of the worker's pod, in a chart that is never printed. */
  readonly scratch: Construct;
  /** The name of the joint inference. */
  readonly service: string;
}

/** One side of a joint inference. */
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
    const { model, scaling } = options;
    this.deploymentName = names.deployment;
    this.autoscalerName = scaling && names.autoscaler;
    this.selector = workerSelector(service, type);
    this.labels = workerLabels(service, type);
    this.model = model;
    this.modelUrl = model.modelUrl === undefined ? undefined : modelDelivery(model.modelUrl).modelUrl;
    this.serviceName = names.service ?? `${service}-${type}`;
    this.endpoint = `${this.serviceName}${namespace === undefined ? '' : `.${namespace}`}:${BIG_MODEL_PORT}`;
    this.pod = options.pod as Pod | undefined ?? workerPod(scratch, type, options);
    this.place(owner, type, options);
  }

  public get nodeFolders(): string[] {
    const { modelUrl } = this.model;
    const folders = new Set<string>();
    const ofModel = modelUrl === undefined ? undefined : modelDelivery(modelUrl).nodeFolder;
    if (ofModel !== undefined) folders.add(ofModel);
    for (const volume of volumesOf(this.pod)) {
      const { hostPath } = volume._toKube();
      if (hostPath?.type === 'Directory') folders.add(hostPath.path);
    }
    return [...folders];
  }

  public get container(): Container {
    return this.pod.containers[0];
  }

  private place(owner: Construct, type: WorkerType, options: SednaWorkerOptions): void {
    const { placement, scaling, spreadOverNodes: spread } = options;
    // Sedna makes a Deployment of the pod, which gives it these labels.
    describeLabels(this.pod, { labels: this.selector, byRevision: true });
    if (placement) {
      placement.placeOn(this.pod);
    } else if (!options.pod || !(isPlaced(this.pod) || choosesNodes(this.pod))) {
      defaultPlacement(owner, type).placeOn(this.pod);
    }
    const most = scaling?.maxReplicas ?? 1;
    if (spread ?? (type === 'edge' && most > 1)) {
      const domains = most > 1 && sharesNode(this.pod) ? most : undefined;
      spreadOverNodes(this.pod, this.selector, domains);
    }
  }
}

function defaultPlacement(owner: Construct, type: WorkerType): EdgePlacement {
  if (type === 'edge') return new EdgePlacement(owner, 'OnEdge', { nodes: EdgeNodes.any() });
  return new EdgePlacement(owner, 'InCloud', { nodes: EdgeNodes.cloud() });
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
