const PLACEHOLDER = /\$|\{\{|<.+>/;

/** Whether a text is one that a tool replaces before it is applied: `${PORT}`, `$PORT`, `{{ port }}`, `<port>`. */
export function isPlaceholder(value: unknown): boolean {
  return typeof value === 'string' && PLACEHOLDER.test(value);
}
