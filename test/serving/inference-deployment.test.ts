import { ApiObject, Chart, Duration, Size, Testing } from 'cdk8s';
import {
  ConfigMap,
  Cpu,
  DeploymentStrategy,
  Env,
  EnvFieldPaths,
  EnvValue,
  ImagePullPolicy,
  PercentOrAbsolute,
  Protocol,
  Secret,
  ServiceAccount,
  Volume,
} from 'cdk8s-plus-27';
import {
  Accelerator,
  EdgeNodes,
  EdgePlacement,
  InferenceDeployment,
  ModelServer,
  WasmRuntime,
  WasmShim,
  type InferenceDeploymentProps,
} from '../../src';
import { deploymentProps, find, pod, synth, testChart, warned } from '../helpers';

function deploy(
  changes: Partial<InferenceDeploymentProps> | ((chart: Chart) => Partial<InferenceDeploymentProps>) = {},
  id = 'Resnet',
): InferenceDeployment {
  const chart = testChart();
  return new InferenceDeployment(chart, id, deploymentProps(typeof changes === 'function' ? changes(chart) : changes));
}

const kinds = (d: InferenceDeployment) => synth(Chart.of(d)).map((o) => `${o.kind} ${o.metadata.name}`);
const server = (d: InferenceDeployment) => pod(d).containers[0];

describe('what is made', () => {
  test('a server has a Deployment, a Service and a budget, and a ConfigMap only for configuration', () => {
    expect(kinds(deploy())).toEqual([
      'ConfigMap resnet-server',
      'Deployment resnet',
      'Service resnet',
      'PodDisruptionBudget resnet',
    ]);
    expect(kinds(deploy({ server: ModelServer.triton() }))).toEqual([
      'Deployment resnet',
      'Service resnet',
      'PodDisruptionBudget resnet',
    ]);
    expect(
      kinds(deploy({ server: ModelServer.triton(), config: { data: { A: 'b' } }, admit: { callers: [] } })),
    ).toEqual([
      'ConfigMap resnet-config',
      'Deployment resnet',
      'Service resnet',
      'PodDisruptionBudget resnet',
      'NetworkPolicy resnet',
    ]);
  });

  test('the objects are at hand, and what was not asked for is undefined', () => {
    const plain = deploy();
    expect([plain.configMap, plain.networkPolicy]).toEqual([undefined, undefined]);
    expect([
      plain.name,
      plain.deployment.name,
      plain.service.name,
      plain.disruptionBudget.name,
      plain.container.name,
    ]).toEqual(['resnet', 'resnet', 'resnet', 'resnet', 'tensorflow-serving']);
    expect(plain.node.defaultChild).toBe(plain.deployment);
    const full = deploy({ config: { data: { A: 'b' } }, admit: { callers: [] } });
    expect([full.configMap!.name, full.networkPolicy!.name]).toEqual(['resnet-config', 'resnet']);
  });

  test('every object is in the namespace of its chart', () => {
    const d = deploy({ config: { data: { A: 'b' } }, admit: { callers: [] } });
    expect(new Set(synth(Chart.of(d)).map((o) => o.metadata.namespace))).toEqual(new Set(['vision']));
  });

  test('a chart without a namespace makes objects without one', () => {
    const chart = new Chart(Testing.app(), 'c');
    new InferenceDeployment(chart, 'Resnet', deploymentProps());
    expect(synth(chart).map((o) => o.metadata.namespace)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('names, labels and selectors', () => {
  test.each([
    ['Classifier', 'classifier'],
    ['CarFp32', 'car-fp32'],
    ['HTTPServer', 'http-server'],
    ['my_model', 'my-model'],
    ['a.b', 'a-b'],
  ])('%s is called %s', (id, name) => expect(deploy({}, id).name).toBe(name));

  test('a name of its own is that of everything', () => {
    expect(kinds(deploy({ name: 'detector', config: { data: { A: 'b' } } }))).toEqual([
      'ConfigMap detector-config',
      'ConfigMap detector-server',
      'Deployment detector',
      'Service detector',
      'PodDisruptionBudget detector',
    ]);
  });

  test('the pods are selected by app alone', () => {
    const d = deploy({ labels: { team: 'vision' } });
    expect(find(d, 'Deployment').spec.selector).toEqual({ matchLabels: { app: 'resnet' } });
    expect(find(d, 'Deployment').spec.template.metadata.labels).toEqual({
      'app': 'resnet',
      'team': 'vision',
      'cdk8s.io/metadata.addr': 'resnet',
    });
  });

  test('labels are on every object, and a selector of its own is theirs too', () => {
    const d = deploy({
      labels: { team: 'vision' },
      selector: { app: 'shop', version: 'v2' },
      config: { data: { A: 'b' } },
      admit: { callers: [] },
    });
    for (const o of synth(Chart.of(d))) {
      expect(o.metadata.labels).toEqual({ team: 'vision', app: 'shop', version: 'v2' });
    }
    const selector = { app: 'shop', version: 'v2' };
    expect(find(d, 'Deployment').spec.selector).toEqual({ matchLabels: selector });
    expect(find(d, 'Service').spec.selector).toEqual(selector);
    expect(find(d, 'PodDisruptionBudget').spec.selector).toEqual({ matchLabels: selector });
    expect(find(d, 'NetworkPolicy').spec.podSelector).toEqual({ matchLabels: selector });
  });

  test('a label that is in the selector too, with the same value, is no contradiction', () => {
    expect(find(deploy({ labels: { app: 'shop' }, selector: { app: 'shop' } }), 'Deployment').metadata.labels).toEqual({
      app: 'shop',
    });
  });

  test('a label added to one object is on no other', () => {
    const d = deploy();
    d.deployment.metadata.addLabel('only', 'here');
    d.deployment.podMetadata.addAnnotation('only', 'pods');
    expect(find(d, 'Deployment').spec.template.metadata.labels.only).toBeUndefined();
    expect(find(d, 'Deployment').metadata.annotations).toBeUndefined();
    expect(find(d, 'Service').metadata.labels).toEqual({ app: 'resnet' });
    expect(find(d, 'PodDisruptionBudget').metadata.labels).toEqual({ app: 'resnet' });
  });

  test('pod annotations are on the pods alone', () => {
    const d = find(
      deploy({ server: ModelServer.triton(), podAnnotations: { 'example.com/owner': 'Ö' } }),
      'Deployment',
    );
    expect(d.spec.template.metadata.annotations).toEqual({ 'example.com/owner': 'Ö' });
    expect(d.metadata.annotations).toBeUndefined();
  });
});

describe('replicas and rollout', () => {
  test.each([
    [undefined, 1],
    [0, 0],
    [1, 1],
    [7, 7],
  ])('%p replicas are %p', (replicas, expected) => {
    expect(find(deploy({ replicas }), 'Deployment').spec.replicas).toBe(expected);
  });

  test('a rollout adds a quarter and misses none', () => {
    expect(find(deploy(), 'Deployment').spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
    });
  });

  test.each<[string, (chart: Chart) => Partial<InferenceDeploymentProps>]>([
    ['an accelerator', () => ({ accelerator: Accelerator.nvidia() })],
    ['the edge', (chart) => ({ placement: new EdgePlacement(chart, 'Edge') })],
    ['the network of the node', () => ({ hostNetwork: true })],
    [
      'a port of the node',
      () => ({ extraContainers: [{ name: 'side', image: 'a/side:1', ports: [{ number: 6000, hostPort: 6001 }] }] }),
    ],
  ])('with %s, where room is scarce, it adds none and misses one', (_, changes) => {
    expect(find(deploy(changes), 'Deployment').spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 1 },
    });
  });

  test('in the cloud, named as such, there is room', () => {
    const d = deploy((chart) => ({ placement: new EdgePlacement(chart, 'Cloud', { nodes: EdgeNodes.cloud() }) }));
    expect(find(d, 'Deployment').spec.strategy.rollingUpdate).toEqual({ maxSurge: '25%', maxUnavailable: 0 });
  });

  test.each([
    [DeploymentStrategy.recreate(), { type: 'Recreate' }],
    [
      DeploymentStrategy.rollingUpdate({
        maxSurge: PercentOrAbsolute.absolute(2),
        maxUnavailable: PercentOrAbsolute.percent(50),
      }),
      { type: 'RollingUpdate', rollingUpdate: { maxSurge: 2, maxUnavailable: '50%' } },
    ],
  ])('what is asked for wins', (rollout, strategy) => {
    expect(find(deploy({ rollout, accelerator: Accelerator.nvidia() }), 'Deployment').spec.strategy).toEqual(strategy);
  });

  test('the deadline is ten minutes beyond the start of the model', () => {
    expect(find(deploy(), 'Deployment').spec.progressDeadlineSeconds).toBe(600 + 600);
    expect(find(deploy({ startupBudget: Duration.minutes(45) }), 'Deployment').spec.progressDeadlineSeconds).toBe(
      45 * 60 + 600,
    );
  });
});

describe('the pod', () => {
  test('it meets Pod Security "restricted", with the server\'s own user', () => {
    const spec = pod(deploy());
    expect(spec.securityContext).toEqual({
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsGroup: 1000,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      privileged: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
    });
  });

  test('a server that works only as root is the only one that does, and changes no group of its volumes', () => {
    const side = { name: 'side', image: 'a/side:1' };
    const llama = ModelServer.llamaEdge({ image: 'docker.io/secondstate/qwen:1' });
    const spec = pod(
      deploy({ server: llama, model: undefined, extraContainers: [side], initContainers: [{ ...side, name: 'init' }] }),
    );
    expect(spec.securityContext).toEqual({
      fsGroupChangePolicy: 'OnRootMismatch',
      runAsNonRoot: false,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const contexts = [...spec.containers, ...spec.initContainers].map(({ name, securityContext: s }: any) => [
      name,
      s.runAsNonRoot,
      s.runAsUser,
    ]);
    expect(contexts).toEqual([
      ['llama-edge', false, 0],
      ['side', true, undefined],
      ['init', true, undefined],
    ]);
  });

  test("priority, scheduler, service account and pull secret are the pod's", () => {
    const spec = pod(
      deploy((chart) => ({
        priorityClassName: 'high',
        schedulerName: 'edge-scheduler',
        serviceAccount: ServiceAccount.fromServiceAccountName(chart, 'Account', 'reader'),
        imagePullSecret: Secret.fromSecretName(chart, 'Registry', 'registry'),
      })),
    );
    expect([spec.priorityClassName, spec.schedulerName, spec.serviceAccountName, spec.imagePullSecrets]).toEqual([
      'high',
      'edge-scheduler',
      'reader',
      [{ name: 'registry' }],
    ]);
    expect(spec.automountServiceAccountToken).toBe(false);
  });

  test('without them it names none', () => {
    const spec = Object.keys(pod(deploy()));
    for (const key of ['priorityClassName', 'schedulerName', 'serviceAccountName', 'imagePullSecrets']) {
      expect(spec).not.toContain(key);
    }
    for (const key of ['runtimeClassName', 'tolerations', 'affinity']) expect(spec).not.toContain(key);
  });

  test('service links are off, unless they are asked for', () => {
    const links = [{}, { enableServiceLinks: false }, { enableServiceLinks: true }].map((props) => (
      pod(deploy(props)).enableServiceLinks));
    expect(links).toEqual([false, false, true]);
  });

  test('a Service with the name of a server does not shadow its variables', () => {
    const vllm = { server: ModelServer.vllm({ model: 'Qwen/Qwen2.5-0.5B-Instruct' }), model: undefined };
    const shadowed = (enableServiceLinks?: boolean) => {
      const chart = testChart();
      new InferenceDeployment(chart, 'Vllm', deploymentProps({ ...vllm, enableServiceLinks }));
      return warned(chart).filter(([code]) => code === 'service-link-shadows-variable');
    };
    expect([undefined, false].map(shadowed)).toEqual([[], []]);
    const field = 'spec.template.spec.enableServiceLinks';
    expect(shadowed(true)).toEqual([
      ['service-link-shadows-variable', 'Deployment vision/vllm', field],
    ]);
  });

  test('a variable of a Service is not there to refer to, unless the links are asked for', () => {
    const referring = (enableServiceLinks?: boolean) => {
      const chart = testChart();
      const props = {
        server: ModelServer.custom({ image: 'a/b:1', httpPort: 80, args: ['--redis=$(REDIS_SERVICE_HOST)'] }),
        model: undefined,
        environment: { CACHE: '$(CACHE_SERVICE_HOST)' },
        enableServiceLinks,
      };
      new InferenceDeployment(chart, 'M', deploymentProps(props));
      return warned(chart).map(([rule, , at]) => [rule, at]);
    };
    expect(referring()).toEqual([
      ['undefined-variable', 'spec.template.spec.containers["server"].args'],
      ['undefined-variable', 'spec.template.spec.containers["server"].env["CACHE"]'],
    ]);
    expect(referring(true)).toEqual([]);
  });

  test('the host network comes with its DNS policy', () => {
    expect([pod(deploy({ hostNetwork: true })).hostNetwork, pod(deploy({ hostNetwork: true })).dnsPolicy]).toEqual([
      true,
      'ClusterFirstWithHostNet',
    ]);
    expect([pod(deploy({ hostNetwork: false })).hostNetwork, pod(deploy()).dnsPolicy]).toEqual([false, 'ClusterFirst']);
  });

  test('a placement places the pods', () => {
    const spec = pod(
      deploy((chart) => ({ placement: new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('edge-1') }) })),
    );
    expect(spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms).toEqual([
      { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: ['edge-1'] }] },
    ]);
  });

  test('an accelerator is requested, limited and tolerated', () => {
    const d = deploy({ accelerator: Accelerator.nvidia(2) });
    expect(server(d).resources).toEqual({
      requests: { 'cpu': '1', 'memory': '2Gi', 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    });
    expect(pod(d).tolerations).toEqual([{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }]);
  });

  test("WebAssembly has its RuntimeClass, its annotations beside the user's, and no hook", () => {
    const d = deploy((chart) => ({
      server: ModelServer.custom({ image: 'a/wasm:1', httpPort: 8080 }),
      wasmRuntime: new WasmRuntime(chart, 'Wasm', { shim: WasmShim.CRUN }),
      podAnnotations: { mine: 'too' },
    }));
    expect(pod(d).runtimeClassName).toBe('wasm');
    expect(find(d, 'Deployment').spec.template.metadata.annotations).toEqual({
      'mine': 'too',
      'module.wasm.image/variant': 'compat-smart',
    });
    expect(server(d).lifecycle).toBeUndefined();
  });
});

describe('the containers', () => {
  test('requests and limits stand as they were given', () => {
    const d = deploy({
      resources: {
        cpu: { request: Cpu.millis(250), limit: Cpu.units(2) },
        requests: { memory: '64M' },
        limits: { 'memory': '1500Mi', 'ephemeral-storage': '2G' },
      },
    });
    expect(server(d).resources).toEqual({
      requests: { cpu: '250m', memory: '64M' },
      limits: { 'cpu': '2', 'memory': '1500Mi', 'ephemeral-storage': '2G' },
    });
  });

  test('typed sizes keep their value', () => {
    const memory = { request: Size.kibibytes(62500), limit: Size.gibibytes(1) };
    const d = deploy({
      resources: { memory, ephemeralStorage: { request: Size.mebibytes(512), limit: Size.gibibytes(2) } },
    });
    expect(server(d).resources).toEqual({
      requests: { 'memory': '62500Ki', 'ephemeral-storage': '512Mi' },
      limits: { 'memory': '1Gi', 'ephemeral-storage': '2Gi' },
    });
  });

  test('the environment comes from values, from elsewhere and from whole maps', () => {
    const d = deploy((chart) => ({
      environment: { MODE: 'fast', EMPTY: '' },
      envVariables: {
        POD: EnvValue.fromFieldRef(EnvFieldPaths.POD_NAME),
        TOKEN: EnvValue.fromSecretValue({ secret: Secret.fromSecretName(chart, 'S', 'tokens'), key: 'a' }),
      },
      envFrom: [Env.fromConfigMap(ConfigMap.fromConfigMapName(chart, 'M', 'settings'), 'P_')],
    }));
    expect(server(d).env).toEqual([
      { name: 'MODE', value: 'fast' },
      { name: 'EMPTY', value: '' },
      { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'tokens', key: 'a' } } },
    ]);
    expect(server(d).envFrom).toEqual([{ configMapRef: { name: 'settings' }, prefix: 'P_' }]);
  });

  test("the config comes before the user's own maps, which win", () => {
    const d = deploy((chart) => ({
      config: { data: { A: 'b' } },
      envFrom: [Env.fromSecret(Secret.fromSecretName(chart, 'S', 'mine'))],
    }));
    expect(server(d).envFrom).toEqual([{ configMapRef: { name: 'resnet-config' } }, { secretRef: { name: 'mine' } }]);
  });

  test("name, pull policy, further ports, mounts and volumes are the user's", () => {
    const d = deploy((chart) => ({
      containerName: 'main',
      imagePullPolicy: ImagePullPolicy.ALWAYS,
      ports: [{ name: 'debug', number: 6000, protocol: Protocol.UDP, hostPort: 6001 }],
      volumeMounts: [{ path: '/data', subPath: 'a', volume: Volume.fromEmptyDir(chart, 'Data', 'data') }],
      volumes: [Volume.fromEmptyDir(chart, 'Spare', 'spare')],
    }));
    expect([server(d).name, server(d).imagePullPolicy]).toEqual(['main', 'Always']);
    expect(server(d).ports).toContainEqual({ name: 'debug', containerPort: 6000, protocol: 'UDP', hostPort: 6001 });
    expect(server(d).volumeMounts).toContainEqual({ mountPath: '/data', name: 'data', subPath: 'a' });
    expect(pod(d).volumes.map((v: any) => v.name)).toEqual(['model', 'server-files', 'tmp', 'data', 'spare']);
  });

  test('further containers come after the server, and init containers after the one that fetches the model', () => {
    const d = deploy({
      extraContainers: [{ name: 'proxy', image: 'a/proxy:1' }],
      initContainers: [{ name: 'warm', image: 'a/warm:1' }],
    });
    expect(pod(d).containers.map((c: any) => c.name)).toEqual(['tensorflow-serving', 'proxy']);
    expect(pod(d).initContainers.map((c: any) => c.name)).toEqual(['warm']);
  });

  test('what is added to the container or the ConfigMap afterwards is printed', () => {
    const d = deploy({ config: { data: { A: 'b' } } });
    const before = find(d, 'Deployment').spec.template.metadata.annotations['elastic-inference/config-hash'];
    d.container.env.addVariable('LATE', EnvValue.fromValue('1'));
    d.configMap!.addData('LATER', '2');
    expect(server(d).env).toContainEqual({ name: 'LATE', value: '1' });
    expect(find(d, 'ConfigMap', 'resnet-config').data).toEqual({ A: 'b', LATER: '2' });
    expect(find(d, 'Deployment').spec.template.metadata.annotations['elastic-inference/config-hash']).not.toBe(before);
    expect(ApiObject.of(d.configMap!).kind).toBe('ConfigMap');
  });
});
