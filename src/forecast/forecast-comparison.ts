import { comparisonTable } from './report/comparison-table';
import type { ComparisonData } from './report/forecast-data';
import { forecastJson } from './report/forecast-json';
import { checksArguments } from '../validation/checks-arguments';
import { comparisonPage } from './report/page/comparison-page';

/**
 * Two forecasts over one load, side by side.
 *
 * @example
 *
 * const load = Load.cores(LoadProfile.day({ low: 0.2, high: 2.3 }));
 * const before = Forecast.of(chart).load('classifier', load).run();
 * const after = Forecast.of(chart, { syncPeriod: Duration.seconds(30) }).load('classifier', load).run();
 * const text = after.comparedWith(before).toText();
 */
@checksArguments
export class ForecastComparison {
  /** @internal */
  public static _of(data: ComparisonData): ForecastComparison {
    return new ForecastComparison(data);
  }

  private constructor(private readonly data: ComparisonData) {}

  /** A table as a text, at most 100 columns wide. */
  public toText(): string {
    return comparisonTable(this.data);
  }

  /** All figures of both as JSON. */
  public toJson(): string {
    return forecastJson(this.data);
  }

  /** One page that needs nothing else. */
  public toHtml(): string {
    return comparisonPage(this.data);
  }
}
