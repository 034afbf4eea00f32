/** A piece of a file between two `---`, and the line at which it begins, from 1. */
export interface DocumentText {
  readonly text: string;
  readonly line: number;
}

/**
 * The documents of a text that comes in pieces, as kubectl splits it: at a line `---`, alone or with a comment. No more
 * than one document is held at a time.
 */
export async function* documents(pieces: AsyncIterable<string>): AsyncGenerator<DocumentText> {
  let rest = '';
  let line = 1;
  // Up to here `rest` holds no complete line that separates.
  let searched = 0;
  for await (const piece of pieces) {
    rest += piece;
    for (let found = separator(rest, searched); found; found = separator(rest, searched)) {
      const text = rest.slice(0, found.start);
      if (text !== '') yield { text, line };
      line += lines(text) + 1;
      rest = rest.slice(found.end);
      searched = 0;
    }
    searched = Math.max(0, rest.lastIndexOf('\n'));
  }
  if (/^---[ \t]*(#.*)?\r?$/.test(rest)) return;
  const last = /\n---[ \t]*(#.*)?\r?$/.exec(rest.slice(searched));
  if (last) rest = rest.slice(0, searched + last.index + 1);
  if (rest !== '') yield { text: rest, line };
}

const SEPARATOR = /^---[ \t]*(?:#[^\n]*)?\r?\n/my;

/** The first complete line at or behind a place that separates documents. */
function separator(text: string, from: number): { start: number; end: number } | undefined {
  for (let at = from; at >= 0; at = text.indexOf('\n---', at)) {
    const start = at === 0 && text.startsWith('---') ? 0 : at + 1;
    SEPARATOR.lastIndex = start;
    const found = SEPARATOR.exec(text);
    if (found) return { start, end: start + found[0].length };
    at += 1;
  }
  return undefined;
}

function lines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
