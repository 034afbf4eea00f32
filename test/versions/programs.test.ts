import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { PROVEN, queueProgram } from './programs';
import { findings } from '../../src/rules/catalogue/findings';

const printed = (version: (typeof PROVEN)[number]): any[] => (
  parseAllDocuments(queueProgram(version).synthYaml()).map((document) => document.toJS()));
const autoscalers = (objects: any[]) => objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
const deployments = (objects: any[]) => objects.filter(({ kind }) => kind === 'Deployment');
const without = (objects: any[]) => JSON.stringify(objects).replace(/"minReplicas":\d/g, '');

test('two autoscalers rest at zero with 1.37, and at one with 1.36', () => {
  const least = PROVEN.map((version) => autoscalers(printed(version)).map(({ spec }) => spec.minReplicas));
  expect(least).toEqual([[1, 1], [0, 0]]);
});

test('nothing but the minimum differs', () => {
  expect(without(printed('1.36'))).toBe(without(printed('1.37')));
});

test('no workload sets its replicas, and each autoscaler is called as its workload', () => {
  const objects = printed('1.37');
  expect(deployments(objects).map(({ spec }) => 'replicas' in spec)).toEqual([false, false]);
  expect(autoscalers(objects).map(({ metadata }) => metadata.name))
    .toEqual(deployments(objects).map(({ metadata }) => metadata.name));
});

test.each(PROVEN)('the rules find no error for %s', (version) => {
  const found = findings(printed(version), undefined, { kubernetes: version });
  expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
});

test.each(PROVEN)('the scenario of %s expects the replicas of its minimum', (version) => {
  const { expect: expected } = parse(readFileSync(join(__dirname, `../control-plane/queue-${version}.yaml`), 'utf8'));
  const least = version === '1.36' ? 1 : 0;
  expect(expected.filter(({ at }: any) => at === '43s').map((one: any) => [one.least, one.most]))
    .toEqual([[least, least], [least, least]]);
});
