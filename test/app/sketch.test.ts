import { ApiObject, Chart, Cron, Duration, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { Accelerator, EdgeNodes, EdgePlacement, InferenceAutoscaler, InferenceDeployment, ModelServer, ModelSource, NodeGroup, ScalingMetric } from '../../src';
import { sketch } from '../../src/app/sketch';
import { findings } from '../../src/rules/catalogue/findings';
import { conform } from '../../src/kubernetes/conform';
import type { Manifest } from '../../src/kubernetes/manifest';
import { shapeOf } from '../../src/kubernetes/schema';
import { deploymentProps, testChart } from '../helpers';

const IMAGE = 'registry.example.com/server:1.2';
const { Cpu, EnvValue, Node, NodeLabelQuery, Probe, Volume } = kplus;

/** A container with everything that a rule reads. */
function container(scope: Construct): kplus.ContainerProps {
  return {
    name: 'server',
    image: IMAGE,
    command: ['/serve'],
    args: ['--model=$(MODEL)'],
    envVariables: { MODEL: EnvValue.fromValue('resnet') },
    ports: [{ name: 'http', number: 8080 }, { name: 'grpc', number: 9000, hostPort: 9001, protocol: kplus.Protocol.TCP }],
    resources: {
      cpu: { request: Cpu.millis(1500), limit: Cpu.units(2) },
      memory: { request: Size.mebibytes(64) },
      ephemeralStorage: { limit: Size.gibibytes(1) },
    },
    readiness: Probe.fromHttpGet('/ready', { port: 8080, periodSeconds: Duration.seconds(7), failureThreshold: 4 }),
    startup: Probe.fromTcpSocket({ port: 9000, initialDelaySeconds: Duration.seconds(3) }),
    lifecycle: { preStop: kplus.Handler.fromCommand(['sleep', '5']) },
    volumeMounts: [{ path: '/data', volume: Volume.fromHostPath(scope, 'Data', 'data', { path: '/srv/data' }) }],
  };
}

/** What the rules read of the printed object. */
function read(object: ApiObject): Manifest {
  const is = object.toJson();
  return conform(is, shapeOf(is.kind));
}

function plain(chart: Chart, more: kplus.DeploymentProps = {}): kplus.Deployment {
  return new kplus.Deployment(chart, 'It', { containers: [container(chart)], ...more });
}

/** What may stand in a chart: each case makes it. */
const CASES: Record<string, (chart: Chart) => void> = {
  'a Deployment': (chart) => { plain(chart); },
  'a Deployment with replicas, labels, grace period and deadline': (chart) => {
    plain(chart, { replicas: 3, podMetadata: { labels: { app: 'x' } }, terminationGracePeriod: Duration.minutes(2), progressDeadline: Duration.minutes(20), hostNetwork: true });
  },
  'a Deployment under an autoscaler of cdk8s-plus': (chart) => {
    new kplus.HorizontalPodAutoscaler(chart, 'Hpa', { target: plain(chart), maxReplicas: 4, metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(60))] });
  },
  'a Deployment under an autoscaler of the library': (chart) => {
    new InferenceAutoscaler(chart, 'Hpa', { target: plain(chart), maxReplicas: 4, metrics: [ScalingMetric.cpuUtilization(60)] });
  },
  'a Deployment with volumes, an init container and a sidecar': (chart) => {
    const d = plain(chart, { volumes: [Volume.fromEmptyDir(chart, 'Cache', 'cache', { sizeLimit: Size.mebibytes(10) })] });
    d.addInitContainer({ name: 'fetch', image: IMAGE, volumeMounts: [{ path: '/in', volume: Volume.fromEmptyDir(chart, 'In', 'in') }] });
    d.addContainer({ name: 'sidecar', image: 'registry.example.com/proxy', resources: {} });
  },
  'a Deployment that selects by expressions': (chart) => {
    const d = plain(chart, { select: false, podMetadata: { labels: { tier: 'a' } } });
    d.select(kplus.LabelSelector.of({ labels: { tier: 'a' }, expressions: [kplus.LabelExpression.in('tier', ['a', 'b']), kplus.LabelExpression.exists('tier')] }));
  },
  'a Deployment on labelled nodes': (chart) => { plain(chart).scheduling.attract(Node.labeled(NodeLabelQuery.is('disk', 'ssd'))); },
  'a Deployment on one node': (chart) => { plain(chart).scheduling.assign(Node.named('edge-1')); },
  'a Deployment in a node group': (chart) => { new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.group(NodeGroup.fromNodeGroupName(chart, 'Group', 'bj')) }).placeOn(plain(chart)); },
  'a Deployment on named edge nodes': (chart) => { new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('a', 'b') }).placeOn(plain(chart)); },
  'a Deployment that spreads': (chart) => { plain(chart, { spread: true }); },
  'a Deployment with its environment from elsewhere': (chart) => {
    const map = new kplus.ConfigMap(chart, 'Map', { data: { A: '1' } });
    const d = plain(chart);
    d.containers[0].env.copyFrom(kplus.Env.fromConfigMap(map, 'P_'));
    d.containers[0].env.addVariable('KEY', EnvValue.fromSecretValue({ secret: kplus.Secret.fromSecretName(chart, 'Keys', 'keys'), key: 'k' }));
  },
  'a StatefulSet': (chart) => {
    new kplus.StatefulSet(chart, 'It', { containers: [container(chart)], service: new kplus.Service(chart, 'Service', { ports: [{ port: 80, targetPort: 8080 }] }) });
  },
  'a StatefulSet with replicas': (chart) => {
    new kplus.StatefulSet(chart, 'It', { replicas: 5, containers: [container(chart)], service: new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }) });
  },
  'a DaemonSet': (chart) => { new kplus.DaemonSet(chart, 'It', { containers: [container(chart)] }); },
  'a Job': (chart) => { new kplus.Job(chart, 'It', { containers: [container(chart)] }); },
  'a Pod': (chart) => { new kplus.Pod(chart, 'It', { containers: [container(chart)], metadata: { name: 'it', labels: { app: 'it' } } }); },
  'a Service in front of a Deployment': (chart) => {
    plain(chart).exposeViaService({ name: 'front', serviceType: kplus.ServiceType.NODE_PORT, ports: [{ name: 'http', port: 80, targetPort: 8080, nodePort: 30080 }] });
  },
  'a Service of an external name': (chart) => { new kplus.Service(chart, 'It', { type: kplus.ServiceType.EXTERNAL_NAME, externalName: 'm.example.com', ports: [{ port: 80 }] }); },
  'an object below a Deployment that is not its own': (chart) => { new ApiObject(plain(chart), 'Own', { apiVersion: 'v1', kind: 'Pod', spec: { nodeName: 'a', containers: [{ name: 'b' }] } }); },
  'a ConfigMap': (chart) => {
    const map = new kplus.ConfigMap(chart, 'It', { metadata: { name: 'it' }, data: { a: '1' }, binaryData: { b: 'AAEC' } });
    map.addData('c', 'later');
  },
  'an empty ConfigMap': (chart) => { new kplus.ConfigMap(chart, 'It'); },
  'a Secret, which no rule reads': (chart) => { new kplus.Secret(chart, 'It', { metadata: { name: 'it' }, stringData: { a: '1' } }); },
  'a raw object in a chart': (chart) => {
    new ApiObject(chart, 'It', { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: 'it' }, spec: { maxUnavailable: 1, selector: { matchLabels: { a: 'b' } } } });
  },
  'an object with a namespace of its own': (chart) => { plain(chart, { metadata: { name: 'it', namespace: 'other' } }); },
  'an InferenceDeployment': (chart) => { new InferenceDeployment(chart, 'It', deploymentProps()); },
  'an InferenceDeployment with all that has a container or a volume': (chart) => {
    new InferenceDeployment(chart, 'It', deploymentProps({
      server: ModelServer.triton(),
      model: ModelSource.s3('s3://models/resnet', { sizeLimit: Size.gibibytes(2) }),
      resources: { requests: { 'cpu': '1500m', 'memory': '64M', 'hugepages-2Mi': '2Mi' }, limits: { 'memory': '2G', 'hugepages-2Mi': '2Mi' } },
      accelerator: Accelerator.nvidia(2),
      placement: new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.group(new NodeGroup(new Chart(chart, 'cluster', { namespace: undefined }), 'Group', { nodes: ['a'] })) }),
      config: { data: { A: '1' }, mountPath: '/etc/own' },
      extraContainers: [{ name: 'proxy', image: IMAGE, portNumber: 81, resources: { cpu: { request: Cpu.units(1) } } }],
      initContainers: [{ name: 'warm', image: IMAGE }],
      replicas: 2,
      schedulerName: 'volcano',
      priorityClassName: 'high',
    }));
  },
};

function objectsOf(chart: Chart): ApiObject[] {
  return chart.node.findAll().filter((c): c is ApiObject => ApiObject.isApiObject(c));
}

function printed(chart: Chart): any[] {
  return objectsOf(chart).map((o) => o.toJson());
}

/** Neither undefined nor empty, with the wrappers of generated classes (`{ value }`) taken off. */
function bare(value: any): any {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(bare);
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if (Object.keys(value).join() === 'value') return value.value;
  const entries = Object.entries(value).map(([key, v]) => [key, bare(v)]).filter(([, v]) => v !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Volumes have no order that counts. */
function sorted(manifest: any): any {
  const copy = JSON.parse(JSON.stringify(bare(manifest)));
  for (const pod of [copy.spec, copy.spec?.template?.spec]) pod?.volumes?.sort((a: any, b: any) => a.name.localeCompare(b.name));
  return copy;
}

function expectAgreement(chart: Chart): void {
  for (const object of objectsOf(chart)) expect(sorted(object.toJson())).toMatchObject(sorted(sketch(object)));
}

function told(manifests: any[]): string[] {
  return findings(manifests).map((f) => `${f.rule} ${f.object.metadata?.name} ${f.problem.field}`);
}

describe.each(Object.entries(CASES))('the sketch of %s', (_, make) => {
  test('agrees with the printed object in all that it says', () => {
    const chart = testChart();
    make(chart);
    expect(objectsOf(chart).length).toBeGreaterThan(0);
    expectAgreement(chart);
  });

  test('lets the rules find what they find in the printed object', () => {
    const chart = testChart();
    make(chart);
    const sketches = objectsOf(chart).map(sketch);
    expect(told(sketches)).toEqual(told(printed(chart)));
  });

  test('changes nothing of what is printed afterwards', () => {
    const [untouched, sketched] = [testChart(), testChart()];
    [untouched, sketched].forEach(make);
    for (let pass = 0; pass < 3; pass += 1) objectsOf(sketched).forEach(sketch);
    expect(printed(sketched)).toEqual(printed(untouched));
  });
});

describe('sketch', () => {
  test('holds what the rules read of a workload', () => {
    expect(sketch(ApiObject.of(plain(testChart(), { replicas: 3 })))).toMatchObject({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { namespace: 'vision' },
      spec: {
        replicas: 3,
        progressDeadlineSeconds: 600,
        template: { spec: { containers: [{ name: 'server', image: IMAGE, resources: { requests: { cpu: '1500m', memory: '64Mi' } } }], volumes: [{ name: 'data', hostPath: { path: '/srv/data' } }] } },
      },
    });
  });

  test('says of an object that no rule reads its name only', () => {
    const secret = new kplus.Secret(testChart(), 'It', { metadata: { name: 'it' }, stringData: { a: '1' } });
    expect(sketch(ApiObject.of(secret))).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'it', namespace: 'vision' } });
  });

  test.each<[string, (chart: Chart) => Construct, JsonPatch]>([
    ['a Deployment', (chart) => plain(chart), JsonPatch.add('/spec/template/spec/nodeName', 'edge-1')],
    ['a Pod', (chart) => new kplus.Pod(chart, 'It', { containers: [container(chart)] }), JsonPatch.add('/spec/nodeName', 'edge-1')],
    ['a Service', (chart) => new kplus.Service(chart, 'It', { ports: [{ port: 80 }] }), JsonPatch.replace('/spec/ports/0/port', 81)],
    ['a ConfigMap', (chart) => new kplus.ConfigMap(chart, 'It', { data: { a: '1' } }), JsonPatch.add('/data/b', '2')],
    ['an InferenceDeployment', (chart) => new InferenceDeployment(chart, 'It', deploymentProps()).deployment, JsonPatch.add('/spec/template/spec/hostNetwork', true)],
    ['its Service', (chart) => new InferenceDeployment(chart, 'It', deploymentProps()).service, JsonPatch.replace('/spec/ports/0/port', 81)],
    ['a Secret, which no rule reads', (chart) => new kplus.Secret(chart, 'It', { stringData: { a: '1' } }), JsonPatch.replace('/metadata/name', 'other')],
    ['its budget', (chart) => new InferenceDeployment(chart, 'It', deploymentProps()).disruptionBudget, JsonPatch.replace('/spec/maxUnavailable', 0)],
  ])('of %s that its user patched is what the rules read of the printed object', (_, make, patch) => {
    const object = ApiObject.of(make(testChart()));
    const before = sketch(object);
    object.addJsonPatch(patch);
    expect(sketch(object)).not.toEqual(before);
    expect(sketch(object)).toEqual(read(object));
  });

  test('of a Pod holds its labels, of a Job no selector, and of a Service of an external name neither selector nor ports', () => {
    const chart = testChart();
    ['a Pod', 'a Job', 'a Service of an external name'].forEach((name) => CASES[name](new Chart(chart, name.replace(/\W+/g, ''))));
    const { Pod, Job, Service } = Object.fromEntries(objectsOf(chart).map((o) => [o.kind, { is: sketch(o), printed: o.toJson() }]));
    expect(Pod.is.metadata?.labels).toMatchObject({ app: 'it' });
    expect(Pod.is.metadata?.labels).toEqual(Pod.printed.metadata.labels);
    expect(Object.keys(Job.is.spec)).toEqual(['template']);
    expect(Service.is.spec).toEqual({});
  });

  test('of an object below a construct of cdk8s-plus that is not its own is that object', () => {
    const chart = testChart();
    for (const owner of [plain(chart), new kplus.Service(chart, 'Service', { ports: [{ port: 80 }] }), new kplus.ConfigMap(chart, 'Map', { data: { b: '2' } })]) {
      const object = new ApiObject(owner, 'Own', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'own' }, data: { a: '1' } });
      expect(sketch(object)).toEqual(object.toJson());
    }
  });

  test('of a raw object holds nothing that no rule could read', () => {
    const object = new ApiObject(testChart(), 'It', { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 'two', template: { spec: { containers: [null, { name: 'a', image: 5 }] } } } });
    expect(sketch(object).spec).toEqual({ template: { spec: { containers: [{ name: 'a' }] } } });
  });

  test('of a CronJob is what the rules read of the printed object', () => {
    const chart = testChart();
    const object = ApiObject.of(new kplus.CronJob(chart, 'It', { containers: [container(chart)], schedule: Cron.daily() }));
    expect(sketch(object)).toEqual(read(object));
    expect(sketch(object).spec.jobTemplate.spec.template.spec.containers).toMatchObject([{ name: 'server', image: IMAGE, args: ['--model=$(MODEL)'] }]);
  });

  test('agrees for any resources, replicas and neighbours of a model server', () => {
    const quantity = fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('', 'm', 'k', 'M', 'Mi', 'Gi', 'e3')).map(([n, unit]) => `${n}${unit}`);
    const bytes = quantity.filter((q) => !q.endsWith('m'));
    const props = fc.record({
      requests: fc.record({ 'cpu': quantity, 'memory': bytes, 'ephemeral-storage': bytes }, { requiredKeys: ['cpu'] }),
      accelerator: fc.option(fc.integer({ min: 1, max: 8 }).map((n) => Accelerator.amd(n)), { nil: undefined }),
      replicas: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }),
      sidecars: fc.nat(2),
      named: fc.boolean(),
    });
    fc.assert(fc.property(props, ({ requests, accelerator, replicas, sidecars, named }) => {
      const chart = testChart();
      new InferenceDeployment(chart, 'It', deploymentProps({
        server: ModelServer.triton(),
        resources: { requests },
        accelerator,
        replicas,
        placement: named ? new EdgePlacement(chart, 'Edge', { nodes: EdgeNodes.named('a') }) : undefined,
        extraContainers: Array.from({ length: sidecars }, (_, i) => ({ name: `sidecar-${i}`, image: IMAGE })),
      }));
      expectAgreement(chart);
    }), { numRuns: 40 });
  });
});
