import type { Duration } from 'cdk8s';
import type { Demand } from './demand';
import type { RequestLoadOptions } from './load-options';
import { demandOf, NOTHING, together, type LoadParts, type MetricOutage } from './load-parts';
import { loadProblems } from './load-problems';
import type { LoadProfile } from './load-profile';
import { checksArguments } from '../../validation/checks-arguments';
import type { Problem } from '../../validation/problem';

/**
 * Defines the load of one service, for a forecast: the requests that arrive, the cores that all its pods use, or the
 * total of a metric.
 *
 * @example
 *
 * const profile = LoadProfile.day({ low: 1, high: 30 });
 * const load = Load.requests({ profile, serviceTime: Duration.millis(200) });
 */
@checksArguments
export class Load {
  /**
   * Requests per second. The cores in use follow from the CPU time of a request, and so does what pods can serve.
   *
   * One request keeps one core busy for its `serviceTime`. For a server that computes on an accelerator that is wrong:
   * there, set `cpuTime`.
   *
   * @param options how many requests, and what one takes
   */
  public static requests(options: RequestLoadOptions): Load {
    return new Load({ ...NOTHING, requests: [options] });
  }

  /**
   * The cores that all pods of the service use together, however many there are.
   *
   * @param profile cores: 0.5 is 500 millicores
   */
  public static cores(profile: LoadProfile): Load {
    return new Load({ ...NOTHING, cores: [profile] });
  }

  /**
   * The total of a metric over all pods of the service, in the unit of the metric. Each ready pod has an equal part.
   *
   * @param name the name of the metric in the autoscaler, such as `vllm_requests_in_flight`
   * @param profile the total
   */
  public static metric(name: string, profile: LoadProfile): Load {
    return new Load({ ...NOTHING, metrics: [{ name, profile }] });
  }

  /**
   * The recorded total of a metric, with the times in which nothing was recorded.
   * @internal
   */
  public static _metric(name: string, profile: LoadProfile, outages: readonly MetricOutage[]): Load {
    return new Load({ ...NOTHING, metrics: [{ name, profile }], outages });
  }

  private constructor(private readonly parts: LoadParts) {}

  /**
   * The same load, with a time in which the autoscaler cannot read a metric.
   *
   * @param metric the name of the metric, or `cpu` or `memory`
   * @param start when it begins
   * @param end when it ends, after `start`
   */
  public withOutage(metric: string, start: Duration, end: Duration): Load {
    return new Load({ ...this.parts, outages: [...this.parts.outages, { metric, start, end }] });
  }

  /**
   * The same load, with a share of hard examples: the requests that the edge of a joint inference sends on to its
   * cloud. For the load of the edge.
   *
   * @param share a number from 0 to 1
   */
  public withHardExamples(share: number): Load {
    return new Load({ ...this.parts, hardExamples: [...this.parts.hardExamples, share] });
  }

  /**
   * Both loads of one service together. Requests add up where one takes the same, and so do cores and the totals of a
   * metric.
   *
   * @param other another load of the service
   */
  public plus(other: Load): Load {
    const added = other instanceof Load ? other.parts : { ...NOTHING, strangers: [other] };
    return new Load(together(this.parts, added));
  }

  /** @internal */
  public _problems(field: string): Problem[] {
    return loadProblems(field, this.parts);
  }

  /**
   * What a forecast reads: courses of its own at each call. Only for a load without problems.
   * @internal
   */
  public _demand(): Demand {
    return demandOf(this.parts);
  }

  /**
   * When the last of its recorded values ends, in seconds; undefined for a load without an end.
   * @internal
   */
  public get _seconds(): number | undefined {
    const profiles = [
      ...this.parts.requests.map(({ profile }) => profile),
      ...this.parts.cores,
      ...this.parts.metrics.map(({ profile }) => profile),
    ];
    const ends = profiles.map(({ _seconds }) => _seconds);
    return ends.some((end) => end === undefined) ? undefined : Math.max(...ends as number[]);
  }
}
