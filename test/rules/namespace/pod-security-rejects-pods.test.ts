import { podSecurityRejectsPods } from '../../../src/rules/namespace/pod-security-rejects-pods';
import { codes } from '../codes';
import { change, fires, told } from '../manifests';

const { failing, repaired } = podSecurityRejectsPods;
const CONTEXT = 'securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }';
const OWN = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
const RESTRICTED = 'enforce: restricted';

/** What a change of the pods of the repaired example violates. */
function violated(from: string, to: string, level = RESTRICTED): string[] {
  const text = change(change(repaired, from, to), RESTRICTED, level);
  return told(podSecurityRejectsPods, text).map(([, message]) => /Namespace vision: (.*) — /.exec(message)![1]);
}

test('the examples of pod-security-rejects-pods', () => {
  expect(codes(failing)).toEqual(['pod-security-rejects-pods']);
  expect(codes(repaired)).toEqual([]);
});

test('pod-security-rejects-pods says which fields, and where', () => {
  expect(told(podSecurityRejectsPods, failing)).toEqual([[
    'Deployment vision/classifier',
    'spec.template.spec: violates the Pod Security level restricted of Namespace vision: allowPrivilegeEscalation must '
    + 'be false (container "server") — the API server forbids every pod of it, so none is created and nothing can '
    + `scale it; set these fields, or lower the level of the Namespace (${podSecurityRejectsPods.source})`,
  ]]);
});

const SERVER = 'container "server"';

describe('the restricted level forbids', () => {
  test.each<[string, string, string]>([
    [OWN, '', `allowPrivilegeEscalation must be false (${SERVER}), capabilities.drop must have ALL (${SERVER})`],
    ['drop: [ALL]', 'drop: [all]', `capabilities.drop must have ALL (${SERVER})`],
    [
      'drop: [ALL]', 'drop: [ALL], add: [CHOWN]', `capabilities.add may only have NET_BIND_SERVICE (${SERVER})`,
    ],
    ['runAsNonRoot: true, ', '', `runAsNonRoot must be true (${SERVER})`],
    ['runAsNonRoot: true', 'runAsNonRoot: false', 'runAsNonRoot must be true (pod)'],
    ['runAsNonRoot: true', 'runAsNonRoot: true, runAsUser: 0', 'runAsUser must not be 0 (pod)'],
    [
      ', seccompProfile: { type: RuntimeDefault }', '',
      `seccompProfile.type must be RuntimeDefault or Localhost (${SERVER})`,
    ],
    [CONTEXT, `${CONTEXT}\n      volumes: [{ name: a, nfs: { server: b, path: / } }]`,
      'volumes of this type are forbidden (volume "a")'],
  ])('%s -> %s', (from, to, expected) => {
    expect(violated(from, to)).toEqual([expected]);
  });
});

describe('the baseline level forbids', () => {
  const context = (fields: string): [string, string] => ['drop: [ALL] }', `drop: [ALL] }, ${fields}`];
  const pod = (fields: string): [string, string] => [CONTEXT, `${CONTEXT}\n      ${fields}`];
  test.each<[[string, string], string]>([
    [pod('hostNetwork: true'), 'hostNetwork must not be true'],
    [pod('hostPID: true'), 'hostPID must not be true'],
    [pod('hostIPC: true'), 'hostIPC must not be true'],
    [context('privileged: true'), `privileged must not be true (${SERVER})`],
    [['drop: [ALL]', 'add: [NET_ADMIN]'], `capabilities.add is beyond the default set (${SERVER})`],
    [pod('volumes: [{ name: a, hostPath: { path: /data } }]'), 'hostPath volumes are forbidden (volume "a")'],
    [['image: ', 'ports: [{ hostPort: 80 }]\n          image: '], `hostPort is forbidden (${SERVER})`],
    [context('appArmorProfile: { type: Unconfined }'), 'appArmorProfile.type must be RuntimeDefault or Localhost '
      + `(${SERVER})`],
    [context('seLinuxOptions: { type: spc_t }'), `seLinuxOptions are beyond those of containers (${SERVER})`],
    [context('seLinuxOptions: { user: system_u }'), `seLinuxOptions are beyond those of containers (${SERVER})`],
    [context('procMount: Unmasked'), `procMount must be Default (${SERVER})`],
    [context('seccompProfile: { type: Unconfined }'), `seccompProfile.type must not be Unconfined (${SERVER})`],
    [['runAsNonRoot: true', 'sysctls: [{ name: kernel.msgmax, value: "1" }]'], 'sysctls are beyond the safe set '
      + '(kernel.msgmax)'],
    [context('windowsOptions: { hostProcess: true }'), `windowsOptions.hostProcess must not be true (${SERVER})`],
    [
      ['metadata: { labels: { app: classifier } }', 'metadata: { labels: { app: classifier }, annotations: '
      + '{ container.apparmor.security.beta.kubernetes.io/server: unconfined } }'],
      'AppArmor must not be unconfined (container.apparmor.security.beta.kubernetes.io/server)',
    ],
  ])('%j', ([from, to], expected) => {
    expect(violated(from, to, 'enforce: baseline')).toEqual([expected]);
    expect(violated(from, to).join()).toContain(expected);
  });
});

describe('pod-security-rejects-pods is silent', () => {
  test.each<[string, string, string]>([
    ['at the level privileged', 'enforce: restricted', 'enforce: privileged'],
    ['on a level that only warns', 'io/enforce: restricted', 'io/warn: restricted'],
    ['at baseline, on what only restricted forbids', 'enforce: restricted', 'enforce: baseline'],
    ['on pods of another namespace', 'namespace: vision }', 'namespace: other }'],
    ['on pods of no namespace that is here', '  name: vision\n', '  name: somewhere\n'],
    ['where the container is more careful than its pod', 'securityContext: { allowPrivilegeEscalation: true',
      'securityContext: { allowPrivilegeEscalation: false, runAsUser: 1000'],
  ])('%s', (_, from, to) => {
    expect(fires(podSecurityRejectsPods, change(failing, from, to))).toEqual([]);
  });

  test('on root in a user namespace, which newer versions allow', () => {
    expect(violated(CONTEXT, 'securityContext: { seccompProfile: { type: RuntimeDefault } }\n      hostUsers: false'))
      .toEqual([]);
  });

  test('on what an older version of the policy does not check', () => {
    const old = 'enforce: restricted, pod-security.kubernetes.io/enforce-version: v1.21';
    expect(violated(OWN, 'securityContext: { allowPrivilegeEscalation: false }', old)).toEqual([]);
    expect(violated('runAsNonRoot: true', 'runAsNonRoot: true, runAsUser: 0', old)).toEqual([]);
  });

  test('on volumes of any other type, and of none', () => {
    const volumes = 'volumes: [{ name: a }, { name: b, emptyDir: {} }, { name: c, new: {} }, { name: d, nfs: null }]';
    expect(violated(CONTEXT, `${CONTEXT}\n      ${volumes}`)).toEqual([]);
  });
});
