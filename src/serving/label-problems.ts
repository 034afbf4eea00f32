import { Pod } from 'cdk8s-plus-27';
import type { InferenceDeploymentOptions } from './inference-deployment-props';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The labels of the pods of a deployment. */
export function podLabels(name: string, { labels, selector }: InferenceDeploymentOptions): Record<string, string> {
  return { ...labels, ...(selector ?? { app: name }) };
}

/** Problems of the labels, the selector and the annotations of a deployment; `name` is its name. */
export function labelProblems(name: string, props: InferenceDeploymentOptions): Problem[] {
  const { labels, selector, podAnnotations } = props;
  const problems = new Problems();
  problems.addAll(check.labels('labels', labels));
  problems.addAll(check.labels('selector', selector));
  problems.addAll(check.annotations('podAnnotations', podAnnotations));
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
  for (const [field, map] of [['labels', labels], ['selector', selector]] as const) {
    if (map?.[Pod.ADDRESS_LABEL] === undefined) continue;
    problems.add({
      code: 'serving/reserved-label',
      field: `${field}[${JSON.stringify(Pod.ADDRESS_LABEL)}]`,
      value: map[Pod.ADDRESS_LABEL],
      rule: 'is reserved for cdk8s-plus',
      why: 'cdk8s-plus selects pods by this label; its value is the name of the Deployment',
      fix: 'use another key',
    });
  }
  const selected = selector ?? { app: name };
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (selected[key] === undefined || selected[key] === value) continue;
    problems.add({
      code: 'serving/label-contradicts-selector',
      field: `labels[${JSON.stringify(key)}]`,
      value,
      rule: `must be "${selected[key]}", as in the selector`,
      why: 'the Deployment would not select its own pods',
      fix: 'set the label in selector',
    });
  }
  return problems.all;
}
