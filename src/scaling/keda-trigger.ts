import type { KedaAuthentication } from './keda-authentication';
import { authenticationProblems, authenticationRef, prometheusProblems } from './keda-references';
import { within, type Problem } from '../validation/problem';
import { isOneValue } from './single-value-query';
import { parseQuantity } from '../validation/quantity';

/** What KEDA writes as a target of an autoscaler is rounded to thousandths, and none may be zero. */
const LEAST_TARGET = 0.001;

/** What every trigger has. */
export interface KedaTriggerOptions {
  /**
   * Its name, one of its own in the ScaledObject.
   *
   * @default - none
   */
  readonly name?: string;

  /**
   * Its credentials.
   *
   * @default - none
   */
  readonly authentication?: KedaAuthentication;

  /**
   * How its value is compared: `AverageValue` divides it by the replicas, `Value` does not.
   *
   * @default - AverageValue, KEDA's own
   */
  readonly metricType?: string;
}

/** A list of Redis whose items wait for a replica. */
export interface KedaRedisOptions extends KedaTriggerOptions {
  /** Where Redis is, `<host>:<port>`. */
  readonly address: string;

  /** The name of the list. */
  readonly listName: string;

  /**
   * How many items are the share of one replica: a whole number, 1 or more. A list that is cut at some length can never ask for more
   * replicas than that length divided by this.
   */
  readonly listLength: number;

  /**
   * Above how many items there is work at all: 0 or more.
   *
   * @default 0
   */
  readonly activationListLength?: number;
}

/** A query to Prometheus. */
export interface KedaPrometheusOptions extends KedaTriggerOptions {
  /** The address of Prometheus. */
  readonly serverAddress: string;

  /** The query; it must give one value, so it begins with `sum`, `max`, `avg` or the like, without `by`. */
  readonly query: string;

  /** The share of one replica: a number of at least 0.001, for KEDA counts in thousandths. */
  readonly threshold: number;

  /**
   * Above which value there is work at all: 0 or more.
   *
   * @default 0
   */
  readonly activationThreshold?: number;

  /**
   * Whether a query without a value counts as zero, in place of an error on which the replicas stay.
   *
   * @default false; KEDA's own is true, which scales in when Prometheus has lost its targets
   */
  readonly ignoreNullValues?: boolean;
}

/** A trigger of KEDA in its own words. */
export interface KedaRawOptions extends KedaTriggerOptions {
  /** Its type, such as `kafka` or `cron`. */
  readonly type: string;

  /** Its metadata: strings only, as KEDA's schema has them. */
  readonly metadata: Record<string, string>;
}

/**
 * Defines one thing that KEDA scales on besides the metrics of the autoscaler: a queue, a query, or any other of its triggers.
 *
 * @see https://keda.sh/docs/latest/scalers/
 *
 * @example
 *
 * const frames = KedaTrigger.redis({ address: 'frames.vision:6379', listName: 'queue_people', listLength: 8 });
 */
export class KedaTrigger {
  /**
   * The length of a list of Redis.
   *
   * @param options which list, and the share of a replica
   */
  public static redis(options: KedaRedisOptions): KedaTrigger {
    const { address, listName, listLength, activationListLength } = options;
    const activation: Record<string, string> = activationListLength === undefined ? {} : { activationListLength: String(activationListLength) };
    return new KedaTrigger('redis', { address, listName, listLength: String(listLength), ...activation }, options, () => [
      ...(isHostAndPort(address) ? [] : [{ field: 'address', value: address, rule: 'must be <host>:<port>', why: 'KEDA could not reach it', fix: 'write it as redis.vision:6379' }]),
      ...text('listName', listName),
      ...number('listLength', listLength, 1),
      ...(activationListLength === undefined ? [] : number('activationListLength', activationListLength, 0)),
    ]);
  }

  /**
   * A query to Prometheus over what is not the pods' own: requests at a gateway, a queue's exporter.
   *
   * @param options the query, and the share of a replica
   */
  public static prometheus(options: KedaPrometheusOptions): KedaTrigger {
    const { serverAddress, query, threshold, activationThreshold, ignoreNullValues = false } = options;
    return new KedaTrigger('prometheus', {
      serverAddress,
      query,
      threshold: String(threshold),
      ...(activationThreshold !== undefined && { activationThreshold: String(activationThreshold) }),
      ignoreNullValues: String(ignoreNullValues),
    }, options, () => [
      ...prometheusProblems('serverAddress', serverAddress),
      ...(isOneValue(query) ? [] : [{
        field: 'query', value: query, rule: 'must give one value', why: 'KEDA gives up on several ("returned multiple elements"), at the second replica at the latest', fix: 'wrap it in sum(…) or max(…), without by',
      }]),
      ...(Number.isFinite(threshold) && threshold >= LEAST_TARGET ? [] : [{
        field: 'threshold', value: threshold, rule: `must be a number of at least ${LEAST_TARGET}`, why: 'KEDA counts in thousandths, and would refuse what is none', fix: 'give the share of one replica',
      }]),
      ...(activationThreshold === undefined || (Number.isFinite(activationThreshold) && activationThreshold >= 0) ? [] : [{
        field: 'activationThreshold', value: activationThreshold, rule: 'must be a number of at least 0', why: 'KEDA would refuse the trigger, or never let it rest', fix: 'leave it out for 0',
      }]),
    ]);
  }

  /**
   * Any trigger, in KEDA's own words.
   *
   * @param options its type and metadata
   */
  public static raw(options: KedaRawOptions): KedaTrigger {
    return new KedaTrigger(options.type, { ...options.metadata }, options, () => [
      ...text('type', options.type),
      ...Object.entries(options.metadata ?? {}).flatMap(([key, value]) => (typeof value === 'string' ? [] : [{
        field: `metadata[${JSON.stringify(key)}]`, value: value, rule: 'must be a string', why: 'the API server would reject the ScaledObject', fix: 'write the value as a string',
      }])),
      ...resourceProblems(options),
    ]);
  }

  private constructor(
    /** Its type, as KEDA names it. */
    public readonly type: string,
    private readonly metadata: Readonly<Record<string, string>>,
    private readonly options: KedaTriggerOptions,
    private readonly problems: () => Problem[],
  ) {}

  /**
   * Its name, when it has one.
   * @internal
   */
  public get _name(): string | undefined {
    return this.options.name;
  }

  /**
   * Whether it is seen while there is no pod.
   * @internal
   */
  public get _wakes(): boolean {
    return this.type !== 'cpu' && this.type !== 'memory';
  }

  /** @internal */
  public _render(): object {
    const { name, metricType, authentication } = this.options;
    return {
      type: this.type,
      ...(name !== undefined && { name }),
      ...(metricType !== undefined && { metricType }),
      metadata: { ...this.metadata },
      ...(authentication && { authenticationRef: authenticationRef(authentication) }),
    };
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    const { metricType, name, authentication } = this.options;
    const types = this._wakes ? ['AverageValue', 'Value'] : ['Utilization', 'AverageValue'];
    return within(at, [
      ...this.problems(),
      ...(name === undefined ? [] : text('name', name)),
      ...authenticationProblems('authentication', authentication),
      ...((metricType === undefined && this._wakes) || types.includes(metricType!) ? [] : [{
        field: 'metricType', value: metricType, rule: `must be ${types.join(' or ')}`, why: `KEDA refuses any other for ${this.type}`, fix: 'correct it',
      }]),
    ]);
  }
}

function text(at: string, value: unknown): Problem[] {
  if (typeof value === 'string' && value.trim() !== '') return [];
  return [{ field: at, value: value, rule: 'must be a string that is not empty', why: 'KEDA would refuse the trigger', fix: 'give it' }];
}

function number(at: string, value: unknown, least: number): Problem[] {
  if (Number.isSafeInteger(value) && (value as number) >= least) return [];
  return [{ field: at, value: value, rule: `must be a whole number of at least ${least}`, why: 'KEDA would refuse the trigger', fix: 'correct it' }];
}

/** KEDA ends where the target of its own cpu and memory triggers is none. */
function resourceProblems({ type, metricType, metadata }: KedaRawOptions): Problem[] {
  if (type !== 'cpu' && type !== 'memory') return [];
  const value = metadata?.value;
  const percent = metricType === 'Utilization';
  if (percent ? /^[1-9]\d{0,8}$/.test(value) : (parseQuantity(value) ?? 0) > 0) return [];
  return [{
    field: 'metadata["value"]', value: value, rule: `must be ${percent ? 'a whole number of at least 1' : 'a quantity above zero'}`, why: 'KEDA would refuse the trigger', fix: 'use ScalingMetric, or correct it',
  }];
}

function isHostAndPort(value: unknown): boolean {
  const port = /^[^\s:/]+:(\d+)$/.exec(String(value))?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
}
