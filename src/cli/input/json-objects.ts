/**
 * The objects of JSON that stand one after the other in a text, as `jq` and JSON Lines write them, each with the white
 * space before it; undefined where the text is anything else, or a single object.
 */
export function jsonObjects(text: string): string[] | undefined {
  if (!/^\s*\{(?!\{)/.test(text)) return undefined;
  const found: string[] = [];
  let start = 0;
  while (start < text.length) {
    const end = objectEnd(text, start);
    if (end === undefined) return undefined;
    found.push(text.slice(start, end));
    start = end;
    if (isBlank(text, start)) break;
  }
  return found.length > 1 ? found : undefined;
}

const PARTS = /[{}"]/g;
const STRING_END = /["\\\n]/g;

/** Where the object ends that is the next thing in a text; undefined where none is, or it does not end. */
function objectEnd(text: string, from: number): number | undefined {
  const space = /\s*\{/y;
  space.lastIndex = from;
  if (!space.test(text)) return undefined;
  let depth = 1;
  let at = space.lastIndex;
  while (depth > 0) {
    PARTS.lastIndex = at;
    const part = PARTS.exec(text);
    if (!part) return undefined;
    at = part[0] === '"' ? stringEnd(text, part.index + 1) : part.index + 1;
    if (at < 0) return undefined;
    if (part[0] === '{') depth += 1;
    if (part[0] === '}') depth -= 1;
  }
  return at;
}

/** Behind the closing quote; negative where a line ends before it. */
function stringEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    STRING_END.lastIndex = at;
    const found = STRING_END.exec(text);
    if (!found || found[0] === '\n') return -1;
    at = found.index + 1;
    if (found[0] === '"') return at;
    at += 1; // what is escaped
  }
}

function isBlank(text: string, from: number): boolean {
  const rest = /\s*$/y;
  rest.lastIndex = from;
  return rest.test(text);
}
