import * as fs from 'fs';
import * as path from 'path';
import { examples, prerequisitesOfExample } from '../../projenrc/docs/example-prerequisites';
import { PREREQUISITE_KINDS } from '../../src/prerequisites/all-kinds';

test('every file that holds a kind is on the list', () => {
  const folder = path.resolve(__dirname, '../../src/prerequisites/kinds');
  const holding = fs.readdirSync(folder)
    .filter((file) => /: PrerequisiteKind = /.test(fs.readFileSync(path.join(folder, file), 'utf8')));
  expect(holding).toHaveLength(PREREQUISITE_KINDS.length);
});

test('the ids of what is needed are those that a kind has', () => {
  const known = new Set(PREREQUISITE_KINDS.flatMap(({ ids }) => ids));
  const found = examples().flatMap(prerequisitesOfExample).map(({ id }) => id.split('/')[0]);
  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((id) => !known.has(id))).toEqual([]);
});
