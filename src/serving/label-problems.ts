import { Pod } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

type Labels = Readonly<Record<string, string>>;

/** The labels of the pods of a deployment. */
export function podLabels(name: string, { labels, selector }: InferenceDeploymentOptions): Record<string, string> {
  return { ...labels, ...(selector ?? { app: name }) };
}

/** Problems of the labels, the selector and the annotations of a deployment; `name` is its name. */
export function labelProblems(name: string, props: InferenceDeploymentOptions): Problem[] {
  const { labels, selector, podAnnotations } = props;
  const problems = new Problems();
  if (labels) problems.addAll(check.labels('labels', labels));
  if (selector) problems.addAll(check.labels('selector', selector));
  if (podAnnotations) problems.addAll(check.annotations('podAnnotations', podAnnotations));
  if (selector && (Object.keys(selector).length === 0 || Object.values(selector).includes(''))) {
    problems.add({
      code: 'serving/selector-empty',
      field: 'selector',
      value: selector,
      rule: 'must contain at least one label, each with a value',
      why: 'an empty selector matches every pod of the namespace',
      fix: `remove selector to use { app: "${name}" }`,
    });
  }
  if (labels) problems.addAll(reservedProblems('labels', labels));
  if (selector) problems.addAll(reservedProblems('selector', selector));
  if (labels) problems.addAll(contradictionProblems(labels, selector ?? { app: name }));
  return problems.all;
}

function reservedProblems(field: string, labels: Labels): Problem[] {
  const value = labels[Pod.ADDRESS_LABEL];
  if (value === undefined) return [];
  return [{
    code: 'serving/reserved-label',
    field: `${field}[${JSON.stringify(Pod.ADDRESS_LABEL)}]`,
    value,
    rule: 'is reserved for cdk8s-plus',
    why: 'cdk8s-plus selects pods by this label; its value is the name of the Deployment',
    fix: 'use another key',
  }];
}

function contradictionProblems(labels: Labels, selector: Labels): Problem[] {
  const problems = new Problems();
  for (const key of Object.keys(labels)) {
    const selected = selector[key];
    if (selected === undefined || selected === labels[key]) continue;
    problems.add({
      code: 'serving/label-contradicts-selector',
      field: `labels[${JSON.stringify(key)}]`,
      value: labels[key],
      rule: `must be "${selected}", as in the selector`,
      why: 'the Deployment would not select its own pods',
      fix: 'set the label in selector',
    });
  }
  return problems.all;
}
