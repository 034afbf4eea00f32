/**
 * Writes a sample of the random programs as manifests, so that a real API server can say what it thinks of them.
 *
 *   npx ts-node --transpile-only --project tsconfig.dev.json -r tsconfig-paths/register \
 *     test/property/write-sample.ts <folder> [seed]
 *
 * The file is <folder>/sample.k8s.yaml; `test/control-plane/property-sample.yaml` is the cluster that it is for.
 */
import * as fs from 'fs';
import * as path from 'path';
import { Chart, Testing, Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { program } from './generators';

const LEAST_OBJECTS = 240;
const [folder, seed = '1'] = process.argv.slice(2);
if (!folder || !/^\d+$/.test(seed)) {
  console.error('usage: write-sample.ts <folder> [seed]');
  process.exit(2);
}

const app = Testing.app();
// Pod Security "restricted" is enforced in one of the namespaces: pods that are said to meet it have to.
const charts = {
  restricted: new Chart(app, 'restricted', { namespace: 'restricted' }),
  open: new Chart(app, 'open', { namespace: 'open' }),
};
const objects = () => Object.values(charts).flatMap((chart) => Testing.synth(chart));

const programs = fc.sample(program({ newest: false }), { seed: Number(seed), numRuns: 200 });
let count = 0;
let taken = 0;
while (count < LEAST_OBJECTS && taken < programs.length) {
  const p = programs[taken];
  const scope = new Construct(p.restricted ? charts.restricted : charts.open, `P${taken}`);
  p.define(scope, taken);
  taken += 1;
  if (taken % 10 === 0) count = objects().length;
}

const written = objects();
fs.mkdirSync(folder, { recursive: true });
const file = path.join(folder, 'sample.k8s.yaml');
fs.writeFileSync(file, Yaml.stringify(...written));
console.log(`${file}: ${written.length} objects of ${taken} programs, seed ${seed}`);
