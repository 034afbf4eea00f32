import type { Inventory } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';
import { listed } from '../listed';
import { isIncomparable, overwrittenRules, type OverwrittenRules } from '../metrics/adapter/overwritten-rules';

/** What is said of an object that several programs define because a cluster, or a namespace, has one of it. */
export interface SharedObject {
  /** What each of the two has that the other lacks, where that is known. */
  readonly difference?: string;
  readonly why?: string;
  readonly fix: string;
}

const ADAPTER = 'merge the rules with `elastic-inference adapter-rules`; with PrometheusAdapterRules, set a program in '
  + 'each of the programs';

/** What to do about two objects of one name, where another name would not help; undefined for all others. */
export function sharedObject(inventory: Inventory, first: Manifest, second: Manifest): SharedObject | undefined {
  const { kind, metadata = {} } = second;
  const lost = kind === 'ConfigMap' ? overwrittenRules(inventory, first, second) : undefined;
  // Names that are made of parts of the series cannot be compared: what is lost is not known.
  if (lost || kind === 'ConfigMap' && [first, second].some((one) => isIncomparable(inventory, one))) {
    return {
      difference: lost && difference(lost),
      why: 'the adapter reads one configuration: the one that is applied last removes the rules of the other, and '
        + 'autoscalers on their metrics keep their replicas (<unknown>)',
      fix: ADAPTER,
    };
  }
  const name = String(metadata.name);
  if (kind === 'APIService') {
    return { fix: 'leave one of them out: a cluster has one server of this API' };
  }
  if (/^(system:)?metrics-server\b/.test(name) || name === 'system:aggregated-metrics-reader') {
    return { fix: 'define metrics-server in one program (MetricsServer), and leave it out of the others' };
  }
  if (/^prometheus-adapter\b/.test(name) && (second.roleRef !== undefined || second.rules !== undefined)) {
    return {
      fix: 'set the same serviceAccountName and namespace in each PrometheusAdapterRules, or rbac: false in all but '
        + 'one',
    };
  }
  if (/^sedna\b/.test(name) && second.roleRef !== undefined) {
    return { fix: 'define SednaAutoscalerAccess in one program, or give each its own name' };
  }
  return undefined;
}

function difference({ onlyInFirst, onlyInSecond }: OverwrittenRules): string {
  const parts: string[] = [];
  if (onlyInFirst.length > 0) parts.push(`only the first serves ${listed(onlyInFirst)} as it does`);
  if (onlyInSecond.length > 0) parts.push(`only the second serves ${listed(onlyInSecond)} as it does`);
  return parts.join(', ');
}
