import { Duration } from 'cdk8s';
import type { Destination } from './destinations';
import type { HeadConnectionLimits, HeadIngressProps, HeadOutlierDetection } from './head-ingress-options';
import { formatDuration } from './istio-duration';

/** The DestinationRule of a destination: connection limits, outlier detection and TLS. */
export function destinationRule(apiVersion: string, destination: Destination, props: HeadIngressProps) {
  const { name, host, tls, endpoints } = destination;
  return {
    apiVersion,
    kind: 'DestinationRule',
    metadata: { name },
    spec: {
      host,
      trafficPolicy: {
        connectionPool: connectionPool(props.connectionLimits),
        ...(endpoints && { loadBalancer: { localityLbSetting: { enabled: true } } }),
        outlierDetection: outlierDetection(props.outlierDetection),
        ...(tls && { tls: tlsSettings(destination) }),
      },
    },
  };
}

function tlsSettings({ host, credentialName, mutualTls }: Destination): object {
  return {
    mode: mutualTls ? 'MUTUAL' : 'SIMPLE',
    sni: host,
    // With an SNI in the rule, Istio compares the certificate with these names only; without them any name passes.
    subjectAltNames: [host],
    ...(credentialName !== undefined && { credentialName }),
  };
}

function connectionPool({ connectTimeout, maxConnections, maxPendingRequests }: HeadConnectionLimits = {}): object {
  return {
    tcp: {
      connectTimeout: formatDuration(connectTimeout ?? Duration.seconds(5)),
      ...(maxConnections !== undefined && { maxConnections }),
    },
    ...(maxPendingRequests !== undefined && { http: { http1MaxPendingRequests: maxPendingRequests } }),
  };
}

function outlierDetection({ consecutiveGatewayErrors, interval, baseEjectionTime }: HeadOutlierDetection = {}): object {
  return {
    // A 500 comes from the model, and every spoke has the same model.
    consecutive5xxErrors: 0,
    consecutiveGatewayErrors: consecutiveGatewayErrors ?? 5,
    interval: formatDuration(interval ?? Duration.seconds(10)),
    baseEjectionTime: formatDuration(baseEjectionTime ?? Duration.seconds(30)),
    maxEjectionPercent: 100,
  };
}
