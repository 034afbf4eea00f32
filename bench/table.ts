/** What may stand in a column of numbers: nothing, or a number, a multiple, a range. */
const NUMERIC = /^$|^[-×<]?[\d,.]+(–[\d,.]+)?$/;

/** A table of Markdown, whose columns are padded so that it reads well as it is; the first row is the head. */
export function table([head, ...rows]: readonly string[][]): string {
  const columns = head.map((title, i) => {
    const cells = rows.map((row) => row[i]);
    const isNumeric = cells.every((cell) => NUMERIC.test(cell));
    return { isNumeric, width: Math.max(3, ...[title, ...cells].map((text) => text.length)) };
  });
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const padded = (row: readonly string[]) => line(row.map((text, i) => {
    const { isNumeric, width } = columns[i];
    return isNumeric ? text.padStart(width) : text.padEnd(width);
  }));
  const rule = columns.map(({ isNumeric, width }) => (isNumeric ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [padded(head), line(rule), ...rows.map(padded)].join('\n');
}
