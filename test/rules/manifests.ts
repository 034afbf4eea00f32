import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../src/kubernetes/manifest';
import { findings } from '../../src/rules/catalogue/findings';
import { title, type Rule } from '../../src/rules/rule';
import { describe as say } from '../../src/validation/problem-text';

/** The objects of a YAML text, as a program reads them that knows nothing of constructs. */
export function manifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS()).filter((object) => object !== null);
}

/** What a rule says of a YAML text: the objects that it names, each with the whole message. */
export function told(rule: Rule, text: string): Array<[string, string]> {
  return findings(manifests(text), [rule]).map(({ object, problem }) => [title(object), say(problem)]);
}

/** Where a rule fires in a YAML text: the objects and their fields. */
export function fires(rule: Rule, text: string): Array<[string, string]> {
  return findings(manifests(text), [rule]).map(({ object, problem }) => [title(object), problem.field]);
}

/** The text with one change; fails where there is not exactly one place to change, so that a near miss stays one. */
export function change(text: string, from: string, to: string): string {
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`${places} places to change: ${from}`);
  return text.replace(from, () => to);
}
