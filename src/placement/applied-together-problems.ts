import { Chart, YamlOutputType, type App } from 'cdk8s';
import type { Service } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { page } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';

/** A policy in the file of its Service: both are applied at once, so the agent seldom knows the Service first. */
export function appliedTogetherProblems(policy: Construct, service: Service): Problem[] {
  if (!inOneFile(policy, service)) return [];
  return [{
    code: 'placement/policy-applied-with-service',
    field: 'service',
    value: service.node.path,
    rule: 'must not be printed into the same file as its policy',
    why: 'EdgeMesh was observed to ignore 9 of 10 policies that were applied together with their Service',
    fix: 'define EdgeMeshTraffic in a chart of its own, and apply its file when the pods of the Service are ready',
    source: page('placement.md#a-policy-that-takes-effect'),
  }];
}

function inOneFile(policy: Construct, service: Service): boolean {
  if (policy.node.root !== service.node.root) return false;
  const { yamlOutputType = YamlOutputType.FILE_PER_CHART } = policy.node.root as Partial<App>;
  if (yamlOutputType === YamlOutputType.FILE_PER_APP) return true;
  return yamlOutputType === YamlOutputType.FILE_PER_CHART && Chart.of(policy) === Chart.of(service);
}
