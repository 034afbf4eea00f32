import { deepStrictEqual } from 'assert';
import { parseAllDocuments } from 'yaml';
import { CHARTS, nameOf, TITLES, type Charts, type Contestant } from './contestants';
import type { Bench } from './measure';
import type { Manifest } from '../variants/manifests';

/** Objects by file, in an order of their own: Helm sorts what it prints by kind. */
export type Written = ReadonlyMap<string, readonly Manifest[]>;

/** Every contestant must give the same objects, or there is nothing to compare. Tools print them to one file. */
export async function proveEqual(bench: Bench, all: readonly Contestant[], services: number): Promise<string> {
  const expected = new Map<Charts, Written>();
  for (const charts of CHARTS) expected.set(charts, await written(bench, { variant: 'library', charts }, services));
  for (const contestant of all) {
    const found = await written(bench, contestant, services);
    if (contestant.charts) compare(nameOf(contestant), found, expected.get(contestant.charts)!);
    else compare(nameOf(contestant), joined(found), joined(expected.get('one')!));
  }
  const objects = [...expected.get('one')!.values()].flat().length;
  const variants = [...new Set(all.map(({ variant }) => TITLES[variant]))];
  return `${variants.join('; ')}: all give the same ${objects} objects for ${services} services.`;
}

async function written(bench: Bench, contestant: Contestant, services: number): Promise<Written> {
  const files = await bench.files(contestant, services);
  return new Map([...files].map(([file, text]) => [file, ordered(objectsOf(text))]));
}

/** The objects of all files, as if they were one. */
function joined(files: Written): Written {
  return new Map([['all files', ordered([...files.values()].flat())]]);
}

export function objectsOf(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return (document.toJS() ?? []) as Manifest;
  });
}

function identity({ apiVersion, kind, metadata }: Manifest): string {
  return [apiVersion, kind, metadata.namespace, metadata.name].join(' ');
}

function ordered(objects: readonly Manifest[]): Manifest[] {
  return [...objects].sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

/** Throws where a file, an object or a field differs, and shows it. */
export function compare(name: string, found: Written, expected: Written): void {
  same([...found.keys()], [...expected.keys()], `"${name}" writes other files than the library`);
  for (const [file, objects] of found) {
    const wanted = expected.get(file)!;
    same(objects.map(identity), wanted.map(identity), `"${name}" gives other objects than the library in ${file}`);
    objects.forEach((object, i) => same(object, wanted[i], `"${name}" gives another ${identity(object)}`));
  }
}

function same(found: unknown, expected: unknown, difference: string): void {
  try {
    deepStrictEqual(found, expected);
  } catch (error) {
    throw new Error(`${difference}:\n${(error as Error).message}`);
  }
}
