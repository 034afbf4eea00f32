/**
 * Reads the lists of a YAML text in block style, in which people and programs write a configuration. What is written
 * otherwise is not found. The time is linear in the text, whatever it is.
 */

/** One item of a list: the texts of its fields, as they are written. */
export interface Item {
  /** The key of the list, at the top of the text. */
  readonly list: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** The items of the lists with these keys. */
export function itemsOf(text: string, lists: readonly string[]): Item[] {
  const items: Item[] = [];
  let list = '';
  let fields = new Map<string, string>();
  /** Where the fields of an item begin; undefined outside of one. */
  let column: number | undefined;
  let field = '';
  for (const line of text.split(/\r?\n/)) {
    const content = line.trimStart();
    if (content === '' || content.startsWith('#')) continue;
    const top = keyOf(line);
    const item = /^( *)- +(?=\S)/.exec(line);
    if (top !== undefined) {
      list = top.key;
      column = undefined;
    } else if (item && lists.includes(list) && (column === undefined || item[1].length < column)) {
      column = item[0].length;
      fields = new Map();
      field = '';
      items.push({ list, fields });
    }
    if (column === undefined) continue;
    const inner = line.slice(column);
    const own = keyOf(inner);
    if (own === undefined || !/^(?:\s|$)/.test(own.rest)) {
      fields.set(field, `${fields.get(field) ?? ''}\n${inner}`);
    } else {
      field = own.key;
      fields.set(field, own.rest.trimStart());
    }
  }
  return items;
}

function keyOf(line: string): { readonly key: string; readonly rest: string } | undefined {
  const found = /^["']?(\w+)["']?:/.exec(line);
  return found ? { key: found[1], rest: line.slice(found[0].length) } : undefined;
}

/** One value of a field that is a map, in block or in flow style. */
export function part(text: string, key: string): string | undefined {
  for (const { 0: name, index } of text.matchAll(new RegExp(`["']?\\b${key}["']?:`, 'g'))) {
    let before = index;
    while (before > 0 && ' \t'.includes(text[before - 1])) before -= 1;
    if (before > 0 && !'\n{,'.includes(text[before - 1])) continue;
    let start = index + name.length;
    while (start < text.length && ' \t'.includes(text[start])) start += 1;
    return scalar(text.slice(start, valueEnd(text, start)));
  }
  return undefined;
}

function valueEnd(text: string, start: number): number {
  const quoted = closing(text, start);
  if (quoted !== undefined) return quoted + 1;
  const end = /[^,}\n#]*/y;
  end.lastIndex = start;
  end.test(text);
  return end.lastIndex;
}

/** A value, plain or quoted, also over several lines; undefined when there is none. */
export function scalar(text: string = ''): string | undefined {
  const line = folded(text);
  const end = closing(line, 0);
  let value = line;
  if (end === undefined) value = withoutComment(line);
  else if (line[0] === '"') value = line.slice(1, end).replace(/\\(.)/g, '$1');
  else value = line.slice(1, end).replace(/''/g, "'");
  return value === '' ? undefined : value;
}

/** The lines of a value as one, without the indicator of a block. */
function folded(text: string): string {
  const [first, ...others] = text.split('\n').map((line) => line.trim());
  const lines = /^[|>][-+]?$/.test(first) ? others : [first, ...others];
  return lines.filter((line) => line !== '').join(' ');
}

function withoutComment(line: string): string {
  const comment = line.search(/\s#/);
  return comment < 0 ? line : line.slice(0, comment).trimEnd();
}

/** The index of the quote that closes the one at a place; undefined where there is none, or none closes it. */
function closing(text: string, at: number): number | undefined {
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return undefined;
  for (let i = at + 1; i < text.length; i++) {
    if (quote === '"' && text[i] === '\\') i += 1;
    else if (text[i] === quote && quote === "'" && text[i + 1] === quote) i += 1;
    else if (text[i] === quote) return i;
  }
  return undefined;
}
