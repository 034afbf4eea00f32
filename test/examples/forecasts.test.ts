import * as fs from 'fs';
import * as path from 'path';
import { stringify } from 'yaml';
import { golden, objects } from './example';
import { forecastOf, FORECASTS, picturesOf } from '../../examples/forecasts';
import { forecastTable } from '../../src/forecast/report/forecast-table';
import { serviceSentences } from '../../src/forecast/report/service-sentences';
import { folder, ran, removeFolders } from '../cli/fake-terminal';
import { spokeManifests } from '../fleet/spoke-manifests';

const ROOT = path.resolve(__dirname, '../..');
const EXAMPLES = path.join(ROOT, 'examples');

const read = (example: string, file: string) => fs.readFileSync(path.join(EXAMPLES, example, file), 'utf8');

/** What the command of a README is given. */
function argumentsIn(readme: string): string[] {
  const [, line] = /^npx cdk8s-elastic-inference (forecast (?:.*\\\n)*.*)$/m.exec(readme) ?? [];
  if (line === undefined) throw new Error('no command');
  return line.replace(/\\\n/g, ' ').split(/\s+/);
}

/** The table without what explains it. */
function rowsOf(table: string): string {
  return table.split('\n\n').slice(0, 2).join('\n\n').trimEnd();
}

afterAll(removeFolders);

test('each example has a forecast', () => {
  const names = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'main.ts')));
  expect(Object.keys(FORECASTS).sort()).toEqual(names.sort());
});

describe.each(Object.keys(FORECASTS))('the forecast of %s', (example) => {
  const readme = read(example, 'README.md');
  const data = forecastOf(example);

  test('has its pictures', () => {
    const written = fs.readdirSync(path.join(EXAMPLES, example)).filter((name) => name.endsWith('.svg'));
    expect(Object.fromEntries(written.map((name) => [name, read(example, name)]))).toEqual(picturesOf(example));
  });

  test('is what the command of its README prints', async () => {
    const { cluster } = FORECASTS[example];
    const given = cluster === undefined ? '' : folder(Object.fromEntries(
      spokeManifests(objects(golden(example))).get(cluster)!.map((one, i) => [`${i}.yaml`, stringify(one)]),
    ));
    const args = argumentsIn(readme).map((arg) => (cluster !== undefined && arg.endsWith(`/${cluster}`) ? given : arg));
    const { code, out } = await ran([...args, '--format', 'json'], { cwd: ROOT });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(data)));
  });

  test('is in its README, as a table and as pictures with their figures as a text', () => {
    expect(readme).toContain(rowsOf(forecastTable(data)));
    for (const [file, name] of Object.entries(FORECASTS[example].pictures)) {
      const service = data.services.find((one) => one.name === name)!;
      expect(readme).toContain(`![${serviceSentences(service, data.seconds).join(' ')}](${file})`);
    }
  });
});
