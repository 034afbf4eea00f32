import { parseAllDocuments } from 'yaml';
import { describe as say } from '../../src/private/problem';
import { Facts } from '../../src/rules/facts';
import type { Manifest } from '../../src/rules/manifest';
import { title, type Rule } from '../../src/rules/rule';

/** The objects of a YAML text, as a program reads them that knows nothing of constructs. */
export function manifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => document.toJS()).filter((object) => object !== null);
}

/** What a rule says of a YAML text: the objects that it names, each with the whole message. */
export function told(rule: Rule, text: string): Array<[string, string]> {
  return rule.check(new Facts(manifests(text))).map(({ object, problem }) => [title(object), say(problem)]);
}

/** The text with one change; fails where there is not exactly one place to change, so that a near miss stays one. */
export function change(text: string, from: string, to: string): string {
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`${places} places to change: ${from}`);
  return text.replace(from, () => to);
}
