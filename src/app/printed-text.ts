import { Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Manifest } from '../kubernetes/manifest';
import { isReadAsPrinted, quoted, QuotedText, unprintablePath } from '../kubernetes/quoted-text';
import type { Problem } from '../validation/problem';

let canQuote: boolean | undefined;

/** Manifests that were looked at, and need no quotes. */
const plain = new WeakSet<Manifest>();

/** How a manifest is printed: with quotes where Kubernetes would read a text as a number. */
export function printed(manifest: Manifest): Manifest {
  if (plain.has(manifest)) return manifest;
  // Another version of the package by which cdk8s prints may not know the node.
  canQuote ??= Yaml.stringify({ text: new QuotedText('0o7') }) === 'text: "0o7"\n';
  return canQuote ? quoted(manifest) : manifest;
}

/** The apps that do not print by cdk8s, but with whatever escapes a text needs. */
const escaping = new WeakSet<IConstruct>();

export function markPrintsAnyText(root: IConstruct): void {
  escaping.add(root);
}

export function printsAnyText(root: IConstruct): boolean {
  return escaping.has(root);
}

/** A text that Kubernetes does not read as it is, whatever its quotes. */
export interface MisreadText {
  readonly object: Manifest;
  readonly problem: Problem;
}

/** The first such text of each object. */
export function misreadTexts(objects: readonly Manifest[]): MisreadText[] {
  const found: MisreadText[] = [];
  for (const object of objects) {
    if (isReadAsPrinted(object)) plain.add(object);
    const field = plain.has(object) ? undefined : unprintablePath(object);
    if (field === undefined) continue;
    found.push({
      object,
      problem: {
        code: 'app/misread-text',
        field,
        rule: 'must not hold a control character or a Unicode line separator (U+007F to U+009F, U+2028, U+2029)',
        why: 'cdk8s prints it as it is, and kubectl breaks the text there or rejects the file',
        fix: 'use InferenceApp in place of App, which prints it as an escape; or remove the character',
        source: 'https://yaml.org/spec/1.1/#id868524',
      },
    });
  }
  return found;
}
