import type { Destination } from './destinations';

/** The ServiceEntry that makes the host of a destination known to the mesh of the ingress cluster. */
export function serviceEntry(apiVersion: string, { name, host, tls, endpoints }: Destination) {
  return {
    apiVersion,
    kind: 'ServiceEntry',
    metadata: { name },
    spec: {
      hosts: [host],
      location: 'MESH_EXTERNAL',
      resolution: 'DNS',
      // Routes match HTTP on port 80; the DestinationRule starts TLS to port 443.
      ports: [{ number: 80, name: 'http', protocol: 'HTTP', ...(tls && { targetPort: 443 }) }],
      ...(endpoints && { endpoints: endpoints.map((e) => ({ ...e })) }),
    },
  };
}
