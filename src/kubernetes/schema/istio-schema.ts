import { list, map, object, type Of, type Shape } from './manifest-shape';

/** What is read of Istio's objects, a part of `manifest-schema.ts`. */

const TLS = object({
  mode: 'string', sni: 'string', subjectAltNames: list('string'), insecureSkipVerify: 'boolean',
});
const LOAD_BALANCER = object({ simple: 'string', consistentHash: object({ httpHeaderName: 'string' }) });
const POLICY = object({
  loadBalancer: LOAD_BALANCER,
  tls: TLS,
  portLevelSettings: list(object({ loadBalancer: LOAD_BALANCER, tls: TLS })),
});
const DESTINATION_RULE = object({
  host: 'string',
  trafficPolicy: POLICY,
  subsets: list(object({ name: 'string', trafficPolicy: POLICY })),
  exportTo: list('string'),
  workloadSelector: object({ matchLabels: map('string') }),
});
const SERVICE_ENTRY = object({ hosts: list('string'), subjectAltNames: list('string') });
const URI = object({ exact: 'string', prefix: 'string', regex: 'string' });
const VIRTUAL_SERVICE = object({
  hosts: list('string'),
  gateways: list('string'),
  http: list(object({ match: list(object({ uri: URI })) })),
});
const GATEWAY = object({ servers: list(object({ hosts: list('string') })) });

export type DestinationRuleSpec = Of<typeof DESTINATION_RULE>;
export type TlsSettings = Of<typeof TLS>;
export type TrafficPolicy = Of<typeof POLICY>;
export type ServiceEntrySpec = Of<typeof SERVICE_ENTRY>;
export type VirtualServiceSpec = Of<typeof VIRTUAL_SERVICE>;
export type GatewaySpec = Of<typeof GATEWAY>;

export const ISTIO_SPECS: Readonly<Record<string, Shape>> = {
  DestinationRule: DESTINATION_RULE,
  Gateway: GATEWAY,
  ServiceEntry: SERVICE_ENTRY,
  VirtualService: VIRTUAL_SERVICE,
};
