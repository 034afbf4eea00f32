import { Protocol, ServiceType, type ServicePort } from 'cdk8s-plus-27';
import { InferenceDeployment, type InferenceServiceOptions } from '../../src';
import { deploymentProps, refusal, refused, testChart } from '../helpers';

const ports = (...given: ServicePort[]) => ({ ports: given });
const attempt = (service: InferenceServiceOptions, more: object = {}) => () => (
  new InferenceDeployment(testChart(), 'M', deploymentProps({ service, ...more })));

type Row = [title: string, service: InferenceServiceOptions, ...problems: Array<[code: string, field: string]>];

const REFUSALS: Row[] = [
  ['a name with a capital', { name: 'Front' }, ['validation/name', 'service.name']],
  ['a name that starts with a digit', { name: '1st' }, ['validation/name', 'service.name']],
  ['a label and an annotation with bad keys', { labels: { 'a b': 'c' }, annotations: { '': 'c' } },
    ['validation/label-key', 'service.labels["a b"]'],
    ['validation/annotation-key', 'service.annotations[""]']],
  ['no ports', ports(), ['serving/service-without-ports', 'service.ports']],
  ['ports that are no list', { ports: 80 as never }, ['serving/not-a-list', 'service.ports']],
  ['a port that is no object', ports(80 as never), ['serving/not-an-object', 'service.ports[0]']],
  ['a port below 1', ports({ port: 0, targetPort: 8501 }), ['validation/port', 'service.ports[0].port']],
  ['a target port above 65535', ports({ port: 80, targetPort: 70000 }),
    ['validation/port', 'service.ports[0].targetPort']],
  ['a target port that no container declares', ports({ port: 80 }),
    ['serving/undeclared-target-port', 'service.ports[0].targetPort']],
  ['a target port that no container declares for UDP', ports({ port: 8501, protocol: Protocol.UDP }),
    ['serving/undeclared-target-port', 'service.ports[0].targetPort']],
  ['two ports without names', ports({ port: 80, targetPort: 8501 }, { port: 81, targetPort: 8500 }),
    ['validation/name', 'service.ports[0].name'],
    ['validation/name', 'service.ports[1].name']],
  ['a port with a name with a capital', ports({ name: 'Web', port: 8501 }),
    ['validation/name', 'service.ports[0].name']],
  ['a name and a number that are no text', ports({ name: Symbol('a') as never, port: Object.create(null) as never }),
    ['validation/port', 'service.ports[0].port'], ['validation/name', 'service.ports[0].name']],
  ['two ports of one name', ports({ name: 'a', port: 8501 }, { name: 'a', port: 8500 }),
    ['serving/service-port-taken', 'service.ports[1]']],
  ['one port twice',
    ports({ name: 'a', port: 80, targetPort: 8501 }, { name: 'b', port: 80, targetPort: 8500 }),
    ['serving/service-port-taken', 'service.ports[1]']],
  ['a node port of a ClusterIP Service', ports({ port: 8501, nodePort: 30001 }),
    ['serving/node-port-on-cluster-ip', 'service.ports[0].nodePort']],
  ['a node port above 65535', { type: ServiceType.NODE_PORT, ...ports({ port: 8501, nodePort: 99999 }) },
    ['validation/port', 'service.ports[0].nodePort']],
  ['one node port twice',
    {
      type: ServiceType.NODE_PORT,
      ...ports({ name: 'a', port: 8501, nodePort: 30001 }, { name: 'b', port: 8500, nodePort: 30001 }),
    },
    ['serving/service-port-taken', 'service.ports[1]']],
  ['a selector of other pods', { selector: { app: 'other' } },
    ['serving/service-selector-mismatch', 'service.selector']],
  ['a selector without a label', { selector: {} }, ['serving/service-selector-empty', 'service.selector']],
  ['a selector of other pods with a bad value', { selector: { app: 'a b' } },
    ['serving/service-selector-mismatch', 'service.selector']],
  ['a selector that is a text', { selector: 'app' as never }, ['validation/labels', 'service.selector']],
  ['source ranges of a ClusterIP Service', { loadBalancerSourceRanges: ['10.0.0.0/8'] },
    ['serving/source-ranges-without-load-balancer', 'service.loadBalancerSourceRanges']],
  ['source ranges of a NodePort Service',
    { type: ServiceType.NODE_PORT, loadBalancerSourceRanges: ['10.0.0.0/8'] },
    ['serving/source-ranges-without-load-balancer', 'service.loadBalancerSourceRanges']],
  ['source ranges with bits after the prefix, and one that is no block',
    { type: ServiceType.LOAD_BALANCER, loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.1/8', 'office'] },
    ['validation/cidr-bits', 'service.loadBalancerSourceRanges[1]'],
    ['validation/cidr', 'service.loadBalancerSourceRanges[2]']],
  ['source ranges that are no list',
    { type: ServiceType.LOAD_BALANCER, loadBalancerSourceRanges: '10.0.0.0/8' as never },
    ['serving/not-a-list', 'service.loadBalancerSourceRanges']],
  ['a type that is unknown', { type: 'Public' }, ['validation/choice', 'service.type']],
  ['a Service that is a DNS alias', { type: ServiceType.EXTERNAL_NAME },
    ['serving/external-name-service', 'service.type']],
];

test.each(REFUSALS)('%s is refused', (_, service, ...problems) => {
  expect(refused(attempt(service))).toEqual(problems);
});

test('a selector with a bad value that the pods have is refused for the value alone', () => {
  expect(refused(attempt({ selector: { app: 'a b' } }, { selector: { app: 'a b' } }))).toEqual([
    ['validation/label-value', 'selector["app"]'],
    ['validation/label-value', 'service.selector["app"]'],
  ]);
});

test.each<[string, InferenceServiceOptions, string]>([
  ['the ports that containers declare', ports({ port: 80 }), 'use one of 8501, 8500'],
  ['the protocol', ports({ port: 8501, protocol: Protocol.UDP }), 'declares for UDP'],
  ['the labels of the pods', { selector: { app: 'other' } }, '(app=m)'],
  ['what two ports share', ports({ name: 'a', port: 8501 }, { name: 'a', port: 8500 }), '"name a"'],
])('a refusal names %s', (_, service, part) => {
  expect(refusal(attempt(service))).toContain(part);
});

test('a Service may send to a port of an extra container', () => {
  const extraContainers = [
    { name: 'proxy', image: 'a/proxy:1', portNumber: 9000 },
    { name: 'other', image: 'a/proxy:1', ports: [{ number: 9001 }] },
  ];
  const service = ports({ name: 'a', port: 80, targetPort: 9000 }, { name: 'b', port: 81, targetPort: 9001 });
  expect(refused(attempt(service, { extraContainers }))).toEqual([]);
});
