import { Chart, YamlOutputType, type App } from 'cdk8s';
import type { Service } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { page } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';

/**
 * A policy in the file of its Service, or in a file that is applied before: the agent seldom knows the Service first.
 */
export function appliedTogetherProblems(policy: Construct, service: Service): Problem[] {
  if (!isAppliedWith(policy, service)) return [];
  return [{
    code: 'placement/policy-applied-with-service',
    field: 'service',
    value: service.node.path,
    rule: 'must be printed into another file than its policy, and into one that is applied before',
    why: 'EdgeMesh was observed to ignore 9 of 10 policies that were applied together with their Service',
    fix: 'define EdgeMeshTraffic in a chart of the app, and apply its file when the pods of the Service are ready',
    source: page('placement.md#a-policy-that-takes-effect'),
  }];
}

function isAppliedWith(policy: Construct, service: Service): boolean {
  if (policy.node.root !== service.node.root) return false;
  const { yamlOutputType = YamlOutputType.FILE_PER_CHART } = policy.node.root as Partial<App>;
  if (yamlOutputType === YamlOutputType.FILE_PER_APP) return true;
  if (yamlOutputType !== YamlOutputType.FILE_PER_CHART) return false;
  // cdk8s prints a chart that is nested in another one before that one.
  const outer: unknown[] = Chart.of(policy).node.scopes;
  return outer.includes(Chart.of(service));
}
