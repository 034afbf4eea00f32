import type { IInference } from '../servers/inference';
import { multipliesReadyPods } from '../servers/queries-prometheus';
import type { Problem } from '../validation/problem';

/**
 * A ServiceMonitor of pods whose average KEDA follows. Pods that terminate are no longer scraped by it, but the
 * autoscaler still counts them, and would multiply the average of the others by them.
 */
export function terminatingPodProblems(inference: IInference): Problem[] {
  if (!multipliesReadyPods(inference)) return [];
  return [{
    code: 'metrics/average-without-terminating-pods',
    field: 'kind',
    value: 'ServiceMonitor',
    rule: `must be a PodMonitor for ${inference.name}: KEDA follows the average of its pods`,
    why: 'a ServiceMonitor does not scrape pods that terminate, but the autoscaler multiplies the average by them too, '
      + 'so the replicas would not settle after scaling down',
    fix: 'omit kind, or scrape every 5 seconds and omit scrapeInterval of ScalingEngine.keda',
  }];
}
