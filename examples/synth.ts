/**
 * Synthesizes the examples as their users would, each in a process of its own, to examples/<name>/dist.
 *
 *   npm run examples [-- <name>...]
 *   npm run golden                   also copies what was written over the golden manifests, and draws the forecasts
 */
import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { writePictures } from './forecasts';

const golden = process.argv.includes('--golden');
const wanted = process.argv.slice(2).filter((a) => !a.startsWith('-'));
const names = fs.readdirSync(__dirname)
  .filter((name) => fs.existsSync(path.join(__dirname, name, 'main.ts')))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
const root = path.dirname(__dirname);
let failed = 0;

for (const name of names) {
  const folder = path.join(__dirname, name);
  const out = path.join(folder, 'dist');
  fs.rmSync(out, { recursive: true, force: true });
  const program = path.join(folder, 'main.ts');
  const modules = ['-r', 'ts-node/register/transpile-only', '-r', 'tsconfig-paths/register'];
  const run = spawnSync(process.execPath, [...modules, program], {
    cwd: root,
    env: { ...process.env, CDK8S_OUTDIR: out, TS_NODE_PROJECT: path.join(root, 'tsconfig.dev.json') },
    stdio: 'inherit',
  });
  if (run.status !== 0) {
    console.error(`${name}: failed`);
    failed += 1;
    continue;
  }
  const target = path.join(folder, 'golden');
  if (golden) {
    fs.rmSync(target, { recursive: true, force: true });
    fs.cpSync(out, target, { recursive: true });
  }
  for (const file of fs.readdirSync(out).sort()) {
    const objects = fs.readFileSync(path.join(out, file), 'utf8').split(/^---$/m).length;
    const written = path.relative(process.cwd(), path.join(golden ? target : out, file));
    console.log(`${written}: ${objects} ${objects === 1 ? 'object' : 'objects'}`);
  }
  if (golden) for (const file of writePictures(name)) console.log(path.relative(process.cwd(), file));
}
if (names.length === 0) console.error(`there is no example of that name: ${wanted.join(', ')}`);
process.exit(failed > 0 || names.length === 0 ? 1 : 0);
