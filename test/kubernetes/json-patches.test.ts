import { ApiObject, Chart, Cron, JsonPatch, Testing } from 'cdk8s';
import {
  Cpu, CronJob, Deployment, EnvValue, Pod, Protocol, Service, ServiceType, type AbstractPod,
} from 'cdk8s-plus-27';
import {
  addNodeSelector, printedPod, removeEmptyExternalIps, removeNamespace, requireOfNodes, setNodeName, setPodField,
  setResources, setSeccompProfile, setSeccompRuntimeDefault, setServicePorts, tolerate,
} from '../../src/kubernetes/json-patches';
import { testChart } from '../helpers';

const CONTAINERS = [{ image: 'registry.example.com/server:1', portNumber: 80, resources: {} }];

/** Each kind of cdk8s-plus that holds a pod, and where its pod is. */
const PODS: Array<[string, () => AbstractPod, path: string]> = [
  ['a Deployment', () => new Deployment(testChart(), 'It', { containers: CONTAINERS }), '/spec/template/spec'],
  ['a Pod', () => new Pod(testChart(), 'It', { containers: CONTAINERS }), '/spec'],
  ['a CronJob', () => new CronJob(testChart(), 'It', { containers: CONTAINERS, schedule: Cron.daily() }),
    '/spec/jobTemplate/spec/template/spec'],
];

describe.each(PODS)('on the pod of %s', (_, make, path) => {
  const print = (pod: AbstractPod) => (
    path.slice(1).split('/').reduce((part, key) => part[key], ApiObject.of(pod).toJson()));

  test('a field of the pod is set', () => {
    const pod = make();
    setPodField(pod, 'schedulerName', 'volcano');
    setPodField(pod, 'enableServiceLinks', false);
    expect(print(pod)).toMatchObject({ schedulerName: 'volcano', enableServiceLinks: false });
  });

  test('the keys of a node selector add up', () => {
    const pod = make();
    addNodeSelector(pod, 'disk', 'ssd');
    addNodeSelector(pod, 'zone', 'a');
    expect(print(pod).nodeSelector).toEqual({ disk: 'ssd', zone: 'a' });
  });

  test('the seccomp profile leaves the rest of the security context', () => {
    const pod = make();
    const before = print(pod).securityContext;
    setSeccompRuntimeDefault(pod);
    expect(print(pod).securityContext).toEqual({ ...before, seccompProfile: { type: 'RuntimeDefault' } });
  });

  test('resources replace those of one container', () => {
    const pod = make();
    const resources = { cpu: { request: Cpu.units(1) } };
    pod.addContainer({ name: 'second', image: 'registry.example.com/second:1', resources });
    setResources(pod, { index: 0 }, { requests: { cpu: '500m', memory: '64M' }, limits: { 'nvidia.com/gpu': '1' } });
    expect(print(pod).containers.map((c: any) => c.resources)).toEqual([
      { requests: { cpu: '500m', memory: '64M' }, limits: { 'nvidia.com/gpu': '1' } },
      { requests: { cpu: '1' } },
    ]);
  });

  test('resources of an init container are its own', () => {
    const pod = make();
    pod.addInitContainer({ name: 'fetch', image: 'registry.example.com/fetch:1' });
    setResources(pod, { index: 0, init: true }, { requests: { cpu: '100m' }, limits: {} });
    expect(print(pod).initContainers[0].resources).toEqual({ requests: { cpu: '100m' } });
    expect(print(pod).containers[0]).not.toHaveProperty('resources.requests');
  });

  test('its printed fields are read, and what is set of nodes joins them', () => {
    const pod = make();
    tolerate(pod, [{ key: 'a', operator: 'Exists', effect: 'NoSchedule' }]);
    const operator = 'Exists';
    tolerate(pod, [{ key: 'a', operator, effect: 'NoSchedule' }, { key: 'b', operator, effect: 'E' }]);
    requireOfNodes(pod, [{ key: 'disk', operator: 'In', values: ['ssd'] }]);
    requireOfNodes(pod, [{ key: 'gpu', operator: 'Exists' }]);
    setNodeName(pod, 'node-1');
    setSeccompProfile(pod, { index: 0 }, { type: 'Unconfined' });
    const { affinity, tolerations, nodeName, containers } = printedPod(pod)!;
    const { nodeSelectorTerms } = affinity!.nodeAffinity!.requiredDuringSchedulingIgnoredDuringExecution;
    expect(nodeSelectorTerms).toEqual([{
      matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }, { key: 'gpu', operator: 'Exists' }],
    }]);
    expect(tolerations!.map(({ key }: any) => key)).toEqual(['a', 'b']);
    expect([nodeName, containers![0].securityContext!.seccompProfile]).toEqual(['node-1', { type: 'Unconfined' }]);
  });

  test('a later patch of the user wins', () => {
    const pod = make();
    addNodeSelector(pod, 'disk', 'ssd');
    setPodField(pod, 'schedulerName', 'volcano');
    ApiObject.of(pod).addJsonPatch(JsonPatch.replace(`${path}/schedulerName`, 'mine'));
    expect(print(pod)).toMatchObject({ schedulerName: 'mine', nodeSelector: { disk: 'ssd' } });
  });
});

test('a Service loses the empty list of external addresses and nothing else', () => {
  const service = new Service(testChart(), 'Service', { ports: [{ port: 80 }] });
  const { externalIPs, ...rest } = ApiObject.of(service).toJson().spec;
  removeEmptyExternalIps(ApiObject.of(service));
  expect(externalIPs).toEqual([]);
  expect(ApiObject.of(service).toJson().spec).toEqual(rest);
});

describe('removeNamespace', () => {
  const NODES = { apiVersion: 'apps.kubeedge.io/v1alpha1', kind: 'NodeGroup', metadata: { name: 'bj' } };

  test('takes the chart\'s namespace from a cluster-wide object', () => {
    const object = new ApiObject(testChart(), 'Group', NODES);
    expect(object.toJson().metadata.namespace).toBe('vision');
    expect(removeNamespace(object)).toBe(object);
    expect(object.toJson().metadata).toEqual({ name: 'bj' });
  });

  test('leaves an object that has none', () => {
    const object = removeNamespace(new ApiObject(new Chart(Testing.app(), 'none'), 'Group', NODES));
    expect(object.toJson().metadata).toEqual({ name: 'bj' });
  });
});

test('an environment variable that was added after the resources were set stays', () => {
  const d = new Deployment(testChart(), 'It', { containers: CONTAINERS, replicas: 1 });
  setResources(d, { index: 0 }, { requests: { cpu: '1' }, limits: {} });
  d.containers[0].env.addVariable('LATER', EnvValue.fromValue('1'));
  expect(ApiObject.of(d).toJson().spec.template.spec.containers[0])
    .toMatchObject({ env: [{ name: 'LATER', value: '1' }], resources: { requests: { cpu: '1' } } });
});

test('a Service that is the name of another host has its ports', () => {
  const service = new Service(testChart(), 'It', {
    type: ServiceType.EXTERNAL_NAME,
    externalName: 'a.b.svc.cluster.local',
    ports: [{ name: 'http', port: 8080, protocol: Protocol.TCP }],
  });
  setServicePorts(service);
  expect(ApiObject.of(service).toJson().spec).toEqual({
    type: 'ExternalName',
    externalName: 'a.b.svc.cluster.local',
    ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
  });
});
