import { YAMLException } from 'js-yaml';

/** How many characters may be read again for the sake of lines that are not indented. */
const MOST_READ_AGAIN = 20_000_000;

/**
 * Reads a text with js-yaml where Go's reader takes more: lines inside of brackets or quotes that are not indented,
 * such as a closing `]` below the key of its list. Each such line is joined to the one before it; every place keeps
 * its offset.
 */
export function leniently<T>(text: string, read: (text: string) => T): T {
  let joined = text;
  let left = MOST_READ_AGAIN;
  for (;;) {
    try {
      return read(joined);
    } catch (error) {
      left -= text.length;
      const next = left < 0 ? undefined : repaired(joined, error);
      if (next === undefined) throw error;
      joined = next;
    }
  }
}

function repaired(text: string, error: unknown): string | undefined {
  if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation' || !error.mark) return undefined;
  const lineStart = text.lastIndexOf('\n', error.mark.position - 1) + 1;
  const indentation = /[ \t]*/y;
  indentation.lastIndex = lineStart;
  indentation.test(text);
  const before = text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart);
  const blanked = before.replace(/(^|[ \t])(#.*)?\r?\n$|\r?\n$/, (end) => ' '.repeat(end.length));
  const joined = blanked + ' '.repeat(indentation.lastIndex - lineStart);
  if (lineStart === 0) return undefined;
  return text.slice(0, lineStart - before.length) + joined + text.slice(indentation.lastIndex);
}
