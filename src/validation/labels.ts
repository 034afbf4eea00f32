import { correctedKey, correctedName, fixWith } from './corrections';
import * as names from './names';
import type { Problem } from './problem';
import { Problems } from './problems';

/** The most bytes that all annotations of an object may have together. */
const ANNOTATIONS = 256 * 1024;

const OBJECTS = 'https://kubernetes.io/docs/concepts/overview/working-with-objects';
const LABELS = `${OBJECTS}/labels/#syntax-and-character-set`;
const ANNOTATION_SYNTAX = `${OBJECTS}/annotations/#syntax-and-character-set`;

/** The keys and values of labels. */
export function labels(field: string, value: Readonly<Record<string, string>> | undefined): Problem[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [{
      code: 'validation/labels',
      field,
      value,
      rule: 'must be an object of label keys and values',
      why: 'the API server would reject the labels',
      fix: 'write them as { key: "value" }',
      source: LABELS,
    }];
  }
  const problems = new Problems();
  for (const key of Object.keys(value)) {
    const given = value[key];
    if (!names.isLabelKey(key)) {
      problems.add({
        code: 'validation/label-key',
        field: `${field}[${JSON.stringify(key)}]`,
        rule: 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "."',
        why: 'the API server would reject the label',
        fix: fixWith(quoted(correctedKey(key)), 'rename the key'),
        source: LABELS,
      });
    }
    if (!names.isLabelValue(given)) {
      problems.add({
        code: 'validation/label-value',
        field: `${field}[${JSON.stringify(key)}]`,
        value: given,
        rule: `must be ${names.LABEL_VALUE.title}`,
        why: 'the API server would reject the label',
        fix: fixWith(correctedValue(given), 'shorten or change the value'),
        source: LABELS,
      });
    }
  }
  return problems.all;
}

/** The keys and values of annotations, and their size together. */
export function annotations(field: string, value: Readonly<Record<string, string>> | undefined): Problem[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [{
      code: 'validation/annotations',
      field,
      value,
      rule: 'must be an object of annotation keys and values',
      why: 'the API server would reject the annotations',
      fix: 'write them as { key: "value" }',
      source: ANNOTATION_SYNTAX,
    }];
  }
  const problems = new Problems();
  const entries = Object.entries(value);
  let size = 0;
  for (const [key, given] of entries) size += Buffer.byteLength(typeof given === 'string' ? key + given : key);
  if (size > ANNOTATIONS) {
    problems.add({
      code: 'validation/annotations-size',
      field,
      value: `${size} bytes`,
      rule: `must not exceed ${ANNOTATIONS} bytes`,
      why: 'the API server would reject the object',
      fix: 'move long values to a ConfigMap',
      source: ANNOTATION_SYNTAX,
    });
  }
  for (const [key, given] of entries) {
    const place = `${field}[${JSON.stringify(key)}]`;
    if (!names.isLabelKey(key.toLowerCase())) {
      problems.add({
        code: 'validation/annotation-key',
        field: place,
        rule: 'the key must be [DNS subdomain/]name of at most 63 letters, digits, "-", "_" and "."',
        why: 'the API server would reject the annotation',
        fix: fixWith(quoted(correctedKey(key)), 'rename the key'),
        source: ANNOTATION_SYNTAX,
      });
    }
    if (typeof given !== 'string') {
      problems.add({
        code: 'validation/annotation-value',
        field: place,
        value: given,
        rule: 'must be a string',
        why: 'the API server would reject the annotation',
        fix: fixWith(asText(given), 'write the value as a string'),
        source: ANNOTATION_SYNTAX,
      });
    }
  }
  return problems.all;
}

/** A value of a label as it was meant: a number or a truth value in quotes, a text without what is not allowed. */
function correctedValue(value: unknown): string | undefined {
  return asText(value) ?? quoted(correctedName(names.LABEL_VALUE, value));
}

function asText(value: unknown): string | undefined {
  const isPlain = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
  return isPlain ? quoted(String(value)) : undefined;
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}
