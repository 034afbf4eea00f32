/**
 * What a scalar without quotes means to kubectl, Helm and the API server: they read YAML with sigs.k8s.io/yaml, whose
 * rules are those of YAML 1.1 with Go's notation of numbers (goyaml.v2/resolve.go, read at sigs.k8s.io/yaml v1.6).
 */
const TRUE = new Set(['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']);
const FALSE = new Set(['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']);
const NULL = new Set(['', '~', 'null', 'Null', 'NULL']);

/** Letters with which a value of each kind can begin, and nothing else can. */
export const FIRST_LETTERS = {
  bool: [...'yYnNtTfFoO'],
  null: ['', '~', 'n', 'N'],
  number: [...'+-.0123456789'],
};

export function plainBoolean(text: string): boolean | undefined {
  if (TRUE.has(text)) return true;
  return FALSE.has(text) ? false : undefined;
}

export function isPlainNull(text: string): boolean {
  return NULL.has(text);
}

const SPECIAL = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * Go takes `_` between digits, `0x1F`, `0b11`, and both `0o17` and `017` for octal numbers. What is too large for a
 * number is a text.
 */
export function plainNumber(text: string): number | undefined {
  if (SPECIAL.test(text)) return special(text);
  const digits = withoutUnderscores(text);
  if (INTEGER.test(digits)) return integer(digits);
  if (!FLOAT.test(digits)) return undefined;
  const number = Number(digits);
  return Number.isFinite(number) ? number : undefined;
}

function withoutUnderscores(text: string): string {
  if (!text.includes('_')) return text;
  return text.startsWith('.') ? text.replace(/(?<=\d)_(?=\d)/g, '') : text.replaceAll('_', '');
}

function special(text: string): number {
  if (/nan$/i.test(text)) return NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}

function integer(digits: string): number {
  const negative = digits.startsWith('-');
  const magnitude = digits.replace(/^[-+]/, '');
  const octal = /^0[0-7]+$/.test(magnitude) ? `0o${magnitude.slice(1)}` : magnitude;
  return negative ? -Number(octal) : Number(octal);
}
