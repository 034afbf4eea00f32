import type { Manifest, PodSpec } from './manifest';

/**
 * Service links: the environment variables that the kubelet sets in a container for each Service of its namespace, as
 * `pkg/kubelet/envvars` of Kubernetes makes them. The variables of the container itself take precedence.
 */

/** Whether a pod gets the variables of the Services of its namespace: without the field, it does. */
export function hasServiceLinks({ enableServiceLinks = true }: PodSpec): boolean {
  return enableServiceLinks;
}

/** Whether a name is one of those that Services get: `WEB_SERVICE_HOST`, `WEB_PORT_80_TCP_ADDR`. */
export function isServiceLink(name: string): boolean {
  if (/_SERVICE_(HOST|PORT)$|_PORT$/.test(name)) return true;
  const [end] = name.split(/[-.]/).slice(-1);
  return /_SERVICE_PORT_\w|_PORT_\d+_\w/.test(end);
}

/** Whether a name is one of those of the API server's Service, which every container gets. */
export function isApiServerLink(name: string): boolean {
  return name.startsWith('KUBERNETES_') && isServiceLink(name);
}

/**
 * The variable in which a container finds the URL of a Service (`tcp://10.0.0.1:80`), such as `VLLM_PORT` for the
 * Service `vllm`; undefined for a Service without an address in the cluster, which gets no variables.
 */
export function urlVariable({ metadata, spec }: Manifest): string | undefined {
  const name = metadata?.name;
  if (!name || spec?.type === 'ExternalName' || spec?.clusterIP === 'None' || !spec?.ports?.length) return undefined;
  return `${name.toUpperCase().replace(/-/g, '_')}_PORT`;
}
