/**
 * Forecasts what a scenario of test/control-plane makes of the autoscalers in folders of manifests, and compares it
 * with what a control plane did:
 *
 *   ts-node test/forecast/scenarios/forecast-of-scenario.ts <scenario> <folder> [<timeline> [<kubernetes> <out>]]
 *
 * The timeline is what `control-plane prove --timeline` wrote. With a version of Kubernetes and a file, its courses are
 * kept there for the tests.
 */
import * as fs from 'node:fs';
import { compare, CONDITIONS } from './agreement';
import { forecastScenario } from './forecast-scenario';
import { manifestsOf } from './manifests-of';
import { readScenario } from './scenario';
import { coursesOf, type Timeline } from './timeline';

const [file, folder, timelineFile, kubernetes, out] = process.argv.slice(2);
const scenario = readScenario(file);
const forecast = forecastScenario(scenario, manifestsOf(folder));
if (timelineFile === undefined) {
  console.log(JSON.stringify(forecast, undefined, 1));
} else {
  const timeline: Timeline = JSON.parse(fs.readFileSync(timelineFile, 'utf8'));
  const seen = coursesOf(timeline);
  const { report, faults, later } = compare(scenario, forecast, seen);
  console.log(`${CONDITIONS}\n\n${report}`);
  for (const fault of faults) console.log(`DIFFERS  ${fault}`);
  const span = later.map((seconds) => seconds.toFixed(2)).join(' to ');
  if (faults.length === 0) console.log(`agrees; seen ${span || '0'} s later, at most`);
  if (out !== undefined) {
    const courses = seen.map((one) => `  ${JSON.stringify(one)}`).join(',\n');
    fs.writeFileSync(out, `{\n "kubernetes": ${JSON.stringify(kubernetes)},\n "courses": [\n${courses}\n ]\n}\n`);
  }
  process.exitCode = faults.length === 0 ? 0 : 1;
}
