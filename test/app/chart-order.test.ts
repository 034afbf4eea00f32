import { App, Chart, Testing, YamlOutputType } from 'cdk8s';
import { ChartOrder } from '../../src/app/chart-order';
import { SynthPasses } from '../../src/app/synth-pass';

function order(given: string[], dependencies: Array<[number, number]> = [], yamlOutputType?: YamlOutputType) {
  const app = new App({ outdir: Testing.app().outdir, yamlOutputType });
  const charts = given.map((id) => new Chart(app, id));
  for (const [from, to] of dependencies) charts[from].addDependency(charts[to]);
  return (one: number, other: number) => (
    SynthPasses.of(app).during(() => ChartOrder.of(app).isBefore(charts[one], charts[other])));
}

test('charts are applied by the names of their files', () => {
  const isBefore = order(['b', 'a', 'a-b']);
  expect([isBefore(1, 0), isBefore(0, 1), isBefore(2, 1)]).toEqual([true, false, true]);
});

test('a folder has no extension that another one could sort before', () => {
  const isBefore = order(['a', 'a-b'], [], YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE);
  expect(isBefore(1, 0)).toBe(false);
});

test('dependencies number the files', () => {
  const isBefore = order(['a', 'b', 'c'], [[0, 1]]);
  expect([isBefore(0, 1), isBefore(1, 0), isBefore(0, 2)]).toEqual([false, true, true]);
});
