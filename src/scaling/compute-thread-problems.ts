import type { ScalingOptions } from './scaling-options';
import type { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import type { InferenceResources } from '../values/inference-resources';
import { renderResources } from '../values/resource-requirements';

const SOURCE = 'https://github.com/kubeedge/sedna/blob/main/docs/proposals/joint-inference-hpa.md';

/** The default tolerance of the controller. */
const TOLERANCE = 0.1;

/** A server, and the resources of its container. */
export interface Computing {
  readonly server: ModelServer;
  readonly resources: InferenceResources;
  readonly containerName?: string;
}

/**
 * CPU targets that the compute threads of the server cannot exceed. A server of two threads uses two cores at most, so
 * with a large CPU request its utilization stays low, and the autoscaler never scales up.
 */
export function computeThreadProblems(props: Computing, scaling: ScalingOptions): Problem[] {
  const { server, resources, containerName = server._row.id } = props;
  const { metrics, maxReplicas, behavior } = scaling;
  const tolerance = behavior?._upTolerance ?? TOLERANCE;
  const threads = server.computeThreads;
  if (threads === undefined || maxReplicas <= 1) return [];
  const { requests, limits } = renderResources(resources);
  const requested = requests.cpu ?? limits.cpu;
  const request = parseQuantity(requested);
  if (request === undefined) return [];
  const highest = (threads / request) * 100;
  const problems = new Problems();
  for (const [i, metric] of metrics.entries()) {
    const target = metric._utilization;
    const isOfServer = target?.resource === 'cpu' && (target.container ?? containerName) === containerName;
    if (!isOfServer || highest > target.percent * (1 + tolerance)) continue;
    problems.add({
      code: 'scaling/target-beyond-threads',
      field: `metrics[${i}]`,
      value: target.percent,
      rule: `must be a utilization that ${server._row.id} can exceed: it computes on ${threads} `
        + `${threads === 1 ? 'thread' : 'threads'}, at most ${Math.round(highest)} % of the ${requested} CPU requested`,
      why: 'the autoscaler scales up only when utilization is more than '
        + `${Math.round(tolerance * 100)} % above the target, so it never would`,
      fix: `request less CPU, lower the target to ${Math.ceil(highest / (1 + tolerance)) - 1} % or less, `
        + 'or give the server more threads',
      source: SOURCE,
    });
  }
  return problems.all;
}
