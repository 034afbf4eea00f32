import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Spoke } from './spoke';

/** What of a construct serves: MLServices, and whatever has a Service for a model server. */
export interface Serving { readonly name: string; readonly namespace?: string; readonly split: boolean }

/** What a construct has that serves: an answer of its own (an MLService), or a server and its Service. */
interface Serves {
  readonly _serving: Serving;
  readonly server: unknown;
  readonly service: { readonly name: string; readonly metadata: { readonly namespace?: string } };
}

/** What serves among constructs, in their order. */
export function servingOf(constructs: readonly IConstruct[]): Serving[] {
  return constructs.flatMap((c) => c.node.findAll()).flatMap((c): Serving[] => {
    const { _serving, server, service } = c as Partial<Serves>;
    if (_serving !== undefined) return [_serving];
    // A served model and the deployment inside it have one Service.
    const inner = c.node.scope as { service?: unknown } | undefined;
    if (server === undefined || service === undefined || inner?.service === service) return [];
    return [{ name: service.name, namespace: service.metadata.namespace ?? Chart.of(c).namespace, split: false }];
  });
}

/** The host of the first of them in a spoke. */
export function servedHost(constructs: readonly IConstruct[], spoke: Spoke): string | undefined {
  const [first] = servingOf(constructs);
  const { domain } = spoke._options;
  return first === undefined || domain === undefined ? undefined : `${first.name}.${first.namespace ?? 'default'}.${domain}`;
}
