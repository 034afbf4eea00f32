import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { ModelServer } from '../servers/model-server';

/** What an existing workload serves. */
export interface ServedWorkloadOptions {
  /**
   * Its model server. A server that the library knows brings its metrics and its `signal`; its image and arguments are
   * not used, those of the workload stay.
   *
   * @default - a server of `ModelServer.custom` with the image and the ports of the container
   */
  readonly server?: ModelServer;

  /**
   * The name of the container in which the server runs.
   *
   * @default - the first container
   */
  readonly container?: string;

  /**
   * The Service in front of the pods: a Service of any cdk8s-plus, or an `ApiObject`. A load test and a ServiceMonitor
   * need it.
   *
   * @default - none
   */
  readonly service?: IConstruct;

  /**
   * The port of its HTTP API, 1 to 65535.
   *
   * @default - that of `server`; without it the port of the container that is named `http`, `http-…` or `web`, or its
   * only port
   */
  readonly httpPort?: number;

  /**
   * The port of its Prometheus metrics, 1 to 65535.
   *
   * @default - that of `server`; without it the HTTP port when `metricsPath` is given, or else the port of the
   * container that is named `metrics`
   */
  readonly metricsPort?: number;

  /**
   * The path of its Prometheus metrics.
   *
   * @default - that of `server`; without it `/metrics` when it has a port for metrics
   */
  readonly metricsPath?: string;

  /**
   * How long a request may take: whole seconds, from 1 second to a day. A metric of requests in flight is checked
   * against it.
   *
   * @default - that of the server: 30 seconds for predictions, 5 minutes for generated text
   */
  readonly maxRequestDuration?: Duration;
}
