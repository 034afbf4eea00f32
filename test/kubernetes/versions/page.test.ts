import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { featureRow, removedRows } from './page-rows';
import { FEATURES } from '../../../src/kubernetes/versions/features';

const LINES = readFileSync(join(__dirname, '../../../docs/kubernetes-versions.md'), 'utf8').split('\n');

test('docs/kubernetes-versions.md has the table of features', () => {
  const rows = Object.values(FEATURES).map(featureRow);
  expect(LINES.filter((line) => rows.includes(line))).toEqual(rows);
  const first = LINES.indexOf(rows[0]);
  expect(LINES.slice(first, first + rows.length + 1)).toEqual([...rows, '']);
});

test('docs/kubernetes-versions.md has the table of removed API versions', () => {
  const rows = removedRows();
  expect(rows.length).toBeGreaterThan(15);
  const first = LINES.indexOf(rows[0]);
  expect(LINES.slice(first, first + rows.length + 1)).toEqual([...rows, '']);
});
