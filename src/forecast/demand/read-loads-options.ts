import type { Duration } from 'cdk8s';
import type { Load } from './load';
import type { Problem } from '../../validation/problem';

/** What a file does not say itself. */
export interface ReadLoadsOptions {
  /** How long one request is worked on, for requests per second without a time of their own. */
  readonly serviceTime?: Duration;
  /** The CPU time of one request; the service time where there is none. */
  readonly cpuTime?: Duration;
  /** Requests that one pod works on at the same time. */
  readonly parallel?: number;
  /** `requests/s`, `requests/s@200ms`, `cores` or the name of a metric: for a series that says nothing of it. */
  readonly unit?: string;
  /** The label that names the service of a series. */
  readonly label?: string;
  /** The service to which everything in the file belongs. */
  readonly service?: string;
}

/** What a file says. With problems, there are no loads. */
export interface RecordedLoads {
  /** By the name of the service: `classifier`, or `vision/classifier` where a name is in several namespaces. */
  readonly loads: ReadonlyMap<string, Load>;
  /** How long the data lasts; undefined with a single row. */
  readonly seconds?: number;
  /** When it began; undefined for times without a date. */
  readonly from?: Date;
  /** When it began, in seconds since midnight, for times of day without a date. */
  readonly timeOfDay?: number;
  readonly problems: readonly Problem[];
  /** What was decided on the way, as sentences. */
  readonly notes: readonly string[];
}
