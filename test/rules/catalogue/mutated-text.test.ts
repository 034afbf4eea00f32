import { stringify } from 'yaml';
import { HOSTILE } from './hostile-values';
import { described, mutated, places, type Mutation } from './mutation';
import { ManifestSet } from '../../../src/cli/input/manifest-set';
import { RULES } from '../../../src/rules/catalogue/all-rules';
import { findings } from '../../../src/rules/catalogue/findings';
import { manifests } from '../manifests';

/** What the command makes of a text, and what the rules find in it. */
async function read(text: string) {
  async function* pieces() {
    yield text;
  }
  const set = await ManifestSet.read([{ name: 'a.yaml', named: true, pieces }], () => {});
  return { set, found: findings(set.objects) };
}

/** Every seventh place of the failing examples; the values take turns. */
const SAMPLE: readonly Mutation[] = RULES
  .flatMap(({ failing }) => {
    const objects = manifests(failing);
    return places(objects).map((place) => ({ objects, place }));
  })
  .filter((_, i) => i % 7 === 0)
  .map((at, i) => ({ ...at, value: i % HOSTILE.length }));

test('a hostile value in a file gives findings, or the file cannot be read', async () => {
  const failed: string[] = [];
  for (const mutation of SAMPLE) {
    const text = mutated(mutation).map((object) => stringify(object, { aliasDuplicateObjects: false })).join('---\n');
    try {
      await read(text);
    } catch (error) {
      failed.push(`${described(mutation)}: ${(error as Error).stack}`);
    }
  }
  expect(failed).toEqual([]);
  expect(SAMPLE.length).toBeGreaterThan(600);
}, 60_000);

const POD = 'apiVersion: v1\nkind: Pod\n';
/** Ten lists of ten aliases each, one over the other: ten thousand million values in a few lines. */
const LAUGHS = Array.from({ length: 10 }, (_, i) => {
  const items = i === 0 ? 'a' : `*l${i - 1}`;
  return `l${i}: &l${i} [${Array.from({ length: 10 }, () => items).join(', ')}]`;
}).join('\n');
const MERGES = Array.from({ length: 30 }, (_, i) => {
  const last = `*m${i - 1}`;
  return i === 0 ? 'm0: &m0 { a: { b: c } }' : `m${i}: &m${i} { <<: ${last}, k${i}: [${last}, ${last}] }`;
}).join('\n');

test.each([
  ['lists of aliases of lists', `${POD}${LAUGHS}`],
  ['aliases of mappings of aliases', `${POD}${MERGES}`],
  ['a list that holds itself', `${POD}spec: &spec [*spec]`],
  ['a mapping that holds itself', `${POD}metadata: &m { name: a, labels: *m }`],
  ['very deep lists', `${POD}spec: ${'['.repeat(100_000)}`],
  ['very deep mappings', `${POD}spec: ${'{a: '.repeat(50_000)}`],
  ['very deep blocks', `${POD}spec:\n${Array.from({ length: 2_000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`],
])('a file with %s is refused, and nothing is made of it', async (_, text) => {
  const { set, found } = await read(text);
  expect(set.unusable.map(({ file }) => file)).toEqual(['a.yaml']);
  expect([set.objects, found]).toEqual([[], []]);
});

test.each([
  ['a long word', 'a'.repeat(1_000_000)],
  ['very many documents', `${POD}---\n`.repeat(2_000)],
  ['very many empty documents', '---\n'.repeat(20_000)],
  ['keys of every kind', `${POD}? [a, b]\n: c\n? {a: b}\n: d\n1: e\n~: f\ntrue: g\n.nan: h\n`],
  ['inherited names as keys', `${POD}__proto__: { kind: Deployment }\nconstructor: 1\nmetadata: { toString: a }\n`],
  ['a key very often', `${POD}${'metadata: {}\n'.repeat(1_000)}`],
  ['a long key', `${POD}${'k'.repeat(1_100)}: a\n`],
  ['tags', `${POD}metadata: !!map { name: !!str 1, labels: !!set { a }, annotations: !Ref b }\nspec: !!binary aGk=\n`],
  ['tags of Python and JavaScript', `${POD}spec: !!python/object/apply:os.system [a]\ndata: !!js/function 'a'\n`],
  ['dates', `${POD}metadata: { name: 2026-11-28, creationTimestamp: 2026-11-28T04:00:00Z }\n`],
  ['a tab', `${POD}spec:\n\tcontainers: []\n`],
  ['a zero byte', `${POD}metadata: { name: "a\u0000b" }\n`],
  ['a byte order mark and Windows lines', `\ufeff${POD}metadata: { name: a }\n`.replaceAll('\n', '\r\n')],
  ['only a quote', '"'],
  ['only an anchor', '&a'],
  ['an alias of nothing', `${POD}spec: *nothing\n`],
  ['lists in lists', 'apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: List, items: [null, 1, []] }]\n'],
])('a file with %s gives findings, or nothing', async (_, text) => {
  await expect(read(text)).resolves.toBeDefined();
});
