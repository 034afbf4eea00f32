import type { Trigger } from './triggers';

/**
 * KEDA's HTTP add-on, as its version 0.15 installs it: the interceptor holds requests while there is no pod, and its
 * scaler reports them to KEDA.
 */

/** The namespace in which KEDA and its add-ons are installed, unless somebody chose another one. */
export const ADD_ON_NAMESPACE = 'keda';
/** The group of its custom resources. */
export const ADD_ON_GROUP = 'http.keda.sh/';
export const INTERCEPTOR = 'keda-add-ons-http-interceptor-proxy';
export const INTERCEPTOR_PORT = 8080;

/** What a forecast calls the metrics of a route; in a cluster each has the name of the route in its own. */
export const CONCURRENCY = 'http_concurrency';
export const RATE = 'http_rate';

const SCALER = 'keda-add-ons-http-external-scaler';
const SCALER_PORT = 9090;

/** The address at which KEDA finds the scaler of the add-on. */
export function scalerAddress(namespace: string): string {
  return `${SCALER}.${namespace}:${SCALER_PORT}`;
}

/** The route that a trigger of the add-on reports; undefined for any other trigger. */
export function routeOfTrigger({ type, metadata = {} }: Trigger): string | undefined {
  const { interceptorRoute } = metadata;
  return type === 'external-push' && typeof interceptorRoute === 'string' ? interceptorRoute : undefined;
}

/** Whether a trigger is one of the add-on, in its present form or in that of an HTTPScaledObject. */
export function isOfAddOn(trigger: Trigger): boolean {
  const { type, metadata = {} } = trigger;
  return (type === 'external-push' || type === 'external')
    && (metadata.interceptorRoute !== undefined || metadata.httpScaledObject !== undefined);
}
