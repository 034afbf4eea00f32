import type { CandidateData, SuggestionData } from './report/forecast-data';
import { forecastJson } from './report/forecast-json';
import { suggestionTable } from './report/forecast-table';
import { checksArguments } from '../validation/checks-arguments';
import { suggestionPage } from './report/page/suggestion-page';

/** Settings of an autoscaler, and what a load makes of them. */
export interface SuggestedSettings {
  /** The settings in words, such as `target 70 %, minimum 2, scale-down window 120 s`. */
  readonly settings: string;
  /** The hours of all its pods on nodes together. */
  readonly replicaHours: number;
  /**
   * The demand that finds no room, as a share of all demand.
   *
   * @default - undefined for a load that is only a metric, and where nothing limits a pod
   */
  readonly unservedShare?: number;
  /** The time above the present target, as a share of all time. */
  readonly aboveTargetShare: number;
  /** The most replicas that are asked for. */
  readonly peakReplicas: number;
  /** Whether the goal is met. */
  readonly meetsGoal: boolean;
}

/**
 * Settings for one service that meet a goal, beside those that it has. Nothing is changed: a person decides.
 *
 * @example
 *
 * const load = Load.cores(LoadProfile.day({ low: 0.2, high: 2.3 }));
 * const found = Forecast.of(chart).load('classifier', load).suggest('classifier', { timeAboveTarget: 0.01 });
 * const text = found.toText();
 */
@checksArguments
export class ForecastSuggestion {
  /** @internal */
  public static _of(data: SuggestionData): ForecastSuggestion {
    return new ForecastSuggestion(data);
  }

  private constructor(private readonly data: SuggestionData) {}

  /** What the manifests have. */
  public get present(): SuggestedSettings {
    return this.data.present;
  }

  /** Those that no other beats in both replica-hours and nearness to the goal, cheapest first. */
  public get frontier(): SuggestedSettings[] {
    return [...this.data.frontier];
  }

  /**
   * The cheapest that meets the goal.
   *
   * @default - undefined where none that was tried meets it
   */
  public get best(): SuggestedSettings | undefined {
    return this.data.best;
  }

  /** A table as a text, at most 100 columns wide. */
  public toText(): string {
    return suggestionTable(this.data);
  }

  /** All that was tried, as JSON. */
  public toJson(): string {
    return forecastJson(this.data);
  }

  /** One page with the picture of the frontier. */
  public toHtml(): string {
    return suggestionPage([this.data]);
  }

  /** @internal */
  public get _tried(): readonly CandidateData[] {
    return this.data.tried;
  }
}
