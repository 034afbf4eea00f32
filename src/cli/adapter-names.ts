/** A rule of prometheus-adapter, as it is written. */
export interface WrittenRule {
  readonly seriesQuery?: unknown;
  readonly name?: { readonly as?: unknown; readonly matches?: unknown } | null;
}

/**
 * The name of the metrics of a rule: `as`, resolved against the series where the query names one. Where the series is a
 * pattern, it is the template with the series: two such rules are of the same metrics where all of that is equal.
 */
export function metricNameOf(rule: WrittenRule | null | undefined): string | undefined {
  const { as, matches } = rule?.name ?? {};
  if (typeof as === 'string' && !as.includes('$')) return as;
  const query = String(rule?.seriesQuery ?? '');
  const series = seriesIn(query);
  if (as === undefined && matches === undefined) return series;
  const resolved = series === undefined ? undefined : expanded(series, matches, as);
  return resolved ?? `${String(as ?? '$1')} of ${query}${matches === undefined ? '' : ` by ${String(matches)}`}`;
}

function seriesIn(query: string): string | undefined {
  return (/^([a-zA-Z_:][\w:]*)\s*(?:\{|$)/.exec(query) ?? /^\{.*\b__name__="([^"]+)"/.exec(query))?.[1];
}

/** What Go's regexp makes of a template; undefined where the series does not match, or the pattern is not read. */
function expanded(series: string, matches: unknown, as: unknown): string | undefined {
  const found = matchOf(series, matches);
  if (found === undefined) return undefined;
  const usual = found.length > 1 ? '$1' : '$0';
  const template = typeof as === 'string' ? as : usual;
  const name = template.replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => (
    partOf(found, (braced ?? bare)!)));
  return name === '' || name.includes('$') ? undefined : name;
}

function partOf(found: RegExpExecArray, part: string): string {
  return (/^\d+$/.test(part) ? found[Number(part)] : found.groups?.[part]) ?? '';
}

/** Without a pattern it is the whole series. */
function matchOf(series: string, matches: unknown): RegExpExecArray | undefined {
  const pattern = typeof matches === 'string' && matches !== '' ? matches : '.*';
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<')).exec(series) ?? undefined;
  } catch {
    return undefined;
  }
}
