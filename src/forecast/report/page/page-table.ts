import { element, escaped } from '../markup';

export interface Cell {
  readonly text: string;
  /** Makes it a link to a part of the page. */
  readonly link?: string;
}

export interface Table {
  /** Unique on the page. */
  readonly id: string;
  readonly caption: string;
  readonly headings: readonly string[];
  /** The first cell of each row is its heading. */
  readonly rows: ReadonlyArray<readonly (string | Cell)[]>;
  /** The class of each row; none where undefined. */
  readonly styles?: ReadonlyArray<string | undefined>;
  /** Columns of words, which are set to the left. */
  readonly words?: readonly number[];
  readonly style?: string;
}

/** A table with headings of its columns and rows. */
export function table(data: Table): string {
  return captionOf(data) + bare(data);
}

function bare({ id, headings, rows, styles = [], words = [], style }: Table): string {
  const styleOf = (column: number) => (words.includes(column) ? 'words' : undefined);
  const head = headings.map((text, i) => element('th', { scope: 'col', class: styleOf(i) }, escaped(text)));
  const body = rows.map((cells, at) => element('tr', { class: styles[at] }, ...cells.map((cell, i) => (i === 0
    ? element('th', { scope: 'row' }, content(cell))
    : element('td', { class: styleOf(i) }, content(cell))))));
  return element(
    'table', { 'class': style, 'aria-labelledby': id },
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, body.join('\n')));
}

/** A table that may be wider than the page: it scrolls in a region of its own, which the keyboard reaches. */
export function scrolled(data: Table, limited = false): string {
  const style = limited ? 'scroll limited' : 'scroll';
  const region = { 'class': style, 'role': 'region', 'aria-labelledby': data.id, 'tabindex': 0 };
  return captionOf(data) + element('div', region, bare(data));
}

/** Beside the table, not in it: it stays where it is while the table scrolls. */
function captionOf({ id, caption }: Table): string {
  return element('p', { class: 'caption', id }, escaped(caption));
}

function content(cell: string | Cell): string {
  if (typeof cell === 'string') {
    return escaped(cell);
  }
  return cell.link === undefined ? escaped(cell.text) : element('a', { href: `#${cell.link}` }, escaped(cell.text));
}
