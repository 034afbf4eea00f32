import { App, Chart, Duration, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { KubeletAddressType, MetricsServer, type MetricsServerProps } from '../../src';
import { find, refused, synth, testChart } from '../helpers';

const RBAC = 'rbac.authorization.k8s.io';
const labels = { 'k8s-app': 'metrics-server' };
const metadata = (name: string, more: object = {}) => ({ name, namespace: 'kube-system', labels, ...more });
const clusterWide = (name: string, more: object = {}) => ({ name, labels: { ...labels, ...more } });
const subjects = [{ kind: 'ServiceAccount', name: 'metrics-server', namespace: 'kube-system' }];
const ARGS = [
  '--cert-dir=/tmp',
  '--secure-port=10250',
  '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
  '--kubelet-use-node-status-port',
  '--metric-resolution=15s',
];

/**
 * The release 0.9.0, as kustomize builds it from `manifests/overlays/release`, with service links off.
 *
 * @see https://github.com/kubernetes-sigs/metrics-server/tree/v0.9.0/manifests
 */
const RELEASE: any[] = [
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('metrics-server') },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: clusterWide('system:aggregated-metrics-reader', {
      [`${RBAC}/aggregate-to-view`]: 'true',
      [`${RBAC}/aggregate-to-edit`]: 'true',
      [`${RBAC}/aggregate-to-admin`]: 'true',
    }),
    rules: [{ apiGroups: ['metrics.k8s.io'], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] }],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: clusterWide('system:metrics-server'),
    rules: [
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
    ],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'RoleBinding',
    metadata: metadata('metrics-server-auth-reader'),
    roleRef: { apiGroup: RBAC, kind: 'Role', name: 'extension-apiserver-authentication-reader' },
    subjects,
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: clusterWide('metrics-server:system:auth-delegator'),
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'system:auth-delegator' },
    subjects,
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: clusterWide('system:metrics-server'),
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name: 'system:metrics-server' },
    subjects,
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('metrics-server'),
    spec: {
      ports: [{ name: 'https', port: 443, protocol: 'TCP', targetPort: 'https', appProtocol: 'https' }],
      selector: labels,
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('metrics-server'),
    spec: {
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'metrics-server',
          // Not of the release, but of every pod that the library prints.
          enableServiceLinks: false,
          volumes: [{ name: 'tmp-dir', emptyDir: {} }],
          priorityClassName: 'system-cluster-critical',
          containers: [{
            name: 'metrics-server',
            image: 'registry.k8s.io/metrics-server/metrics-server:v0.9.0',
            imagePullPolicy: 'IfNotPresent',
            args: ARGS,
            resources: { requests: { cpu: '100m', memory: '200Mi' } },
            ports: [{ name: 'https', containerPort: 10250, protocol: 'TCP' }],
            readinessProbe: {
              httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' },
              periodSeconds: 10,
              failureThreshold: 3,
              initialDelaySeconds: 20,
            },
            livenessProbe: {
              httpGet: { path: '/livez', port: 'https', scheme: 'HTTPS' },
              periodSeconds: 10,
              failureThreshold: 3,
            },
            securityContext: {
              readOnlyRootFilesystem: true,
              runAsNonRoot: true,
              runAsUser: 1000,
              allowPrivilegeEscalation: false,
              seccompProfile: { type: 'RuntimeDefault' },
              capabilities: { drop: ['ALL'] },
            },
            volumeMounts: [{ name: 'tmp-dir', mountPath: '/tmp' }],
          }],
          nodeSelector: { 'kubernetes.io/os': 'linux' },
        },
      },
    },
  },
  {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: clusterWide('v1beta1.metrics.k8s.io'),
    spec: {
      service: { name: 'metrics-server', namespace: 'kube-system' },
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  },
];

/** Code and field of a problem. */
type Expected = [code: string, field: string];

function printed(props?: MetricsServerProps, chart: Chart = testChart()): any[] {
  new MetricsServer(chart, 'MetricsServer', props);
  return synth(chart);
}

const deployment = (props?: MetricsServerProps): any => printed(props).find((o) => o.kind === 'Deployment').spec;

/** The release, with another Deployment and more objects. */
function release(change: (spec: any) => void, more: object[] = []): any[] {
  const all = structuredClone(RELEASE);
  change(all.find((o: any) => o.kind === 'Deployment').spec);
  return [...all, ...more];
}

const byKind = (a: any, b: any) => (`${a.kind} ${a.metadata.name}` < `${b.kind} ${b.metadata.name}` ? -1 : 1);

describe('MetricsServer emits', () => {
  test.each(RELEASE.map((o): [string, any] => [`${o.kind} ${o.metadata.name}`,
    o]))('the %s of the release', (_, expected) => {
    expect(printed().find((o) => o.kind === expected.kind && o.metadata.name === expected.metadata.name)).toEqual(
      expected,
    );
  });

  test('these nine objects and no other', () => {
    expect(printed().sort(byKind)).toEqual([...RELEASE].sort(byKind));
  });

  test('the same in a chart without a namespace', () => {
    expect(printed(undefined, new Chart(testChart().node.root, 'bare'))).toEqual(printed());
  });

  test('the release for high availability, with its budget', () => {
    expect(printed({ highAvailability: true }).sort(byKind)).toEqual(release((spec) => {
      spec.replicas = 2;
      spec.strategy.rollingUpdate.maxUnavailable = 1;
      spec.template.spec.affinity = {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            {
              labelSelector: { matchLabels: labels },
              namespaces: ['kube-system'],
              topologyKey: 'kubernetes.io/hostname',
            },
          ],
        },
      };
    }, [{
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: metadata('metrics-server'),
      spec: {
        minAvailable: 1,
        selector: { matchLabels: labels },
      },
    }]).sort(byKind));
  });

  test('what its properties say, and objects of its own to change', () => {
    const chart = testChart();
    const server = new MetricsServer(chart, 'MetricsServer');
    expect([server.deployment.kind, server.apiService.kind]).toEqual(['Deployment', 'APIService']);
    expect(server.node.defaultChild).toBe(server.deployment);
    expect(find(chart, 'APIService').metadata.name).toBe(server.apiService.name);
  });
});

describe('each property of MetricsServer changes the Deployment and nothing else:', () => {
  const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';
  const container = (spec: any) => spec.template.spec.containers[0];
  const replaced = (spec: any, flag: string, by: string) => {
    container(spec).args = container(spec).args.map((a: string) => (a.startsWith(`${flag}=`) ? `${flag}=${by}` : a));
  };

  test.each<[string, MetricsServerProps, (spec: any) => void]>([
    ['image', { image: 'registry.k8s.io/metrics-server/metrics-server:v0.8.1' },
      (spec) => { container(spec).image = 'registry.k8s.io/metrics-server/metrics-server:v0.8.1'; }],
    ['kubeletAddressTypes, which replace and do not add', {
      kubeletAddressTypes: [KubeletAddressType.HOSTNAME, KubeletAddressType.INTERNAL_DNS],
    }, (spec) => {
      replaced(spec, '--kubelet-preferred-address-types', 'Hostname,InternalDNS');
    }],
    ['kubeletInsecureTls', { kubeletInsecureTls: true },
      (spec) => { container(spec).args.push('--kubelet-insecure-tls'); }],
    ['metricResolution', { metricResolution: Duration.minutes(1) },
      (spec) => replaced(spec, '--metric-resolution', '60s')],
    ['hostNetwork, where the kubelet has the port 10250 and two at once have no room', {
      hostNetwork: true,
    }, (spec) => {
      Object.assign(spec.template.spec, { hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' });
      spec.strategy.rollingUpdate = { maxSurge: 0, maxUnavailable: 1 };
      replaced(spec, '--secure-port', '4443');
      container(spec).ports[0].containerPort = 4443;
    }],
    ['onControlPlane', { onControlPlane: true }, (spec) => {
      Object.assign(spec.template.spec, {
        tolerations: [{ key: CONTROL_PLANE, operator: 'Exists', effect: 'NoSchedule' }],
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: CONTROL_PLANE, operator: 'Exists' }] }],
            },
          },
        },
      });
    }],
    ['resources', {
      resources: {
        cpu: { request: Cpu.millis(200) },
        memory: { request: Size.mebibytes(400), limit: Size.gibibytes(1) },
      },
    }, (spec) => {
      container(spec).resources = { requests: { cpu: '200m', memory: '400Mi' }, limits: { memory: '1Gi' } };
    }],
  ])('%s', (_, props, change) => {
    expect(printed(props).sort(byKind)).toEqual(release(change).sort(byKind));
  });

  test('what is false is not printed', () => {
    expect(printed({
      kubeletInsecureTls: false,
      hostNetwork: false,
      onControlPlane: false,
      highAvailability: false,
    })).toEqual(printed());
  });

  test('for KubeEdge with two replicas: both affinities, each once', () => {
    const spec = deployment({
      hostNetwork: true,
      onControlPlane: true,
      highAvailability: true,
      kubeletInsecureTls: true,
    });
    expect(Object.keys(spec.template.spec.affinity).sort()).toEqual(['nodeAffinity', 'podAntiAffinity']);
    expect(container(spec).args.filter((a: string) => a.startsWith('--secure-port') || a.includes('insecure'))).toEqual(
      ['--secure-port=4443', '--kubelet-insecure-tls'],
    );
  });

  test('the Service finds the port by its name, whichever it is', () => {
    for (const hostNetwork of [true, false]) {
      const chart = testChart();
      new MetricsServer(chart, 'MetricsServer', { hostNetwork });
      const [port] = find(chart, 'Deployment').spec.template.spec.containers[0].ports;
      expect(find(chart, 'Service').spec.ports[0].targetPort).toBe(port.name);
    }
  });

  test('what was given, though the caller changes it afterwards', () => {
    const kubeletAddressTypes = [KubeletAddressType.HOSTNAME];
    const chart = testChart();
    new MetricsServer(chart, 'MetricsServer', { kubeletAddressTypes });
    kubeletAddressTypes.push(KubeletAddressType.INTERNAL_IP);
    expect(find(chart, 'Deployment').spec.template.spec.containers[0].args).toContain(
      '--kubelet-preferred-address-types=Hostname',
    );
  });
});

describe('MetricsServer is defined once', () => {
  test('in an app, also in charts of their own', () => {
    const app = new App();
    new MetricsServer(new Chart(app, 'one'), 'MetricsServer');
    const again = () => new MetricsServer(new Chart(app, 'two'), 'Again');
    expect(refused(again)).toEqual([['metrics/second-metrics-server', 'MetricsServer']]);
  });

  test('but once in each app, and after one that was refused', () => {
    const chart = testChart();
    expect(refused(() => new MetricsServer(chart, 'Wrong', { image: '' }))).toEqual([['validation/image', 'image']]);
    new MetricsServer(chart, 'Right');
    expect(synth(chart)).toHaveLength(9);
    expect(printed()).toHaveLength(9);
  });
});

describe('MetricsServer refuses', () => {
  test.each<[string, MetricsServerProps, ...Expected[]]>([
    ['an image that is none', { image: 'metrics server' }, ['validation/image', 'image']],
    ['no type of address', { kubeletAddressTypes: [] }, ['metrics/no-kubelet-address-type', 'kubeletAddressTypes']],
    ['text for a list of types', { kubeletAddressTypes: 'InternalIP' as unknown as KubeletAddressType[] },
      ['metrics/no-kubelet-address-type', 'kubeletAddressTypes']],
    ['a type that there is not, and one twice', {
      kubeletAddressTypes: [
        KubeletAddressType.HOSTNAME,
        'internalip' as KubeletAddressType,
        KubeletAddressType.HOSTNAME,
      ],
    }, ['metrics/invalid-kubelet-address-type', 'kubeletAddressTypes[1]'],
    ['metrics/invalid-kubelet-address-type', 'kubeletAddressTypes[2]']],
    ['a resolution of which nine tenths are below the 10 seconds that a kubelet may take',
      { metricResolution: Duration.seconds(11) }, ['validation/seconds', 'metricResolution']],
    ['a resolution in fractions', { metricResolution: Duration.millis(15500) },
      ['validation/seconds', 'metricResolution']],
    ['resources that reserve nothing', { resources: {} }, ['values/no-resource-named', 'resources']],
    ['a quantity that does not parse', { resources: { requests: { cpu: 'much' } } },
      ['validation/quantity', 'resources.requests["cpu"]']],
  ])('%s', (_, props, ...expected) => {
    const chart = testChart();
    expect(refused(() => new MetricsServer(chart, 'It', props))).toEqual(expected);
    expect(chart.node.children).toEqual([]);
  });

  test('nothing at 12 seconds', () => {
    expect(deployment({ metricResolution: Duration.seconds(12) }).template.spec.containers[0].args).toContain(
      '--metric-resolution=12s',
    );
  });
});
