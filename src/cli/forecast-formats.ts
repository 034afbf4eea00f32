/** How a forecast is printed. */
export const FORECAST_FORMATS = ['text', 'json', 'html'] as const;
export type ForecastFormat = typeof FORECAST_FORMATS[number];
