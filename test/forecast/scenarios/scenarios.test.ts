import * as fs from 'node:fs';
import * as path from 'node:path';
import { compare } from './agreement';
import { forecastScenario, type Course } from './forecast-scenario';
import { manifestsOf } from './manifests-of';
import { readScenario } from './scenario';
import type { Manifest } from '../../../src/kubernetes/manifest';
import { spokeManifests } from '../../fleet/spoke-manifests';
import { reconcile } from '../../sedna/sedna-controller';

const SCENARIOS = path.join(__dirname, '../../control-plane');
const EXAMPLES = path.join(__dirname, '../../../examples');
const TIMELINES = path.join(__dirname, 'timelines');

/** The scenario of what no example has. */
const PACES = 'forecast-paces';

/** What the control plane of a scenario gets of an example: all of it, or what one cluster gets. */
function manifestsFor(name: string): Manifest[] {
  const all = manifestsOf(name === PACES ? path.join(__dirname, 'paces') : path.join(EXAMPLES, name, 'golden'));
  const spoke = /^# spoke: (.*)$/m.exec(fs.readFileSync(path.join(SCENARIOS, `${name}.yaml`), 'utf8'))?.[1];
  return spoke === undefined ? all : spokeManifests(all).get(spoke)!;
}

const scenarioOf = (name: string) => readScenario(path.join(SCENARIOS, `${name}.yaml`));

function recorded(name: string): { kubernetes: string; courses: Course[] } {
  return JSON.parse(fs.readFileSync(path.join(TIMELINES, `${name}.json`), 'utf8'));
}

const NAMES = fs.readdirSync(SCENARIOS)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => path.basename(file, '.yaml'))
  .filter((name) => fs.existsSync(path.join(EXAMPLES, name)));

describe('the forecast is what a control plane of Kubernetes did', () => {
  test.each([...NAMES, PACES])('%s', (name) => {
    const scenario = scenarioOf(name);
    const { kubernetes, courses } = recorded(name);
    const { faults, later } = compare(scenario, forecastScenario(scenario, manifestsFor(name)), courses);
    expect(faults).toEqual([]);
    // What KEDA alone scales does not change there.
    expect(later).toHaveLength(courses.length === 0 ? 0 : 2);
    expect(kubernetes).toMatch(/^v1\.\d+\.\d+$/);
  });

  test('each example has a scenario, and each timeline is of one', () => {
    const examples = fs.readdirSync(EXAMPLES).filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'golden')));
    expect(NAMES).toEqual(examples.sort());
    expect(fs.readdirSync(TIMELINES).sort()).toEqual([...NAMES, PACES].sort().map((name) => `${name}.json`));
  });
});

test('what Sedna makes of a JointInferenceService has the forecast of the JointInferenceService', () => {
  const name = 'sedna-helmet-detection';
  const printed = manifestsFor(name);
  const made = printed.filter(({ kind }) => kind === 'JointInferenceService')
    .flatMap((service) => reconcile(service as any, printed as any, { mayScale: true }).objects);
  const scenario = scenarioOf(name);
  const byWorkload = (courses: readonly Course[]) => new Map(courses.map((one) => [one.workload, one]));
  expect(byWorkload(forecastScenario(scenario, [...printed, ...made as any])))
    .toEqual(byWorkload(forecastScenario(scenario, printed)));
});
