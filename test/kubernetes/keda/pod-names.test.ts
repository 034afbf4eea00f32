import { isOpenPodNames, ownPodNames, podNames } from '../../../src/kubernetes/keda/pod-names';

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

/** The name of a pod as Kubernetes makes it: of the ReplicaSet, and what of it the API server leaves. */
const podOf = (workload: string, hash: string) => `${`${workload}-${hash}-`.slice(0, 58)}x7k2p`;
const owns = (workload: string, pod: string) => new RegExp(`^(?:${ownPodNames(workload, 'Deployment')})$`).test(pod);

const LENGTHS = [1, 45, 46, 47, 48, 49, 50, 51, 52, 56, 57, 58, 60, 63];

test.each(LENGTHS)('a name of %i characters selects its pods', (length) => {
  const workload = 'a'.repeat(length);
  for (const hash of ['7d9f8b', '7d9f8b6', '7d9f8b6c', '7d9f8b6c5', '7d9f8b6c5d']) {
    expect([hash, owns(workload, podOf(workload, hash))]).toEqual([hash, true]);
  }
  if (length < 57) expect(owns(workload, podOf(`${workload}b`, '7d9f8b6c5'))).toBe(false);
});

test.each([
  ['a Job or a DaemonSet', 'chat-load-x7k2p'], ['another Deployment', 'chat-web-7d9f8b6c5d-x7k2p'],
  ['a StatefulSet', 'chat-0'],
])('the pods of %s with a longer name are no own ones', (_, pod) => {
  expect(owns('chat', pod)).toBe(false);
});

test('the own pods of a StatefulSet are all of its name', () => {
  expect(ownPodNames('search.v2', 'StatefulSet')).toBe('search\\.v2-[0-9]+');
});
