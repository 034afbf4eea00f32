const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86400, w: 604800, y: 31536000 };

/** A duration as Prometheus and its adapter write it, such as `1m30s`, in seconds; undefined when the text is none. */
export function seconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) sum += Number(count) * UNITS[unit];
  return Number.isFinite(sum) ? sum : undefined;
}
