import {
  constructFromEvents, defineMappingTag, defineScalarTag, defineSequenceTag, mapTag, mergeTag, NOT_RESOLVED,
  parseEvents, Schema, seqTag, YAMLException,
} from 'js-yaml';
import { nodesBehindAliases } from './aliases';
import { kept } from './kept-text';
import { leniently } from './lenient';
import { FIRST_LETTERS, isPlainNull, plainBoolean, plainNumber } from './plain-scalar';

/** How deep a document may be nested; Kubernetes' objects need about 25 levels, the schemas of CRDs about 60. */
const DEEPEST = 400;

/** How many values the aliases of one document may stand for together. */
const MOST_VALUES = 1_000_000;

/** What a text holds, as kubectl and Helm read it. */
export interface YamlText {
  readonly values: readonly unknown[];
  /** Where a mapping has a key twice, of which the last counts. */
  readonly repeatedKey?: Fault;
}

/** What is wrong with a text, in words, and the line, from 1. */
export interface Fault {
  readonly message: string;
  readonly line: number;
}

/** A text that is no YAML, or more than anybody would apply. */
export class UnreadableYaml extends Error {
  public constructor(public readonly fault: Fault) {
    super(fault.message);
  }
}

const TAG = 'tag:yaml.org,2002:';
const never = () => false;

/** A tag of YAML whose values are read from plain text. */
function plain<T>(name: string, implicitFirstChars: readonly string[], read: (text: string) => T | undefined) {
  return defineScalarTag<T>(`${TAG}${name}`, {
    implicit: true,
    implicitFirstChars,
    resolve: (text) => read(text) ?? NOT_RESOLVED,
    identify: never,
  });
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** As Go decodes it: the text that its bytes are. */
const binary = defineScalarTag<string>(`${TAG}binary`, {
  resolve: (text) => {
    const letters = text.replace(/\s/g, '');
    return BASE64.test(letters) ? Buffer.from(letters, 'base64').toString('utf8') : NOT_RESOLVED;
  },
  identify: never,
});

/** A tag that Kubernetes' reader does not know says nothing: `!Ref name` is the text `name`. */
const unknownTags = ['!', 'tag:'].flatMap((prefix) => [
  defineScalarTag<string>(prefix, { matchByTagPrefix: true, resolve: (text) => text, identify: never }),
  defineMappingTag(prefix, { ...mapTag, matchByTagPrefix: true, identify: never }),
  defineSequenceTag(prefix, { ...seqTag, matchByTagPrefix: true, identify: never }),
]);

const nullTag = defineScalarTag<null>(`${TAG}null`, {
  implicit: true,
  implicitFirstChars: FIRST_LETTERS.null,
  resolve: (text) => (isPlainNull(text) ? null : NOT_RESOLVED),
  identify: never,
});

const SCHEMA = new Schema([
  defineScalarTag<string>(`${TAG}str`, { resolve: kept, identify: never }),
  nullTag,
  plain('bool', FIRST_LETTERS.bool, plainBoolean),
  plain('int', FIRST_LETTERS.number, plainNumber),
  defineScalarTag<number>(`${TAG}float`, { resolve: (text) => plainNumber(text) ?? NOT_RESOLVED, identify: never }),
  mergeTag,
  binary,
  seqTag,
  mapTag,
  ...unknownTags,
]);

/**
 * The values of a text of YAML or JSON.
 *
 * Fails with `UnreadableYaml`.
 */
export function readYaml(text: string): YamlText {
  try {
    return { values: load(text, false) };
  } catch (error) {
    const repeatedKey = faultOf(error, text);
    if (!/duplicated mapping key/.test(repeatedKey.message)) throw new UnreadableYaml(repeatedKey);
    return { ...readWithRepeatedKeys(text), repeatedKey };
  }
}

function readWithRepeatedKeys(text: string): YamlText {
  try {
    return { values: load(text, true) };
  } catch (error) {
    throw new UnreadableYaml(faultOf(error, text));
  }
}

function load(text: string, json: boolean): unknown[] {
  const values = leniently(text, (source) => valuesOf(source, json));
  if (text.includes('*') && text.includes('&')) values.forEach(refuseBomb);
  return values;
}

/** `loadAll` does the same, and copies its options so often that it takes a quarter longer. */
function valuesOf(source: string, json: boolean): unknown[] {
  return constructFromEvents(parseEvents(source, { maxDepth: DEEPEST }), { source, schema: SCHEMA, json });
}

function refuseBomb(value: unknown): void {
  const count = nodesBehindAliases(value, MOST_VALUES);
  if (count > MOST_VALUES) {
    const most = MOST_VALUES.toLocaleString('en');
    throw new YAMLException(`aliases stand for more than ${most} values, or for themselves`);
  }
}

/** What a thrown value says: the reader may also run out of stack. */
function faultOf(error: unknown, text: string): Fault {
  if (error instanceof YAMLException) {
    // Not its line: the reader may have been given the same text with fewer lines. The end is the last line of all.
    const before = text.trimEnd().slice(0, error.mark?.position ?? 0);
    return { message: error.reason, line: before.split('\n').length };
  }
  return { message: error instanceof Error ? error.message : String(error), line: 1 };
}
