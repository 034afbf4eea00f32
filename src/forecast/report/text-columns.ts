import { printable } from './markup';

/** The width of what is printed in a terminal. */
export const TERMINAL = 100;

export interface Column {
  readonly heading: string;
  /** Numbers are set to the right. */
  readonly right?: boolean;
}

/** Rows below their headings, in columns as wide as their longest value. The last column is not padded. */
export function inColumns(columns: readonly Column[], rows: ReadonlyArray<readonly string[]>): string[] {
  const cells = [columns.map((c) => c.heading), ...rows.map((row) => row.map(printable))];
  const widths = columns.map((_, i) => cells.reduce((most, row) => Math.max(most, lengthOf(row[i] ?? '')), 0));
  return cells.map((row) => columns
    .map(({ right }, i) => {
      const space = ' '.repeat(Math.max(0, widths[i] - lengthOf(row[i] ?? '')));
      return right === true ? space + (row[i] ?? '') : (row[i] ?? '') + space;
    })
    .join('  ').trimEnd());
}

/** A text in lines of the terminal's width; lines after the first are indented. A word is never broken. */
export function wrapped(text: string, indent = '', width = TERMINAL): string[] {
  const lines: string[] = [];
  let line = '';
  printable(text).split(' ').filter((word) => word !== '').forEach((word) => {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lengthOf(longer) > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = longer;
    }
  });
  return line === '' ? lines : [...lines, line];
}

function lengthOf(text: string): number {
  return [...text].length;
}
