import type { Destination } from './destinations';
import { literal, type Alert } from '../metrics/alert';

const MINUTE = 60;

/** The alerts about one host that a head ingress routes to. */
export interface SpokeAlerts {
  readonly spokeFailing: Alert;
  readonly spokeEjected: Alert;
}

/** From how many failed requests in five minutes on, and from which share of all, a spoke fails. */
export interface FailureThreshold {
  readonly requests: number;
  readonly ratio: number;
}

/** The responses that mean that the gateway did not reach the model: 0 is a connection that was closed. */
const FAILED = 'response_code=~"0|502|503|504"';

/** The alerts about a destination of a head ingress. */
export function spokeAlerts(ingress: string, { host, endpoints }: Destination, failure: FailureThreshold): SpokeAlerts {
  const { requests, ratio } = failure;
  const increase = (labels: string) => (
    `sum(increase(istio_requests_total{reporter="source",destination_service="${host}"${labels}}[5m]))`);
  const failed = increase(`,${FAILED}`);
  const share = Number((ratio * 100).toPrecision(6));
  const elsewhere = endpoints === undefined
    ? 'Its requests fail: a retry does not go to another spoke.'
    : 'Its requests go to the other spokes, and fail when all of them are ejected.';
  return {
    spokeFailing: {
      name: 'HeadIngressSpokeFailing',
      expr: `${failed} >= ${requests} and ${failed} / ${increase('')} >= ${ratio}`,
      after: 2 * MINUTE,
      severity: 'critical',
      summary: `Requests of head ingress ${ingress} to ${host} fail.`,
      description: `${share} % or more of the requests to ${host} end with 502, 503 or 504, {{ $value }} of them in `
        + '5 minutes. Look at the response flags in the log of the gateway: UF is a connection that cannot be made, UH '
        + 'an ejected spoke, UT a timeout. Then at the spoke: its ingress, its certificate, its replicas. To take it '
        + 'out, set drained: true of the Spoke and apply the head ingress again.',
    },
    spokeEjected: {
      name: 'HeadIngressSpokeEjected',
      expr: `${increase(',response_flags=~".*UH.*"')} > 0 or max(${ejections(host)}) > 0`,
      after: MINUTE,
      severity: 'warning',
      summary: `The gateway of head ingress ${ingress} has ejected ${host}.`,
      description: `Outlier detection has ejected an address of ${host} after failures in a row. ${elsewhere} The `
        + 'gateway tries it again by itself, and ejects it for longer each time that it still fails. Look at the '
        + 'spoke: its ingress, its certificate, its replicas.',
    },
  };
}

/**
 * The addresses that Envoy has ejected. Before Istio 1.23 the first dot of the host ended the name of the cluster, and
 * the rest of the host is in the name of the series.
 */
function ejections(host: string): string {
  const [first, ...rest] = host.split('.');
  const inName = rest.map((part) => `${part.replace(/-/g, '_')}_`).join('');
  const cluster = `outbound\\\\|80\\\\|\\\\|${literal(first)}(${literal(['', ...rest].join('.'))})?;?`;
  return `{__name__=~"envoy_cluster_(${inName})?outlier_detection_ejections_active",cluster_name=~"${cluster}"}`;
}
