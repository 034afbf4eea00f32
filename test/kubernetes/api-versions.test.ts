import { EXTENSIONS, FORMER_GROUPS, SINCE, SERVED } from '../../src/kubernetes/api-versions';

test('what is younger than Kubernetes 1.16 is a kind that is served', () => {
  for (const key of Object.keys(SINCE)) {
    const [version, kind] = key.split(' ');
    expect(SERVED[version].split(' ')).toContain(kind);
  }
});

test('a former group has a group of today', () => {
  const groups = EXTENSIONS.map(({ group }) => group);
  expect(Object.values(FORMER_GROUPS).filter((group) => !groups.includes(group))).toEqual([]);
});
