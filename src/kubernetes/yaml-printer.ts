/**
 * Prints values as YAML that every reader understands alike: those of YAML 1.1 and 1.2, Go's (which `kubectl` and Helm
 * use) and PyYAML. A text stands without quotes only where none of them reads anything else.
 *
 * The layout is that of the package `yaml` as cdk8s uses it. That package is one of the slowest parts of a synth, since
 * it makes a tree of nodes first and tests every text again and again.
 */

const INDENT = '  ';

/** More than YAML's readers allow before the `:` on one line. */
const LONGEST_KEY = 1000;

/** Deeper than anybody writes. */
const DEEPEST = 200;

/** Longer texts are rarely printed twice. */
const LONGEST_KNOWN = 64;

/** How many texts are remembered. */
const MOST_KNOWN = 10_000;

/** Prints documents; the texts of a fleet are alike, so it remembers how it printed them. */
export class YamlPrinter {
  private readonly known = new Map<string, string>();
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
    if (isFilled(value)) this.collection(value, '\n');
    else this.parts.push(typeof value === 'string' ? this.scalar(value) : this.leaf(value));
    return this.isPrintable ? `${this.parts.join('')}\n` : undefined;
  }

  /** The lines of an object or a list, the first without its `start`: the end of the line before and an indent. */
  private collection(value: Collection, start: string): void {
    if (start.length > INDENT.length * DEEPEST || !hasForm(value)) this.isPrintable = false;
    else if (Array.isArray(value)) this.sequence(value, start);
    else this.mapping(value as Record<string, unknown>, start);
  }

  private mapping(value: Readonly<Record<string, unknown>>, start: string): void {
    const { parts } = this;
    let isFirst = true;
    for (const key of Object.keys(value)) {
      if (!isFirst) parts.push(start);
      isFirst = false;
      const printed = this.scalar(key);
      if (printed.length > LONGEST_KEY) parts.push('? ', printed, start, ':');
      else parts.push(printed, ':');
      const member = value[key];
      if (isFilled(member)) {
        const deeper = start + INDENT;
        parts.push(deeper);
        this.collection(member, deeper);
      } else {
        this.rest(member, start);
      }
    }
  }

  private sequence(items: readonly unknown[], start: string): void {
    const { parts } = this;
    for (let i = 0; i < items.length; i++) {
      parts.push(i === 0 ? '-' : `${start}-`);
      const item = items[i];
      if (isFilled(item)) {
        parts.push(' ');
        this.collection(item, start + INDENT);
      } else {
        this.rest(item, start);
      }
    }
  }

  /** The rest of a line after a `:` or `-`; a text of several lines is a block. */
  private rest(value: unknown, start: string): void {
    if (typeof value !== 'string') this.parts.push(' ', this.leaf(value));
    else if (isBlock(value)) this.parts.push(' ', block(value, start + INDENT));
    else this.parts.push(' ', this.scalar(value));
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

  private scalar(text: string): string {
    if (text.length > LONGEST_KNOWN) return scalarText(text);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const printed = scalarText(text);
    if (this.known.size < MOST_KNOWN) this.known.set(text, printed);
    return printed;
  }
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
