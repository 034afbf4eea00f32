import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { MLService } from './ml-service';
import type { Spoke } from './spoke';

/** What of a construct serves: MLServices, and whatever has a Service for a model server. */
export interface Serving { readonly name: string; readonly namespace?: string; readonly split: boolean }

/** What serves among constructs, in their order. */
export function servingOf(constructs: readonly IConstruct[]): Serving[] {
  return constructs.flatMap((c) => c.node.findAll()).flatMap((c): Serving[] => {
    if (c instanceof MLService) return [{ name: c.name, namespace: c.apiObject.metadata.namespace, split: c._splits }];
    const { server, service } = c as { server?: unknown; service?: { name: string; metadata: { namespace?: string } } };
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
