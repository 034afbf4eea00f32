import { measuresOf, type Measure } from './autoscaler-measures';
import { isMonitored, metricsEndpoint } from './monitored';
import { renderedBelow } from '../app/app-inventory';
import { passOf } from '../app/synth-pass';
import { namespaceOf } from '../kubernetes/identity';
import type { Container, Manifest } from '../kubernetes/manifest';
import { workload } from '../kubernetes/workload';
import type { IInference } from '../servers/inference';

/** The HorizontalPodAutoscaler of a served model, in the cluster where its pods are. */
export interface AlertedAutoscaler {
  readonly name: string;
  /** The ScaledObject for which KEDA creates it; undefined without KEDA. */
  readonly scaledObject?: string;
}

/** What alerts of a served model depend on. */
export interface AlertedModel {
  readonly name: string;
  readonly namespace: string;
  /** How long a replica may take to become ready once its container runs, in seconds. */
  readonly startup: number;
  readonly autoscaler?: AlertedAutoscaler;
  /** The metrics of its pods that can be queried. */
  readonly measures: readonly Measure[];
  /** Whether these are all the metrics that it scales on. */
  readonly isMeasured: boolean;
  /** Whether Prometheus is meant to scrape its pods. */
  readonly isScraped: boolean;
}

/** The defaults of Kubernetes for a probe. */
const PERIOD = 10;
const FAILURES = 3;

const KEDA_PREFIX = 'keda-hpa-';
const LOOKED_AT: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'FederatedHPA']);

/** What is known of a served model when the whole program is written. */
export function alertedModel(inference: IInference, startup: number | undefined): AlertedModel {
  const { name } = inference;
  const namespace = inference.workload.metadata.namespace ?? 'default';
  const measures = measuresOf(inference).filter(({ metric }) => metric._problems('').length === 0);
  return {
    name,
    namespace,
    startup: startup ?? startupOf(inference, namespace),
    autoscaler: autoscalerOf(inference, namespace),
    measures,
    isMeasured: measures.length > 0 && measures.length === inference.scalingMetrics.length,
    isScraped: metricsEndpoint(inference) !== undefined && (isMonitored(inference) || measures.length > 0),
  };
}

/** The startup probe as it is printed, and else what is known of the server. */
function startupOf(inference: IInference, namespace: string): number {
  const { name, server } = inference;
  const object = ['Deployment', 'StatefulSet'].map((kind) => printed(inference, kind, namespace, name)).find((o) => o);
  const probed = object === undefined ? [] : workload(object).containers.map(probedSeconds);
  return Math.max(0, ...probed) || server._row.startupSeconds;
}

function probedSeconds({ startupProbe }: Container): number {
  if (startupProbe === undefined) return 0;
  const { initialDelaySeconds = 0, periodSeconds = PERIOD, failureThreshold = FAILURES } = startupProbe;
  return initialDelaySeconds + periodSeconds * failureThreshold;
}

/** That of Karmada is on the hub, where there are no pods: the clusters have none. */
function autoscalerOf(inference: IInference, namespace: string): AlertedAutoscaler | undefined {
  const { autoscalerName: name } = inference;
  if (name === undefined || printed(inference, 'FederatedHPA', namespace, name)) return undefined;
  return { name, scaledObject: name.startsWith(KEDA_PREFIX) ? name.slice(KEDA_PREFIX.length) : undefined };
}

/** An object of the app, as it is printed. */
function printed(scope: IInference, kind: string, namespace: string, name: string): Manifest | undefined {
  const known = passOf(scope).once(alertedModel, () => byName(scope));
  return known.get(`${kind}/${namespace}/${name}`);
}

function byName(scope: IInference): Map<string, Manifest> {
  const { rendered } = renderedBelow(scope.node.root, LOOKED_AT);
  return new Map(rendered.map((o) => [`${o.kind}/${namespaceOf(o)}/${o.metadata?.name}`, o]));
}
