/** A piece of a query in PromQL, or of the template around it that prometheus-adapter fills in. */
export interface Token {
  readonly kind: 'word' | 'number' | 'operator' | 'open' | 'close' | 'range' | 'template';
  readonly text: string;
}

const SPACE = /\s+|#[^\n]*/y;
const WORD = /[a-zA-Z_:][\w:]*/y;
const NUMBER = /\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?/y;
const OPERATOR = /[=!<>]=|[=!]~|./sy;

/**
 * The pieces of a query. Label matchers, strings and comments are left out: they may hold any character. What is
 * opened and never closed reaches to the end. The time is linear in the text, whatever it is.
 */
export function tokensOf(query: string): Token[] {
  const tokens: Token[] = [];
  let inMatchers = false;
  let at = 0;
  while (at < query.length) {
    const start = at;
    const first = query[at];
    let kind: Token['kind'] | undefined;
    if (query.startsWith('<<', at)) [kind, at] = ['template', after(query, '>>', at)];
    else if (first === '"' || first === "'") at = closing(query, at) + 1;
    else if (first === '`') at = after(query, '`', at + 1);
    else if (inMatchers) at += 1;
    else if (first === '[') [kind, at] = ['range', after(query, ']', at)];
    else if (first === '(' || first === ')') [kind, at] = [first === '(' ? 'open' : 'close', at + 1];
    else [kind, at] = plain(query, at);
    if (first === '{' || first === '}') inMatchers = first === '{';
    else if (kind !== undefined) tokens.push({ kind, text: query.slice(start, at) });
  }
  return tokens;
}

function plain(query: string, at: number): [kind: Token['kind'] | undefined, end: number] {
  const end = matched(SPACE, query, at);
  if (end !== undefined) return [undefined, end];
  const word = matched(WORD, query, at);
  if (word !== undefined) return ['word', word];
  const number = matched(NUMBER, query, at);
  if (number !== undefined) return ['number', number];
  return ['operator', matched(OPERATOR, query, at) ?? at + 1];
}

function matched(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Where the text goes on after the next occurrence of an end; the end of all where there is none. */
function after(text: string, end: string, from: number): number {
  const found = text.indexOf(end, from);
  return found < 0 ? text.length : found + end.length;
}

/** The index of the quote that closes a string; the length of the text where none does. A backslash escapes. */
function closing(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === text[at]) return i;
  }
  return text.length;
}
