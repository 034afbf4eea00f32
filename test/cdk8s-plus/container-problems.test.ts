import { Handler } from 'cdk8s-plus-27';
import { lifecycleProblems, restartProblems, seccompProblems } from '../../src/cdk8s-plus/container-problems';
import { codes } from '../helpers';

const HOOK = Handler.fromCommand(['sleep', '5']);
const FILE = [['cdk8s-plus/seccomp-file', 'c.seccompProfile.localhostProfile']];

test.each([
  undefined, null, {}, { preStop: HOOK }, { postStart: null, preStop: { _toKube: () => ({}) } }, 'not an object',
])('accepts the hooks %j', (lifecycle) => {
  expect(lifecycleProblems('c', lifecycle)).toEqual([]);
});

test.each(['sleep 5', 5, { exec: {} }, []])('refuses the hook %j', (hook) => {
  expect(codes(lifecycleProblems('c', { postStart: HOOK, preStop: hook }))).toEqual([
    ['cdk8s-plus/not-a-handler', 'c.preStop'],
  ]);
});

test.each([
  undefined, {}, { seccompProfile: null }, { seccompProfile: { type: 'RuntimeDefault' } },
  { seccompProfile: { type: 'Localhost', localhostProfile: 'profiles/one.json' } },
])('accepts the security context %j', (context) => {
  expect(seccompProblems('c', context)).toEqual([]);
});

test.each([
  [{ type: 'Localhost' }, FILE],
  [{ type: 'Localhost', localhostProfile: '' }, FILE],
  [{ type: 'Unconfined', localhostProfile: 'one.json' }, FILE],
  [{ type: 'runtime/default' }, [['validation/choice', 'c.seccompProfile.type']]],
  [{}, [['validation/choice', 'c.seccompProfile.type']]],
  ['RuntimeDefault', [['validation/choice', 'c.seccompProfile.type']]],
])('refuses the seccomp profile %j', (seccompProfile, expected) => {
  expect(codes(seccompProblems('c', { seccompProfile }))).toEqual(expected);
});

test('refuses a restart policy of a container, which would not be printed', () => {
  expect([{}, { restartPolicy: null }].flatMap(restartProblems)).toEqual([]);
  expect(codes(restartProblems({ restartPolicy: 'Always' }))).toEqual([
    ['cdk8s-plus/container-restart-policy', 'restartPolicy'],
  ]);
});
