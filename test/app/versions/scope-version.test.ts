import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  hasVersions, isVersionUsed, nameVersion, versionFor, versionOf,
} from '../../../src/app/versions/scope-version';

const V36 = { minor: 36, gates: [] };
const V37 = { minor: 37, gates: [] };

test('the nearest version counts, and one of an app is known there alone', () => {
  const [app, other] = [new App(), new App()];
  const chart = new Chart(app, 'chart');
  nameVersion(app, V37);
  expect([versionOf(chart), versionOf(other)]).toEqual([V37, undefined]);
  nameVersion(chart, V36);
  expect([versionOf(chart), versionOf(app)]).toEqual([V36, V37]);
  expect([hasVersions(chart), hasVersions(other)]).toEqual([true, false]);
});

test('a scope is in use where somebody below asked, up to the one that answered', () => {
  const app = new App();
  const [first, second] = ['a', 'b'].map((id) => new Chart(app, id));
  nameVersion(first, V36);
  expect(versionFor(first)).toBe(V36);
  expect([first, app].map(isVersionUsed)).toEqual([true, false]);
  expect(versionFor(second)).toBeUndefined();
  expect([second, app].map(isVersionUsed)).toEqual([true, true]);
});

test('reading the version uses no scope', () => {
  const app = new App();
  expect(versionOf(app)).toBeUndefined();
  expect(isVersionUsed(app)).toBe(false);
});

test('what was removed from the tree uses no scope any more', () => {
  const chart = new Chart(new App(), 'chart');
  const inner = new Construct(new Construct(chart, 'outer'), 'inner');
  versionFor(inner);
  expect([chart, inner].map(isVersionUsed)).toEqual([true, true]);
  inner.node.scope!.node.tryRemoveChild('inner');
  expect([chart, chart.node.root].map(isVersionUsed)).toEqual([false, false]);
});
