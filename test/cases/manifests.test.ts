import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { findings } from '../../src/rules/catalogue/findings';
import { titleOf } from '../../src/rules/rule';
import { manifests } from '../rules/manifests';

/**
 * Small sets of manifests after public bug reports, each with its whole verdict in its first lines:
 * `# expect: <severity> <rule> <object>` for each finding, or `# expect: nothing`.
 */
const FOLDER = join(__dirname, 'manifests');
const FILES = readdirSync(FOLDER).sort();

function expected(text: string): string[] {
  const lines = [...text.matchAll(/^# expect: (.*)$/gm)].map(([, verdict]) => verdict);
  if (lines.length === 0) throw new Error('a case without a verdict');
  return lines.filter((verdict) => verdict !== 'nothing').sort();
}

test.each(FILES)('the verdict on %s', (file) => {
  const text = readFileSync(join(FOLDER, file), 'utf8');
  const found = findings(manifests(text)).map((f) => `${f.severity} ${f.rule} ${titleOf(f)}`);
  expect(found.sort()).toEqual(expected(text));
});
