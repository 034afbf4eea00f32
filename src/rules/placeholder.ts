const PLACEHOLDER = /\$|\{\{|<.+>|(^|[^A-Za-z0-9])(YOUR|REPLACE|CHANGE|INSERT|TODO|EXAMPLE)_[A-Z]/;

/**
 * Whether a text is one that a tool or a reader replaces before it is applied: `${PORT}`, `$PORT`, `{{ port }}`,
 * `<port>`, `YOUR_HOST`.
 */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value);
}
