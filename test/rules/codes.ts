import { manifests } from './manifests';
import { findings } from '../../src/rules/catalogue/findings';

/** What all rules together find in a YAML text: the rule of each finding, in their order. */
export function codes(text: string, kubernetes?: string): string[] {
  return findings(manifests(text), undefined, { kubernetes }).map(({ rule }) => rule);
}
