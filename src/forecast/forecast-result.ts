import { Duration } from 'cdk8s';
import { timeOf, timeProblems } from './demand/load-checks';
import { ForecastComparison } from './forecast-comparison';
import { lateProblems, resultProblems } from './forecast-problems';
import { MOST_CHANGES } from './replay/service-record';
import type { ForecastData, ServiceForecastData } from './report/forecast-data';
import { forecastJson } from './report/forecast-json';
import { forecastTable } from './report/forecast-table';
import { forecastPage } from './report/page/forecast-page';
import { servicePicture } from './report/picture/forecast-picture';
import type { StudyResult } from './study/study';
import { refuseValue } from '../validation/refuse';
import { unknownService } from './study/name-problems';
import { checksArguments } from '../validation/checks-arguments';

/** A change of one service. */
export interface ForecastChange {
  /** When, from the beginning of the load. */
  readonly at: Duration;
  /** The replicas that are asked for from then on. */
  readonly replicas: number;
  /** The pods that are ready from then on. */
  readonly ready: number;
}

/**
 * What a load makes of the autoscalers of an app: replicas over time, demand that found no room, time above target.
 *
 * @example
 *
 * const load = Load.cores(LoadProfile.day({ low: 0.2, high: 2.3 }));
 * const day = Forecast.of(chart).load('classifier', load).run();
 * const replicas = day.peak('classifier');
 * const page = day.toHtml();
 */
@checksArguments
export class ForecastResult {
  /** @internal */
  public static _of(study: StudyResult): ForecastResult {
    return new ForecastResult(study);
  }

  private constructor(private readonly study: StudyResult) {}

  /** The names of the services, each as short as it is unique. */
  public get services(): string[] {
    return this._data.services.map(({ name }) => name);
  }

  /** What the figures do not show: what is not modelled, and what could not be used. */
  public get notes(): string[] {
    const ofServices = this._data.services.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`));
    return [...this._data.notes, ...ofServices];
  }

  /**
   * The most nodes that the pods need at once.
   *
   * @default - undefined where the forecast has no nodes
   */
  public get peakNodes(): number | undefined {
    return this._data.nodes?.peak;
  }

  /**
   * The most replicas that are asked for.
   *
   * @param service the name of the service
   */
  public peak(service: string): number {
    return this.of(service).peakReplicas;
  }

  /**
   * The fewest replicas that are asked for.
   *
   * @param service the name of the service
   */
  public lowest(service: string): number {
    return this.of(service).lowestReplicas;
  }

  /**
   * The most pods that are ready at once.
   *
   * @param service the name of the service
   */
  public peakReady(service: string): number {
    return this.of(service).peakReady;
  }

  /**
   * The hours of all its pods on nodes together.
   *
   * @param service the name of the service
   */
  public replicaHours(service: string): number {
    return this.of(service).replicaHours;
  }

  /**
   * The demand that finds no room, as a share of all demand: 0 to 1. It is 0 for a load that is only a metric, and
   * where nothing limits a pod, because nothing says what a pod can do.
   *
   * @param service the name of the service
   */
  public unservedDemand(service: string): number {
    return this.of(service).unservedShare ?? 0;
  }

  /**
   * The time in which a metric is above its target by more than the tolerance.
   *
   * @param service the name of the service
   */
  public timeAboveTarget(service: string): Duration {
    return Duration.millis(Math.round(1000 * this.of(service).secondsAboveTarget));
  }

  /**
   * The time in which the autoscaler wants more than its maximum.
   *
   * @param service the name of the service
   */
  public timeAtMaximum(service: string): Duration {
    return Duration.millis(Math.round(1000 * this.of(service).secondsAtMaximum));
  }

  /**
   * The replicas that are asked for at a moment, up to the last of the changes that are kept.
   *
   * @param service the name of the service
   * @param at the time from the beginning of the load
   */
  public replicasAt(service: string, at: Duration): number {
    refuseValue('ForecastResult', timeProblems('at', at));
    const seconds = timeOf(at);
    const changes = this.changes(service);
    const isWhole = changes.length < MOST_CHANGES;
    const last = isWhole ? Infinity : changes[changes.length - 1].at.toSeconds({ integral: false });
    refuseValue('ForecastResult', lateProblems('at', seconds, last));
    const until = changes.filter((change) => change.at.toSeconds({ integral: false }) <= seconds);
    return until[until.length - 1]?.replicas ?? this.of(service).initialReplicas;
  }

  /**
   * Each change of the replicas and of the ready pods, the first 10,000.
   *
   * @param service the name of the service
   */
  public changes(service: string): ForecastChange[] {
    const { name } = this.of(service);
    const index = this._data.services.findIndex((one) => one.name === name);
    return this.study.output.services[index].record.changes.map(({ at, replicas, ready }) => (
      { at: Duration.millis(Math.round(1000 * at)), replicas, ready }));
  }

  /**
   * Both forecasts side by side: what changed settings cost, and what they gain.
   *
   * @param before a forecast of another program over the same load
   */
  public comparedWith(before: ForecastResult): ForecastComparison {
    refuseValue('ForecastResult', resultProblems('before', before, before instanceof ForecastResult));
    return ForecastComparison._of({
      before: before._data, after: this._data, beforeName: 'before', afterName: 'after',
    });
  }

  /** A table as a text, at most 100 columns wide. */
  public toText(): string {
    return forecastTable(this._data);
  }

  /** All figures as JSON. */
  public toJson(): string {
    return forecastJson(this._data);
  }

  /** One page that needs nothing else: it has no script, and loads nothing. */
  public toHtml(): string {
    return forecastPage(this._data);
  }

  /**
   * The picture of one service as SVG.
   *
   * @param service the name of the service
   */
  public toSvg(service: string): string {
    return servicePicture(this.of(service), this._data);
  }

  /** @internal */
  public get _data(): ForecastData {
    return this.study.data;
  }

  private of(service: string): ServiceForecastData {
    const { names, output } = this.study;
    const found = names.find(service);
    if (found.length !== 1) refuseValue('ForecastResult', [unknownService('service', service, names)]);
    return this._data.services[output.services.findIndex(({ model }) => model === found[0])];
  }
}
