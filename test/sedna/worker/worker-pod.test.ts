import { Chart, Duration } from 'cdk8s';
import {
  Cpu, Env, EnvFieldPaths, EnvValue, Handler, ImagePullPolicy, Probe, Secret, ServiceAccount, Volume,
} from 'cdk8s-plus-27';
import * as fc from 'fast-check';
import {
  Accelerator, SednaJointInference, type SednaContainerOptions, type SednaWorkerOptions,
} from '../../../src';
import { folderVolume } from '../../../src/sedna/worker/worker-pod';
import { DNS_LABEL, matches } from '../../../src/validation/names';
import { find, jointProps, refused, RESOURCES, synth, testChart } from '../../helpers';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });

type Changes = Partial<SednaWorkerOptions> | ((chart: Chart) => Partial<SednaWorkerOptions>);

/** The pod spec of the edge worker: nothing is completed there. */
function pod(changes: Changes = {}): any {
  const chart = testChart();
  const helmet = new SednaJointInference(
    chart,
    'Helmet',
    jointProps(chart, { edge: typeof changes === 'function' ? changes(chart) : changes }),
  );
  return find(helmet, 'JointInferenceService').spec.edgeWorker.template.spec;
}

function container(
  changes: Partial<SednaContainerOptions> | ((chart: Chart) => Partial<SednaContainerOptions>) = {},
): any {
  const least = { image: 'registry.example.com/little:1', resources: RESOURCES };
  return pod((chart) => ({ container: { ...least, ...(typeof changes === 'function' ? changes(chart) : changes) } }))
    .containers[0];
}

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
};

describe('the container of a worker', () => {
  test('holds nothing that was not asked for, but how it is pulled and what it may do', () => {
    expect(container()).toEqual({
      name: 'little-model',
      image: 'registry.example.com/little:1',
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '1', memory: '2Gi' } },
      securityContext: { ...RESTRICTED, readOnlyRootFilesystem: false, runAsNonRoot: false },
    });
  });

  test('has every field that it is given', () => {
    const probe = (path: string) => Probe.fromHttpGet(path, { port: 8080, periodSeconds: Duration.seconds(7) });
    expect(
      container((chart) => ({
        name: 'main',
        imagePullPolicy: ImagePullPolicy.ALWAYS,
        command: ['python'],
        args: ['-m', 'worker'],
        ports: [{ number: 8080, name: 'http' }],
        volumeMounts: [{ path: '/x', volume: Volume.fromEmptyDir(chart, 'X', 'x'), readOnly: true }],
        startup: probe('/started'),
        readiness: probe('/ready'),
        liveness: probe('/live'),
        lifecycle: { preStop: Handler.fromCommand(['sleep', '5']) },
        securityContext: { readOnlyRootFilesystem: true, user: 1000 },
      })),
    ).toMatchObject({
      name: 'main',
      imagePullPolicy: 'Always',
      command: ['python'],
      args: ['-m', 'worker'],
      ports: [{ containerPort: 8080, name: 'http' }],
      volumeMounts: [{ mountPath: '/x', name: 'x', readOnly: true }],
      startupProbe: { httpGet: { path: '/started', port: 8080 }, periodSeconds: 7 },
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, periodSeconds: 7 },
      livenessProbe: { httpGet: { path: '/live', port: 8080 }, periodSeconds: 7 },
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } } },
      securityContext: {
        readOnlyRootFilesystem: true,
        runAsUser: 1000,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    });
  });

  test('has no probe that was not asked for, also with a port', () => {
    const c = container({ ports: [{ number: 8080 }] });
    expect([c.startupProbe, c.readinessProbe, c.livenessProbe]).toEqual([undefined, undefined, undefined]);
  });

  test('has its variables in the order in which they are given, the plain ones first', () => {
    const { env, envFrom } = container((chart) => ({
      environment: { b: '1', a: '2' },
      envVariables: { node: EnvValue.fromFieldRef(EnvFieldPaths.NODE_NAME) },
      envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'All', 'all'))],
    }));
    expect(env).toEqual([
      { name: 'b', value: '1' },
      { name: 'a', value: '2' },
      { name: 'node', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ]);
    expect(envFrom).toEqual([{ secretRef: { name: 'all' } }]);
  });

  test('requests resources in the notation in which they are given', () => {
    const { resources } = container({
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        requests: { memory: '64M' },
        limits: { memory: '2Gi' },
      },
    });
    expect(resources).toEqual({ requests: { cpu: '50m', memory: '64M' }, limits: { cpu: '500m', memory: '2Gi' } });
  });

  test('gets devices, and the pod tolerates their taint', () => {
    const spec = pod({ accelerator: Accelerator.nvidia(2) });
    expect(spec.containers[0].resources).toEqual({
      requests: { 'cpu': '1', 'memory': '2Gi', 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    });
    expect(spec.tolerations).toContainEqual({ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' });
  });
});

describe('the pod of a worker', () => {
  test('resolves names through the cluster, also on the network of its node', () => {
    expect([pod().hostNetwork, pod().dnsPolicy]).toEqual([false, 'ClusterFirst']);
    const host = pod({ hostNetwork: true });
    expect([host.hostNetwork, host.dnsPolicy]).toEqual([true, 'ClusterFirstWithHostNet']);
  });

  test('has the seccomp profile of the runtime, and leaves it to each container whether it is root', () => {
    // Sedna's own init container, which downloads a model, is.
    const spec = pod({ extraContainers: [{ name: 'side', image: 'a/side:1' }] });
    expect(spec.securityContext).toEqual({ fsGroupChangePolicy: 'Always', seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.containers.map((c: any) => c.securityContext.runAsNonRoot)).toEqual([false, true]);
  });

  test('has every field that it is given', () => {
    expect(pod((chart) => ({
      serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'reader'),
      imagePullSecret: Secret.fromSecretName(chart, 'Registry', 'registry'),
      terminationGracePeriod: Duration.minutes(2),
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
      volumes: [Volume.fromEmptyDir(chart, 'Spare', 'spare')],
    }))).toMatchObject({
      serviceAccountName: 'reader',
      imagePullSecrets: [{ name: 'registry' }],
      terminationGracePeriodSeconds: 120,
      priorityClassName: 'high',
      runtimeClassName: 'gvisor',
      volumes: [{ name: 'spare', emptyDir: {} }],
    });
  });

  test('has no service links, unless they are asked for', () => {
    const links = [{}, { enableServiceLinks: false }, { enableServiceLinks: true }].map((p) => (
      pod(p).enableServiceLinks));
    expect(links).toEqual([false, false, true]);
  });

  test('gets no token of a ServiceAccount, and ends within 30 seconds', () => {
    const spec = pod();
    expect([spec.automountServiceAccountToken, spec.serviceAccountName, spec.terminationGracePeriodSeconds]).toEqual([
      false,
      undefined,
      30,
    ]);
  });

  test('has no labels and annotations, which the schema would drop', () => {
    const chart = new Chart(testChart().node.root, 'labelled', { namespace: 'vision', labels: { team: 'vision' } });
    const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart));
    const { metadata, spec } = find(helmet, 'JointInferenceService');
    expect(metadata.labels).toEqual({ team: 'vision' });
    expect([Object.keys(spec.edgeWorker.template), Object.keys(spec.cloudWorker.template)]).toEqual([
      ['spec'],
      ['spec'],
    ]);
  });

  test('is not written itself', () => {
    const chart = testChart();
    const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart));
    expect(chart.node.root.node.findAll().includes(helmet.edge.pod)).toBe(false);
    expect(synth(chart).map((o) => o.kind)).toEqual(['Model', 'Model', 'JointInferenceService']);
  });
});

describe('folders of the node', () => {
  test('are made where they are missing, unless they must exist', () => {
    const spec = pod({
      hostFolders: [
        { path: '/joint_inference/output', mountPath: '/data/', name: 'outputdir' },
        { path: '/srv/labels', mountPath: '/labels', mustExist: true, readOnly: true },
      ],
    });
    expect(spec.volumes).toEqual([
      { name: 'outputdir', hostPath: { path: '/joint_inference/output', type: 'DirectoryOrCreate' } },
      { name: 'srv-labels', hostPath: { path: '/srv/labels', type: 'Directory' } },
    ]);
    expect(spec.containers[0].volumeMounts).toEqual([
      { mountPath: '/data/', name: 'outputdir' },
      { mountPath: '/labels', name: 'srv-labels', readOnly: true },
    ]);
  });

  test.each([
    ['/joint_inference/output', 'joint-inference-output'],
    ['/A.b/', 'a-b'],
    ['/A.B//c/', 'a-b-c'],
    ['/-a-', 'a'],
    ['/', 'node'],
    ['/模型', 'node'],
    [`/${'x'.repeat(70)}`, 'x'.repeat(63)],
    [`/${'x'.repeat(62)}/y`, 'x'.repeat(62)],
  ])('%s becomes the volume %s', (path, name) => {
    expect(pod({ hostFolders: [{ path, mountPath: '/x' }] }).volumes[0].name).toBe(name);
  });

  test('become a volume with a DNS label for its name, whatever they are called', () => {
    const marks = fc.constantFrom(...'aZ0-_. /é模ſ'.split(''), 'K', 'İ', 'x'.repeat(33));
    fc.assert(fc.property(fc.array(marks, { maxLength: 8 }).map((m) => `/${m.join('')}`), (path) => {
      const name = folderVolume({ path, mountPath: '/out' });
      expect([name, matches(DNS_LABEL, name)]).toEqual([name, true]);
    }), { numRuns: 500 });
  });

  test('get the name of their volume in linear time', () => {
    const start = performance.now();
    expect(folderVolume({ path: `/a${'-'.repeat(200_000)}b`, mountPath: '/out' })).toBe('a-b');
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('further containers', () => {
  test('stand beside the worker and before it, as restricted as can be, with nothing invented', () => {
    const spec = pod({
      extraContainers: [
        { name: 'side', image: 'a/side:1', resources: { cpu: { request: Cpu.millis(10) } }, portNumber: 7000 },
      ],
      initContainers: [{ name: 'init', image: 'a/init:1', command: ['true'] }],
    });
    expect(spec.containers[1]).toEqual({
      name: 'side',
      image: 'a/side:1',
      imagePullPolicy: 'IfNotPresent',
      resources: { requests: { cpu: '10m' } },
      ports: [{ containerPort: 7000 }],
      securityContext: RESTRICTED,
    });
    expect(spec.initContainers).toEqual([
      {
        name: 'init',
        image: 'a/init:1',
        imagePullPolicy: 'IfNotPresent',
        command: ['true'],
        securityContext: RESTRICTED,
      },
    ]);
  });

  test('with a port get no startup probe, which would end them when it is not open', () => {
    const [, side] = pod({ extraContainers: [{ name: 'side', image: 'a/side:1', portNumber: 7000 }] }).containers;
    expect(side.startupProbe).toBeUndefined();
  });
});

test('nothing that is given is changed', () => {
  const given = Object.freeze({
    container: Object.freeze({
      image: 'a/b:1',
      resources: RESOURCES,
      environment: Object.freeze({ A: 'b' }),
      ports: Object.freeze([{ number: 8080 }]) as any,
    }),
    hostFolders: Object.freeze([Object.freeze({ path: '/out', mountPath: '/out' })]) as any,
    extraContainers: Object.freeze([Object.freeze({ name: 'side', image: 'a/side:1' })]) as any,
  });
  expect(refused(() => pod(given))).toEqual([]);
});

describe('the time to terminate', () => {
  const grace = (type: 'edge' | 'cloud', changes: object = {}): number => {
    const chart = testChart();
    const helmet = new SednaJointInference(chart, 'Helmet', jointProps(chart, { [type]: changes }));
    return find(helmet, 'JointInferenceService').spec[`${type}Worker`].template.spec.terminationGracePeriodSeconds;
  };

  test('of the cloud worker, which ignores SIGTERM, is that of its longest request and 10 s to get no more', () => {
    expect(grace('cloud')).toBe(40);
    expect(grace('cloud', { maxRequestDuration: Duration.seconds(2) })).toBe(12);
    expect(grace('cloud', { maxRequestDuration: Duration.hours(1) })).toBe(3610);
  });

  test('of the edge worker, of which nothing is known, is that of Kubernetes', () => {
    expect(grace('edge')).toBe(30);
  });

  test.each(['edge', 'cloud'] as const)('of the %s worker is the one that is given, if any', (type) => {
    expect(grace(type, { terminationGracePeriod: Duration.seconds(7) })).toBe(7);
  });

  test('needs no preStop hook', () => {
    const chart = testChart();
    new SednaJointInference(chart, 'Helmet', jointProps(chart));
    expect(JSON.stringify(find(chart, 'JointInferenceService'))).not.toContain('preStop');
  });

  test.each<[string, object, string]>([
    ['no whole seconds', { maxRequestDuration: Duration.millis(1500) }, 'validation/seconds'],
    ['nothing', { maxRequestDuration: Duration.seconds(0) }, 'validation/seconds'],
    ['more than a day', { maxRequestDuration: Duration.hours(25) }, 'validation/seconds'],
    ['a number', { maxRequestDuration: 30 }, 'validation/duration'],
    ['a grace period too', {
      maxRequestDuration: Duration.seconds(30),
      terminationGracePeriod: Duration.seconds(40),
    }, 'sedna/grace-period-given-twice'],
  ])('is not set by the longest request with %s', (_, changes, code) => {
    const chart = testChart();
    const props = jointProps(chart, { cloud: changes });
    expect(refused(() => new SednaJointInference(chart, 'Helmet', props))).toEqual([
      [code, 'cloud.maxRequestDuration'],
    ]);
  });
});
