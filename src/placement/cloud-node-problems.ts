import type { NodeRequirement } from '../kubernetes/json-patches';
import { EDGE_LABEL } from '../kubernetes/kubeedge-labels';
import { LABEL_VALUE } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** A choice of nodes that names none. */
export function noChoice(field: string, value: unknown): Problem {
  return {
    code: 'placement/nothing-chosen',
    field,
    value,
    rule: 'must not be empty',
    why: 'no node could match, and the pods would stay Pending',
    fix: 'name at least one, or use CloudNodes.any',
  };
}

export function notCloudNodes(field: string, value: unknown): Problem {
  return {
    code: 'placement/not-cloud-nodes',
    field,
    value,
    rule: 'must be CloudNodes',
    why: 'no node can be selected by any other value',
    fix: 'use a factory such as CloudNodes.labelled',
  };
}

/** Problems of the values that a label may have. */
export function valuesProblems(field: string, values: readonly string[], label: string): Problem[] {
  if (values.length === 0) return [noChoice(field, values)];
  const problems = new Problems();
  for (const [i, value] of values.entries()) {
    problems.addAll(value === '' ? [noChoice(`${field}[${i}]`, value)] : check.name(
      `${field}[${i}]`,
      value,
      LABEL_VALUE,
      `set a value that the label ${label} has, as in kubectl get nodes -L ${label}`,
    ));
  }
  return problems.all;
}

/** The labels whose values are all in lower case: names of the cloud; the others are names of products. */
const LOWER_CASE: readonly string[] = [
  'cloud.google.com/gke-accelerator', 'karpenter.k8s.aws/instance-gpu-name', 'eks.amazonaws.com/instance-gpu-name',
];

/** Problems of the models of a label. The labels have other names for the same GPU. */
export function modelProblems(label: string, models: readonly string[]): Problem[] {
  const isLower = LOWER_CASE.includes(label);
  const problems = new Problems();
  problems.addAll(valuesProblems('models', models, label));
  if (!problems.isEmpty) return problems.all;
  for (const [i, model] of models.entries()) {
    const isOther = isLower ? model !== model.toLowerCase() : model === model.toLowerCase();
    if (!isOther) continue;
    problems.add({
      code: 'placement/gpu-model-of-another-label',
      field: `models[${i}]`,
      value: model,
      rule: isLower ? `must be in lower case for ${label}` : `must be the name of a product for ${label}`,
      why: `${label} never has such a value, so no node would match, and the pods would stay Pending`,
      fix: `write it as kubectl get nodes -L ${label} shows it, such as ${isLower ? example(label) : product(label)}`,
    });
  }
  return problems.all;
}

function example(label: string): string {
  return label.startsWith('cloud.google.com') ? 'nvidia-l4' : 'l4';
}

function product(label: string): string {
  return label.startsWith('amd.com') ? 'AMD_Instinct_MI300X_OAM' : 'NVIDIA-A100-SXM4-80GB';
}

/** Problems of the vendors of the GPUs that are chosen together. */
export function vendorProblems(vendors: readonly string[]): Problem[] {
  const known = vendors.filter((v) => v !== 'any');
  if (known.length <= 1) return [];
  return [{
    code: 'placement/gpus-of-two-vendors',
    field: 'nodes',
    value: known,
    rule: 'must not require GPUs of two vendors',
    why: 'a node has GPUs of one vendor, so no node would match, and the pods would stay Pending',
    fix: 'keep the model of one vendor',
  }];
}

/** Problems of conditions that no node meets together. */
export function contradictionProblems(field: string, requirements: readonly NodeRequirement[]): Problem[] {
  const problems = new Problems();
  const known = new Map<string, Set<string>>();
  for (const { key, operator, values = [] } of requirements) {
    if (key === EDGE_LABEL) problems.add(edgeLabel(field, key));
    if (operator !== 'In') continue;
    const before = known.get(key);
    const common = new Set(values.filter((value) => before === undefined || before.has(value)));
    if (before !== undefined && common.size === 0) problems.add(excluded(field, key, [...before, ...values]));
    known.set(key, common);
  }
  for (const { key, operator, values = [] } of requirements) {
    const allowed = known.get(key);
    if (operator === 'In' || operator === 'Exists' || !allowed || allowed.size === 0) continue;
    const isEmpty = operator === 'DoesNotExist' || [...allowed].every((value) => values.includes(value));
    if (isEmpty) problems.add(excluded(field, key, [...allowed]));
  }
  return problems.all;
}

function edgeLabel(field: string, value: string): Problem {
  return {
    code: 'placement/edge-label-in-cloud',
    field,
    value,
    rule: 'must not require the label of edge nodes',
    why: 'CloudPlacement keeps pods off edge nodes, so no node would match',
    fix: 'use EdgePlacement for edge nodes',
  };
}

function excluded(field: string, key: string, values: readonly string[]): Problem {
  return {
    code: 'placement/choices-exclude-each-other',
    field,
    value: values,
    rule: `must leave a value of ${key}`,
    why: 'a node has one value of each label, so no node meets all choices, and the pods would stay Pending',
    fix: 'remove one of the choices, or name all values in one of them',
  };
}
