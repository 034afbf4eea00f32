import { httpTriggerProblems } from './http/http-trigger-problems';
import type { KedaHttpOptions } from './http/keda-http-options';
import type { KedaAuthentication } from './keda-authentication';
import { authenticationProblems, authenticationRef, prometheusAddressProblems } from './keda-connection';
import { rawTriggerProblems } from './keda-raw-trigger-problems';
import {
  activationProblems, countProblems, hostAndPortProblems, metricTypeProblems, queryProblems, textProblems,
  thresholdProblems,
} from './keda-trigger-problems';
import { ADD_ON_NAMESPACE, scalerAddress } from '../kubernetes/keda/http-add-on';
import { connectsWhenBuilt, isResource } from '../kubernetes/keda/triggers';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** Options of every trigger. */
export interface KedaTriggerOptions {
  /**
   * The name of the trigger, unique in the ScaledObject.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * The credentials of the trigger.
   *
   * @default - none
   */
  readonly authentication?: KedaAuthentication;

  /**
   * How the value is compared with the target: `AverageValue` divides it by the number of replicas, `Value` does not.
   * The triggers `cpu` and `memory` require `Utilization` or `AverageValue`.
   *
   * @default - AverageValue, KEDA's own
   */
  readonly metricType?: string;
}

/** A Redis list whose items wait for a replica. */
export interface KedaRedisOptions extends KedaTriggerOptions {
  /** The address of Redis, `<host>:<port>`. */
  readonly address: string;

  /** The name of the list. */
  readonly listName: string;

  /**
   * How many items one replica can handle: a whole number, 1 or more. A list that is trimmed to a length results in
   * that length divided by this number of replicas at most.
   */
  readonly listLength: number;

  /**
   * The number of items above which KEDA scales up from zero: a whole number, 0 or more.
   *
   * @default 0
   */
  readonly activationListLength?: number;
}

/** A PromQL query. */
export interface KedaPrometheusOptions extends KedaTriggerOptions {
  /** The URL of Prometheus, with `http://` or `https://`. */
  readonly serverAddress: string;

  /**
   * The query. It must return one value: an aggregation such as `sum`, `max` or `avg` without `by`, or a function or a
   * calculation of such.
   */
  readonly query: string;

  /** The value that one replica can handle: a number of at least 0.001, because KEDA rounds it to thousandths. */
  readonly threshold: number;

  /**
   * The value above which KEDA scales up from zero: a number, 0 or more.
   *
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * Whether a query without a value counts as zero. Otherwise it is an error, and the number of replicas does not
   * change.
   *
   * @default false; KEDA's own is true, which scales down when Prometheus has lost its targets
   */
  readonly ignoreNullValues?: boolean;
}

/** Any trigger, as KEDA defines it. */
export interface KedaRawOptions extends KedaTriggerOptions {
  /** The type of the trigger: one of the scalers of KEDA 2.20, such as `kafka` or `cron`. */
  readonly type: string;

  /**
   * The metadata of the trigger: strings only, as in KEDA's schema. A field that KEDA requires for the type and does
   * not find is refused, and one that it has removed; what `authentication` may hold counts as given.
   */
  readonly metadata: Record<string, string>;
}

/**
 * Defines a trigger of KEDA, on which it scales besides the metrics of the autoscaler: a queue, a query, or any other.
 *
 * @see https://keda.sh/docs/latest/scalers/
 *
 * @example
 *
 * const frames = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue_people', listLength: 8 });
 */
@checksArguments
export class KedaTrigger {
  /**
   * The length of a Redis list.
   *
   * KEDA connects to Redis when it builds the trigger: while it cannot, it makes no autoscaler at all, and there is no
   * `fallback`.
   *
   * @param options which list, and how many items one replica can handle
   */
  public static redis(options: KedaRedisOptions): KedaTrigger {
    const given = options;
    const { address, listName, listLength, activationListLength } = given;
    const metadata = {
      address,
      listName,
      listLength: String(listLength),
      ...(activationListLength !== undefined && { activationListLength: String(activationListLength) }),
    };
    return new KedaTrigger('redis', metadata, given, () => {
      const problems = new Problems();
      problems.addAll(hostAndPortProblems('address', address));
      problems.addAll(textProblems('listName', listName));
      problems.addAll(countProblems('listLength', listLength, 1));
      if (activationListLength !== undefined) {
        problems.addAll(countProblems('activationListLength', activationListLength, 0));
      }
      return problems.all;
    });
  }

  /**
   * A PromQL query over series that are not of the pods, such as the requests at a gateway or the exporter of a queue.
   *
   * @param options the query, and the value that one replica can handle
   */
  public static prometheus(options: KedaPrometheusOptions): KedaTrigger {
    const given = options;
    const { serverAddress, query, threshold, activationThreshold, ignoreNullValues = false } = given;
    const metadata = {
      serverAddress,
      query,
      threshold: String(threshold),
      ...(activationThreshold !== undefined && { activationThreshold: String(activationThreshold) }),
      ignoreNullValues: String(ignoreNullValues),
    };
    return new KedaTrigger('prometheus', metadata, given, () => {
      const problems = new Problems();
      problems.addAll(prometheusAddressProblems('serverAddress', serverAddress));
      problems.addAll(queryProblems('query', query));
      problems.addAll(thresholdProblems('threshold', threshold));
      if (activationThreshold !== undefined) {
        problems.addAll(activationProblems('activationThreshold', activationThreshold));
      }
      return problems.all;
    });
  }

  /**
   * The requests over HTTP that KEDA's HTTP add-on counts: its interceptor holds them while there is no replica.
   *
   * Clients must send to the interceptor, because what goes to the Service of the server itself starts nothing and is
   * not counted: `AutoscaledInference.interceptor` is its Service in the namespace of the workload.
   *
   * @param options which requests, and how many one replica can handle
   */
  public static http(options: KedaHttpOptions): KedaTrigger {
    const { addOnNamespace = ADD_ON_NAMESPACE, targetConcurrency, targetRate, name } = options;
    const metadata = {
      scalerAddress: scalerAddress(addOnNamespace),
      // The add-on reads both from the route. KEDA reads targets again only when the ScaledObject itself changes.
      ...(targetConcurrency !== undefined && { targetConcurrency: String(targetConcurrency) }),
      ...(targetRate !== undefined && { targetRate: String(targetRate) }),
    };
    return new KedaTrigger('external-push', metadata, { name }, () => httpTriggerProblems(options), options);
  }

  /**
   * Any trigger, as KEDA defines it. What KEDA could not build a scaler from is refused: without it there would be no
   * autoscaler at all. A Prometheus trigger is checked as by `KedaTrigger.prometheus`.
   *
   * @param options its type and metadata
   */
  public static raw(options: KedaRawOptions): KedaTrigger {
    const given = options;
    const { type, metadata, metricType, authentication } = given;
    const trigger = { type, metadata, metricType, authenticationRef: authentication };
    return new KedaTrigger(type, { ...metadata }, given, () => rawTriggerProblems(trigger));
  }

  private constructor(
    /** The type of the trigger, as KEDA names it. */
    public readonly type: string,
    private readonly metadata: Readonly<Record<string, string>>,
    private readonly options: KedaTriggerOptions,
    private readonly problems: () => Problem[],
    /** @internal */
    public readonly _http?: KedaHttpOptions,
  ) {}

  /**
   * The name of the trigger; undefined when it has none.
   * @internal
   */
  public get _name(): string | undefined {
    return this.options.name;
  }

  /**
   * Whether it has a value while there is no pod, so that KEDA can scale up from zero.
   * @internal
   */
  public get _isReadAtZero(): boolean {
    return !isResource(this.type);
  }

  /**
   * Whether KEDA counts the failures of the trigger, and so falls back after some: not of what connects when it is
   * built, nor of cpu and memory.
   * @internal
   */
  public get _countsFailures(): boolean {
    return !isResource(this.type) && !connectsWhenBuilt({ type: this.type, metadata: this.metadata });
  }

  /**
   * The query of a Prometheus trigger.
   * @internal
   */
  public get _query(): string | undefined {
    return this.type === 'prometheus' ? this.metadata.query : undefined;
  }

  /**
   * @param scaledObject the name of the ScaledObject, and of the route of a trigger over HTTP
   * @internal
   */
  public _render(scaledObject: string): object {
    const { name, metricType, authentication } = this.options;
    return {
      type: this.type,
      ...(name !== undefined && { name }),
      ...(metricType !== undefined && { metricType }),
      metadata: { ...this.metadata, ...(this._http && { interceptorRoute: scaledObject }) },
      ...(authentication && { authenticationRef: authenticationRef(authentication) }),
    };
  }

  /** @internal */
  public _problems(field: string): Problem[] {
    const { metricType, name, authentication } = this.options;
    const problems = new Problems();
    problems.addAll(this.problems());
    if (name !== undefined) problems.addAll(textProblems('name', name));
    problems.addAll(authenticationProblems('authentication', authentication));
    const isInMetadata = metricType === undefined && this.metadata.metricType !== undefined;
    problems.addAll(metricTypeProblems('metricType', metricType, this.type, isResource(this.type), isInMetadata));
    return within(field, problems.all);
  }
}
