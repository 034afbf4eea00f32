import type { Manifest } from './manifest';

/**
 * Texts that Kubernetes would read as a number where cdk8s prints them without quotes: `kubectl` reads YAML as Go does,
 * with `0o770`, `0X1F` and `0B1` among its numbers, and cdk8s prints YAML 1.1, which has none of them.
 */

const KIND = Symbol.for('yaml.node.type');
const SCALAR = Symbol.for('yaml.scalar');

/** A text as a node of the `yaml` package, by which cdk8s prints: it is printed in double quotes. */
export class QuotedText {
  public readonly type = 'QUOTE_DOUBLE';
  public readonly [KIND] = SCALAR;

  public constructor(public readonly value: string) {}

  public toString(): string {
    return this.value;
  }

  public toJSON(): string {
    return this.value;
  }
}

const NUMBERS = [
  /^[-+]?0[xX][0-9a-fA-F]+$/,
  /^[-+]?0[oO]?[0-7]+$/,
  /^[-+]?0[bB][-+]?[01]+$/,
  /^[-+]?\d+$/,
  /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/,
];

/** Whether Go's YAML reads a text without quotes as a number. */
export function readsAsNumber(text: string): boolean {
  if (text.length > 400 || !/^[-+.\d]/.test(text)) return false;
  const plain = text.replace(/_/g, '');
  return NUMBERS.some((number) => number.test(plain));
}

/** Whether a text is printed without quotes although it reads as a number: cdk8s puts them around decimal ones. */
function needsQuotes(text: string): boolean {
  return readsAsNumber(text) && !/^[1-9]\d*$/.test(text);
}

/** Whether all texts of a value are read as cdk8s prints them; one look, since nearly all are. */
export function isReadAsPrinted(value: unknown): boolean {
  if (typeof value === 'string') return !UNPRINTABLE.test(value) && !needsQuotes(value);
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isReadAsPrinted);
  for (const key of Object.keys(value)) {
    if (UNPRINTABLE.test(key) || !isReadAsPrinted((value as Record<string, unknown>)[key])) return false;
  }
  return true;
}

/** A manifest whose texts are printed with quotes where they need them; itself where none does. */
export function quoted(manifest: Manifest): Manifest {
  return replaced(manifest);
}

function replaced(value: any): any {
  if (typeof value === 'string') return needsQuotes(value) ? new QuotedText(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(replaced);
    return items.some((item, i) => item !== value[i]) ? items : value;
  }
  let copy: Record<string, any> | undefined;
  for (const key of Object.keys(value)) {
    const part = replaced(value[key]);
    if (part === value[key]) continue;
    copy ??= { ...value };
    Object.defineProperty(copy, key, { value: part, configurable: true, enumerable: true, writable: true });
  }
  return copy ?? value;
}

/** Line breaks and control characters that no YAML of cdk8s escapes: `kubectl` breaks the text there, or rejects it. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufffe\uffff]/;

/** Where a manifest has a text that is not read as it is printed; undefined where there is none. */
export function unprintablePath(value: unknown, path: string = ''): string | undefined {
  if (typeof value === 'string') return UNPRINTABLE.test(value) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, part] of Object.entries(value)) {
    const isName = /^[A-Za-z]\w*$/.test(key);
    const dotted = path === '' ? key : `${path}.${key}`;
    const at = isName ? dotted : `${path}[${Array.isArray(value) ? key : JSON.stringify(key)}]`;
    const found = UNPRINTABLE.test(key) ? path : unprintablePath(part, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
