import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectOf } from './handed-over';
import { printedObject } from '../kubernetes/json-patches';

/**
 * The labels that select the pods of a workload of any cdk8s-plus, of a pod, or of an `ApiObject`; those of its pods
 * where nothing selects them; undefined for none.
 */
export function podLabelsOf(workload: IConstruct): Readonly<Record<string, string>> | undefined {
  const object = objectOf(workload);
  if (!object) return undefined;
  // What cdk8s-plus says of its workloads needs no rendering.
  const { matchLabels } = workload as { readonly matchLabels?: Record<string, string> };
  if (Object.keys(matchLabels ?? {}).length > 0) return matchLabels;
  return printedLabels(object).find((labels) => Object.keys(labels ?? {}).length > 0);
}

function printedLabels(object: ApiObject): [selected?: Record<string, string>, own?: Record<string, string>] {
  const { kind, metadata, spec } = printedObject(object) ?? {};
  const { selector, template } = (kind === 'CronJob' ? spec?.jobTemplate?.spec : spec) ?? {};
  return [selector?.matchLabels, kind === 'Pod' ? metadata?.labels : template?.metadata?.labels];
}
