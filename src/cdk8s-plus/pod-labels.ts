import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectOf } from './handed-over';
import { printedObject } from '../kubernetes/json-patches';

type Labels = Readonly<Record<string, string>>;

/** Pods with the same labels, and the namespace of their object; undefined where neither it nor its chart says. */
export interface LabelledPods {
  readonly labels: Labels;
  readonly namespace?: string;
}

/**
 * The labels that select the pods of a workload of any cdk8s-plus, of a pod, or of an `ApiObject`; those of its pods
 * where nothing selects them; undefined for none.
 */
export function podLabelsOf(workload: IConstruct): Labels | undefined {
  const object = objectOf(workload);
  if (!object) return undefined;
  // What cdk8s-plus says of its workloads needs no rendering.
  return selectedByPlus(workload) ?? printedLabels(object).find(isSome);
}

/**
 * All pods of a construct: those of a workload or a served model, and else those of every workload that it made. What
 * only selects pods, such as the InferencePool of a model, has none. A chart is no such construct: it may hold all.
 */
export function podsOf(construct: IConstruct): LabelledPods[] {
  if (Chart.isChart(construct)) return [];
  const { workload } = construct as { readonly workload?: unknown };
  const one = ApiObject.isApiObject(workload) ? workload : construct;
  if (ApiObject.isApiObject(one) || selectedByPlus(one)) return labelled(one, podLabelsOf(one));
  return one.node.children.flatMap((child) => (ApiObject.isApiObject(child) ? ofTemplate(child) : podsOf(child)));
}

function ofTemplate(object: ApiObject): LabelledPods[] {
  const [selected, own] = printedLabels(object);
  return own === undefined ? [] : labelled(object, [selected, own].find(isSome));
}

function labelled(of: IConstruct, labels: Labels | undefined): LabelledPods[] {
  return labels ? [{ labels, namespace: objectOf(of)?.metadata.namespace }] : [];
}

function selectedByPlus(workload: IConstruct): Labels | undefined {
  const { matchLabels } = workload as { readonly matchLabels?: Labels };
  return isSome(matchLabels) ? matchLabels : undefined;
}

function isSome(labels: Labels | undefined): boolean {
  return Object.keys(labels ?? {}).length > 0;
}

function printedLabels(object: ApiObject): [selected?: Labels, own?: Labels] {
  const { kind, metadata, spec } = printedObject(object) ?? {};
  const { selector, template } = (kind === 'CronJob' ? spec?.jobTemplate?.spec : spec) ?? {};
  return [selector?.matchLabels, kind === 'Pod' ? metadata?.labels : template?.metadata?.labels];
}
