import { InferenceGateway } from './inference-pool-options';
import type { ModelServer } from '../servers/model-server';

/** An object that one implementation of gateways needs beside a pool. */
interface Policy {
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: object;
}

/** What a policy is made of. */
export interface Guarded {
  readonly pool: string;
  readonly pickerService: string;
  readonly isSecure: boolean;
  readonly server: ModelServer;
  readonly requestSeconds: number;
}

/** What the implementation of a Gateway needs beside the standard objects. */
export function gatewayPolicies(gatewayType: InferenceGateway, guarded: Guarded): Policy[] {
  if (gatewayType === InferenceGateway.ISTIO) return guarded.isSecure ? [destinationRule(guarded)] : [];
  if (gatewayType === InferenceGateway.GKE) return [healthCheck(guarded), backendPolicy(guarded)];
  return [];
}

/** The picker signs its certificate itself, so there is nothing to verify it with. */
function destinationRule({ pickerService }: Guarded): Policy {
  return {
    id: 'DestinationRule',
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: pickerService },
    spec: { host: pickerService, trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } } },
  };
}

/** GKE checks the path `/` otherwise, which a model server answers with 404. */
function healthCheck({ pool, server }: Guarded): Policy {
  const requestPath = server._row.probes.readiness.path ?? '/';
  return {
    id: 'HealthCheckPolicy',
    apiVersion: 'networking.gke.io/v1',
    kind: 'HealthCheckPolicy',
    metadata: { name: pool },
    spec: {
      targetRef: targetRef(pool),
      default: {
        timeoutSec: 2,
        checkIntervalSec: 2,
        config: { type: 'HTTP', httpHealthCheck: { requestPath, port: server.httpPort } },
      },
    },
  };
}

function backendPolicy({ pool, requestSeconds }: Guarded): Policy {
  return {
    id: 'BackendPolicy',
    apiVersion: 'networking.gke.io/v1',
    kind: 'GCPBackendPolicy',
    metadata: { name: pool },
    spec: { targetRef: targetRef(pool), default: { timeoutSec: requestSeconds } },
  };
}

function targetRef(name: string): object {
  return { group: 'inference.networking.k8s.io', kind: 'InferencePool', name };
}
