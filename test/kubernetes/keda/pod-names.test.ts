import { isOpenPodNames, podNames } from '../../../src/kubernetes/keda/pod-names';

test('the pods of a StatefulSet have a number at the end', () => {
  expect(podNames('search.v2', 'StatefulSet')).toBe('search\\.v2-[0-9]+');
});

const fits = (name: string, pod: string) => new RegExp(`^(?:${podNames(name)})$`).test(pod);

test('the names of the pods of a Deployment, and not of one with a longer name', () => {
  expect(podNames('chat')).toBe('chat-[a-z0-9]+-[a-z0-9]+');
  expect([fits('chat', 'chat-6c9f-x2k1b'), fits('chat', 'chat-gateway-6c9f-x2k1b')]).toEqual([true, false]);
  expect([fits('a.b', 'a.b-6c9f-x2k1b'), fits('a.b', 'a-b-6c9f-x2k1b')]).toEqual([true, false]);
});

test('a long name is cut as the API server cuts it', () => {
  const name = 'a'.repeat(60);
  expect(fits(name, `${'a'.repeat(58)}x2k1b`)).toBe(true);
});

test.each<[string, string, boolean]>([
  ['chat-.*', 'chat', true], ['chat-.+', 'chat', true], ['chat-[a-z0-9]+', 'chat', true], ['a\\.b-.*', 'a.b', true],
  ['chat-gateway-.*', 'chat', false], ['chat-.*|router-.*', 'chat', false], ['chat.*', 'chat', false],
  ['other-.*', 'chat', false],
])('%s is open at its end for %s: %s', (pattern, name, expected) => {
  expect(isOpenPodNames(pattern, name)).toBe(expected);
});
