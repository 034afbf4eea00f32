import { App, Chart, YamlOutputType } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { ChartOrder } from '../app/chart-order';
import { page } from '../validation/documentation-links';
import type { Problem } from '../validation/problem';

const { FILE_PER_APP, FILE_PER_CHART, FILE_PER_RESOURCE } = YamlOutputType;

const SOURCE = page('placement.md#a-policy-that-takes-effect');

/**
 * A policy in the file of its Service, or in a file that is applied before: the agent seldom knows the Service first.
 */
export function appliedTogetherProblems(policy: Construct, service: IConstruct): Problem[] {
  const { root } = policy.node;
  if (root !== service.node.root || !(root instanceof App)) return [];
  if (isAppliedWith(root, policy, service)) return withService(root, service);
  return isAppliedBefore(root, policy, service) ? beforeService(root, policy, service) : [];
}

function withService({ yamlOutputType }: App, service: IConstruct): Problem[] {
  const first = yamlOutputType === FILE_PER_APP ? 'leave yamlOutputType out of the App, ' : '';
  return [{
    code: 'placement/policy-applied-with-service',
    field: 'service',
    value: service.node.path,
    rule: 'must be printed into another file than its policy, and into one that is applied before',
    why: 'EdgeMesh was observed to ignore 9 of 10 policies that were applied together with their Service',
    fix: `${first}define EdgeMeshTraffic in a chart of the app, and apply its file when the pods of the Service are `
      + 'ready',
    source: SOURCE,
  }];
}

function beforeService({ yamlOutputType }: App, policy: Construct, service: IConstruct): Problem[] {
  const [own, other] = [Chart.of(policy).node.path, Chart.of(service).node.path];
  const fix = yamlOutputType === FILE_PER_CHART
    ? `give chart ${own} an id that sorts behind ${other}, or call addDependency of it with the other`
    : 'leave yamlOutputType out of the App, and define EdgeMeshTraffic in a chart of its own';
  return [{
    code: 'placement/policy-applied-before-service',
    field: 'service',
    value: service.node.path,
    rule: 'must be printed into a file that is applied before that of its policy',
    why: 'kubectl applies the files of a folder by their names, and an agent of EdgeMesh ignores the policy of a '
      + 'Service that it does not know',
    fix: `${fix}; apply the policy when the pods of the Service are ready`,
    source: SOURCE,
  }];
}

function isAppliedWith({ yamlOutputType }: App, policy: Construct, service: IConstruct): boolean {
  if (yamlOutputType === FILE_PER_APP) return true;
  if (yamlOutputType !== FILE_PER_CHART) return false;
  // cdk8s prints a chart that is nested in another one before that one.
  const outer: unknown[] = Chart.of(policy).node.scopes;
  return outer.includes(Chart.of(service));
}

/** The file of a DestinationRule sorts before that of a Service, in one folder. */
function isAppliedBefore(app: App, policy: Construct, service: IConstruct): boolean {
  const [own, other] = [Chart.of(policy), Chart.of(service)];
  if (app.yamlOutputType === FILE_PER_RESOURCE || own === other) return true;
  return ChartOrder.of(app).isBefore(own, other);
}
