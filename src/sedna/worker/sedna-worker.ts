import type { Container, Pod, Service } from 'cdk8s-plus-27';
import type { ISednaModel } from '../model/sedna-model';

/** One worker of a joint inference, with the names of what Sedna will make of it: known before anything runs. */
export interface ISednaWorker {
  /** The name of the Deployment that Sedna makes. */
  readonly deploymentName: string;

  /** The name of the HorizontalPodAutoscaler that Sedna makes; undefined for a worker that does not scale. */
  readonly autoscalerName?: string;

  /** The labels by which Services and policies select its pods. */
  readonly selector: Record<string, string>;

  /** The labels of its pods that are known now; Sedna adds one with the uid of the JointInferenceService. */
  readonly labels: Record<string, string>;

  /** The model that it serves. */
  readonly model: ISednaModel;

  /** What the worker finds in its variable `MODEL_URL`; undefined when the model's own URL is not known here. */
  readonly modelUrl?: string;

  /** The folders that must exist on each node that it may run on, or its pods wait for ever. */
  readonly nodeFolders: string[];

  /**
   * Its pod as a cdk8s-plus object, for what has no property: what is changed here reaches the JointInferenceService, but for labels
   * and annotations. It is not written itself.
   */
  readonly pod: Pod;

  /** The container of the worker. */
  readonly container: Container;
}

/** The edge worker of a joint inference. */
export interface ISednaEdgeWorker extends ISednaWorker {
  /** The Service in front of it; undefined when nothing of it is to be reached. */
  readonly service?: Service;
}

/** The cloud worker of a joint inference. */
export interface ISednaCloudWorker extends ISednaWorker {
  /** The name of the Service that Sedna makes. */
  readonly serviceName: string;

  /** The port of that Service and of the worker: always 5000. */
  readonly servicePort: number;

  /** Where the edge workers reach it: `<service>.<namespace>:5000`, without the namespace when the chart has none. */
  readonly endpoint: string;
}
