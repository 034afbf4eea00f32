import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** A `ScalingPolicy`, as far as it is checked. */
interface Policy {
  _problems(at: string): Problem[];
}

/** Problems of the policies of one direction of scaling. */
export function policiesProblems(policies: unknown): Problem[] {
  const problems = new Problems();
  if (!Array.isArray(policies)) {
    problems.add({
      code: 'values/policies-not-a-list',
      field: 'policies',
      value: policies,
      rule: 'must be a list of ScalingPolicy',
      why: 'the API server would reject the HPA',
      fix: 'set a list such as [ScalingPolicy.pods(1, Duration.minutes(1))]',
    });
    return problems.all;
  }
  if (policies.length === 0) {
    problems.add({
      code: 'values/no-policies',
      field: 'policies',
      value: policies,
      rule: 'must not be empty',
      why: 'the API server would reject the HPA',
      fix: 'omit policies for the defaults of Kubernetes',
    });
  }
  for (let i = 0; i < policies.length; i += 1) {
    const policy: unknown = policies[i];
    if (typeof (policy as Partial<Policy> | null)?._problems === 'function') {
      problems.addAll((policy as Policy)._problems(`policies[${i}]`));
      continue;
    }
    problems.add({
      code: 'values/not-a-scaling-policy',
      field: `policies[${i}]`,
      value: policy,
      rule: 'must be a ScalingPolicy',
      why: 'the API server would reject the HPA',
      fix: 'use ScalingPolicy.pods or percent',
    });
  }
  return problems.all;
}
