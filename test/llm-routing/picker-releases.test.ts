import { INFERENCE_EXTENSION, isSince, LLM_D_ROUTER, releaseOf } from '../../src/llm-routing/picker-releases';

test.each([
  ['0.10.0', [0, 10, 0]],
  ['v1.5.0', [1, 5, 0]],
  ['1.5', undefined],
  ['1.5.0-rc.1', undefined],
  ['latest', undefined],
  [1, undefined],
])('the release %p is %p', (version, expected) => {
  expect(releaseOf(version)).toEqual(expected);
});

test.each<[release: [number, number, number], first: [number, number], is: boolean]>([
  [[0, 10, 0], [0, 9], true],
  [[0, 9, 9], [0, 10], false],
  [[1, 0, 0], [0, 10], true],
  [[0, 99, 0], [1, 1], false],
])('the release %p is since %p: %p', (release, first, expected) => {
  expect(isSince(release, first)).toBe(expected);
});

test.each([INFERENCE_EXTENSION, LLM_D_ROUTER])('the default of $title is one of its releases', (project) => {
  const newest = releaseOf(project.newest)!;
  expect(newest.slice(0, 2)).toEqual(project.last);
  expect(isSince(newest, project.first)).toBe(true);
  expect(isSince(newest, project.engines)).toBe(true);
});
