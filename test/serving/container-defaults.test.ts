import { Size } from 'cdk8s';
import { Capability, Cpu, EnvValue, Handler, ImagePullPolicy, Probe, Volume, type ContainerProps } from 'cdk8s-plus-27';
import { InferenceDeployment } from '../../src';
import { deploymentProps, pod, testChart } from '../helpers';

function side(props: Partial<ContainerProps>, init = false): any {
  const container = { name: 'side', image: 'registry.example.com/side:1', ...props };
  const spec = pod(
    new InferenceDeployment(
      testChart(),
      'M',
      deploymentProps(init ? { initContainers: [container] } : { extraContainers: [container] }),
    ),
  );
  return init ? spec.initContainers[0] : spec.containers[1];
}

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

describe.each([
  ['a further container', false],
  ['an init container', true],
])('%s', (_, init) => {
  test('has nothing that was not asked for but the restricted security context', () => {
    expect(side({}, init)).toEqual({
      name: 'side',
      image: 'registry.example.com/side:1',
      imagePullPolicy: 'IfNotPresent',
      securityContext: RESTRICTED,
    });
  });

  test('may run as root where its user says so', () => {
    const { securityContext } = side({ securityContext: { ensureNonRoot: false, user: 0 } }, init);
    expect(securityContext).toEqual({ ...RESTRICTED, runAsNonRoot: false, runAsUser: 0 });
  });

  test('keeps what its user says', () => {
    const c = side(
      {
        command: ['run'],
        args: ['--a'],
        workingDir: '/w',
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        envVariables: { A: EnvValue.fromValue('b') },
        resources: { cpu: { request: Cpu.millis(5) }, memory: { limit: Size.mebibytes(64) } },
        volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(testChart('other'), 'X', 'x') }],
      },
      init,
    );
    expect(c).toMatchObject({
      command: ['run'],
      args: ['--a'],
      workingDir: '/w',
      imagePullPolicy: 'Always',
      env: [{ name: 'A', value: 'b' }],
      resources: { requests: { cpu: '5m' }, limits: { memory: '64Mi' } },
      volumeMounts: [{ mountPath: '/x', name: 'x' }],
    });
  });

  test('changes of its security context are changes, not a new one', () => {
    expect(side({ securityContext: { user: 65534, readOnlyRootFilesystem: false } }, init).securityContext).toEqual({
      ...RESTRICTED,
      runAsUser: 65534,
      readOnlyRootFilesystem: false,
    });
    expect(
      side({ securityContext: { capabilities: { add: [Capability.NET_ADMIN] } } }, init).securityContext.capabilities,
    ).toEqual({ add: ['CAP_NET_ADMIN'] });
  });
});

describe('the ports of a further container', () => {
  test.each<[Partial<ContainerProps>, object[]]>([
    [{ portNumber: 9000 }, [{ containerPort: 9000 }]],
    [{ port: 9000 }, [{ containerPort: 9000 }]],
    [{ ports: [{ number: 9001, name: 'a' }] }, [{ containerPort: 9001, name: 'a' }]],
    [
      { portNumber: 9000, ports: [{ number: 9001, name: 'a' }] },
      [{ containerPort: 9000 }, { containerPort: 9001, name: 'a' }],
    ],
  ])('%j need no startup probe', (props, ports) => {
    expect(side(props).ports).toEqual(ports);
    expect(side(props).startupProbe).toBeUndefined();
  });

  test('probes and hooks are those that were given', () => {
    const lifecycle = { postStart: Handler.fromCommand(['warm']) };
    const c = side({
      portNumber: 9000,
      startup: Probe.fromTcpSocket({ port: 9000 }),
      readiness: Probe.fromCommand(['true']),
      lifecycle,
    });
    expect(c.startupProbe.tcpSocket).toEqual({ port: 9000 });
    expect(c.readinessProbe.exec).toEqual({ command: ['true'] });
    expect(c.lifecycle).toEqual({ postStart: { exec: { command: ['warm'] } } });
  });
});
