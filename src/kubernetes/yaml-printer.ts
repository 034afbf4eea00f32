/**
 * Prints values as YAML that every reader understands alike: those of YAML 1.1 and 1.2, Go's (which `kubectl` and Helm
 * use) and PyYAML. A text stands without quotes only where none of them reads anything else.
 *
 * The layout is that of the package `yaml` as cdk8s uses it. That package is one of the slowest parts of a synth, since
 * it makes a tree of nodes first and tests every text again and again.
 */

/** More than YAML's readers allow before the `:` on one line. */
const LONGEST_KEY = 1000;

/** Deeper than anybody writes. */
const DEEPEST = 200;

/** Longer texts are rarely printed twice. */
const LONGEST_KNOWN = 64;

/** How many texts are remembered. */
const MOST_KNOWN = 10_000;

/** The end of a line and the indent of the next, by how deep it is; made once, since each line has one. */
const STARTS = Array.from({ length: DEEPEST + 1 }, (_, depth) => `\n${'  '.repeat(depth)}`);
const ITEMS = STARTS.map((start) => `${start}-`);

/** Prints documents; the texts of a fleet are alike, so it remembers how it printed them. */
export class YamlPrinter {
  private readonly keys = new Map<string, string>();
  private readonly values = new Map<string, string>();
  private parts: string[] = [];
  private isPrintable = true;

  /**
   * The text of one document; that of `undefined` is an empty line. There is none of a value that holds what has no
   * form in YAML: a function, a symbol, an instance of a class, or itself.
   */
  public print(value: unknown): string | undefined {
    if (value === undefined) return '\n';
    // The parts are joined once, which costs far less than to join each line to the next.
    this.parts = [];
    this.isPrintable = true;
    if (isFilled(value)) this.collection(value, 0);
    else this.parts.push(typeof value === 'string' ? scalarText(value) : this.leaf(value));
    return this.isPrintable ? `${this.parts.join('')}\n` : undefined;
  }

  /** The lines of an object or a list; the first goes on where the last one ended. */
  private collection(value: Collection, depth: number): void {
    if (depth >= DEEPEST || !hasForm(value)) this.isPrintable = false;
    else if (Array.isArray(value)) this.sequence(value, depth);
    else this.mapping(value as Record<string, unknown>, depth);
  }

  private mapping(value: Readonly<Record<string, unknown>>, depth: number): void {
    const { parts } = this;
    let isFirst = true;
    for (const key of Object.keys(value)) {
      if (!isFirst) parts.push(STARTS[depth]);
      isFirst = false;
      parts.push(this.keys.get(key) ?? this.key(key, depth));
      const member = value[key];
      if (isFilled(member)) {
        parts.push(STARTS[depth + 1]);
        this.collection(member, depth + 1);
      } else {
        this.rest(member, depth);
      }
    }
  }

  private sequence(items: readonly unknown[], depth: number): void {
    const { parts } = this;
    for (let i = 0; i < items.length; i++) {
      parts.push(i === 0 ? '-' : ITEMS[depth]);
      const item = items[i];
      if (isFilled(item)) {
        parts.push(' ');
        this.collection(item, depth + 1);
      } else {
        this.rest(item, depth);
      }
    }
  }

  private key(key: string, depth: number): string {
    const text = scalarText(key);
    if (text.length > LONGEST_KEY) return `? ${text}${STARTS[depth]}:`;
    remember(this.keys, key, `${text}:`);
    return `${text}:`;
  }

  /** The rest of a line after a `:` or `-`; a text of several lines is a block. */
  private rest(value: unknown, depth: number): void {
    if (typeof value !== 'string') this.parts.push(' ', this.leaf(value));
    else this.parts.push(this.values.get(value) ?? this.text(value, depth));
  }

  private text(value: string, depth: number): string {
    if (isBlock(value)) return ` ${block(value, STARTS[depth + 1])}`;
    const text = ` ${scalarText(value)}`;
    remember(this.values, value, text);
    return text;
  }

  private leaf(value: unknown): string {
    switch (typeof value) {
      case 'number': return numberText(value);
      case 'bigint':
      case 'boolean': return String(value);
      case 'undefined': return 'null';
      case 'object':
        if (value === null) return 'null';
        this.isPrintable &&= hasForm(value);
        return Array.isArray(value) ? '[]' : '{}';
      default:
        this.isPrintable = false;
        return '';
    }
  }
}

function remember(known: Map<string, string>, text: string, printed: string): void {
  if (text.length <= LONGEST_KNOWN && known.size < MOST_KNOWN) known.set(text, printed);
}

type Collection = Readonly<Record<string, unknown>> | readonly unknown[];

/** Whether a value takes lines of its own: an object or a list that is not empty. */
function isFilled(value: unknown): value is Collection {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  for (const key in value) if (Object.hasOwn(value, key)) return true;
  return false;
}

/** Whether a value is a list or an object without a class. */
function hasForm(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf';
  const text = String(value);
  // In YAML 1.1 a number with an exponent has a point.
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** What cannot stand in a text as it is: controls, Unicode line breaks, noncharacters, halves of a surrogate pair. */
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;
const BLOCK_CONTROL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Surrogate}/u;

/** Where YAML itself sees more than a text: at its start, in its middle, at its end. */
const INDICATOR = /^[ ,[\]{}#&*!|>'"%@`]|^[?-](?: |$)|^(?:---|\.\.\.)|: | #|[ :]$/;

/** What some reader takes for a boolean, for null, or for one of YAML 1.1's special keys. */
const WORD = /^(?:y|yes|n|no|true|false|on|off|null|~|=|<<)?$/i;

/** What some reader takes for a number or a time. */
const NUMBERS = [
  /^[-+]?0(?:[xX][-+]?[\da-fA-F_]+|[oO][-+]?[0-7_]+|[bB][-+]?[01_]+)$/,
  /^[-+]?(?:\d[\d_]*\.?[\d_]*|\.[\d_]*)(?:[eE][-+]?[\d_]+)?$/,
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  // The package `yaml` takes an exponent alone for one, and reads NaN: cdk8s' `Include` does.
  /^[-+]?(?:\.[\d_]*)?[eE][-+]?\d+$/,
  /^[-+]?\.(?:inf|nan)$/i,
  /^\d{4}-\d\d?-\d\d?(?:[Tt \t].*)?$/,
];

function isBlock(text: string): boolean {
  return text.includes('\n') && !/^[\n\t ]|\n[\t ]+$/.test(text) && !BLOCK_CONTROL.test(text);
}

/** A text of several lines, as they are. */
function block(text: string, start: string): string {
  const isEnded = text.endsWith('\n');
  const lines = isEnded ? text.slice(0, -1) : text;
  let chomping = isEnded ? '' : '-';
  if (lines.endsWith('\n')) chomping = '+';
  return `|${chomping}${start}${lines.replace(/\n(?=[^\n])/g, start)}`;
}

/** A text on one line: as it is, or in quotes. */
function scalarText(text: string): string {
  if (CONTROL.test(text)) return doubleQuoted(text);
  if (!INDICATOR.test(text) && !isOtherwise(text)) return text;
  return text.includes('"') && !text.includes('\'') ? `'${text}'` : doubleQuoted(text);
}

/** Whether some reader takes a text without quotes for something else. */
function isOtherwise(text: string): boolean {
  if (!/^[-+.\deE]/.test(text)) return WORD.test(text);
  // Go reads a number without its underscores, wherever they stand.
  const digits = text.replaceAll('_', '');
  return NUMBERS.some((number) => number.test(text) || number.test(digits));
}

/**
 * Quotes in the way of JSON, which YAML shares; what JSON leaves as it is and YAML does not is escaped too. Half of a
 * surrogate pair is no character: in a file it is U+FFFD.
 */
function doubleQuoted(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replace(/[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escape);
}

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
