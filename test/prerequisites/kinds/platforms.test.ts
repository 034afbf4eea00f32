import { PLATFORMS } from '../../../src/prerequisites/kinds/platforms';

const rows = [...PLATFORMS];

test('every platform has an id of its own', () => {
  const ids = rows.map(([, { id }]) => id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
});

test.each(rows)('%s: a group, a title, a sentence, a link', (group, { id, title, why, install, since = {} }) => {
  expect(group).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(title).not.toMatch(/[.]$/);
  expect(why).toMatch(/[.]$/);
  expect(install).toMatch(/^https:\/\//);
  expect(Object.keys(since).filter((version) => !version.startsWith(`${group}/`))).toEqual([]);
});
