import type { Container, Pod, Service } from 'cdk8s-plus-27';
import type { ISednaModel } from '../model/sedna-model';

/** One worker of a joint inference, with the names of the objects that Sedna will create for it. */
export interface ISednaWorker {
  /** The name of the Deployment that Sedna creates. */
  readonly deploymentName: string;

  /** The name of the HorizontalPodAutoscaler that Sedna creates; undefined for a worker that does not scale. */
  readonly autoscalerName?: string;

  /** The labels by which Services and policies select its pods. */
  readonly selector: Record<string, string>;

  /** The labels of its pods that are known at synth; Sedna adds one with the uid of the JointInferenceService. */
  readonly labels: Record<string, string>;

  /** The model that it serves. */
  readonly model: ISednaModel;

  /** The value of `MODEL_URL` in the worker; undefined when the URL of the model is unknown at synth. */
  readonly modelUrl?: string;

  /** The folders that must exist on every node on which it may run; without them its pods do not start. */
  readonly nodeFolders: string[];

  /**
   * Its pod as a construct of cdk8s-plus, for what has no property: changes to it are printed in the
   * JointInferenceService, except labels and annotations. The pod itself is not printed.
   */
  readonly pod: Pod;

  /** The container of the worker. */
  readonly container: Container;
}

/** The edge worker of a joint inference. */
export interface ISednaEdgeWorker extends ISednaWorker {
  /** The Service in front of it; undefined when it has none. */
  readonly service?: Service;
}

/** The cloud worker of a joint inference. */
export interface ISednaCloudWorker extends ISednaWorker {
  /** The name of the Service that Sedna creates. */
  readonly serviceName: string;

  /** The port of that Service and of the worker: always 5000. */
  readonly servicePort: number;

  /** Its address for the edge workers: `<service>.<namespace>:5000`, without the namespace when the chart has none. */
  readonly endpoint: string;
}
