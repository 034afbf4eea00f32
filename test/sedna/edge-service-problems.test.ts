import { Protocol } from 'cdk8s-plus-27';
import type { SednaEdgeWorkerOptions } from '../../src';
import { refused, testChart } from '../helpers';
import { defineWorker, inside, own, type Found } from './define-worker';

type ServiceRow = [what: string, changes: object, ...problems: Found[]];

const { container } = own({ ports: [{ number: 8080 }] });

const REFUSALS: ServiceRow[] = [
  ['exposed: false', { container, exposed: false, service: {} }, ['sedna/edge-service-not-exposed', 'service']],
  ['a name with a capital', { container, service: { name: 'Front' } }, ['validation/name', 'service.name']],
  ['a name that starts with a digit', { container, service: { name: '1st' } }, ['validation/name', 'service.name']],
  ['an empty name', { container, service: { name: '' } }, ['validation/name', 'service.name']],
  ['a name of 64 characters', { container, service: { name: 'n'.repeat(64) } }, ['validation/name', 'service.name']],
  ['a name that is null', { container, service: { name: null } }, ['validation/name', 'service.name']],
  ['annotations that the server rejects', { container, service: { annotations: { 'a b': 'c', 'd': 1 } } },
    ['validation/annotation-key', 'service.annotations["a b"]'],
    ['validation/annotation-value', 'service.annotations["d"]']],
  ['no port of any container', { service: {} }, ['sedna/edge-service-without-port', 'service.ports']],
  ['no port, though it was asked for', { exposed: true }, ['sedna/edge-service-without-port', 'service.ports']],
  ['a port that is none', { service: { ports: [{ port: 0 }] } }, ['validation/port', 'service.ports[0].port']],
  ['a port above the last', { service: { ports: [{ port: 65536, targetPort: 65535 }] } },
    ['validation/port', 'service.ports[0].port']],
  ['a port in text', { service: { ports: [{ port: '80' }] } }, ['validation/port', 'service.ports[0].port']],
  ['a target that is none', { service: { ports: [{ port: 80, targetPort: 1.5 }] } },
    ['validation/port', 'service.ports[0].targetPort']],
  ['a target by its name', { service: { ports: [{ port: 80, targetPort: 'http' }] } },
    ['validation/port', 'service.ports[0].targetPort']],
  ['a port with a name that is none', { service: { ports: [{ port: 80, name: 'HTTP' }] } },
    ['validation/name', 'service.ports[0].name']],
  ['two ports of which one has no name', { service: { ports: [{ port: 80, name: 'http-0' }, { port: 81 }] } },
    ['sedna/edge-service-port-name-not-unique', 'service.ports[1].name']],
  [
    'two ports of one name',
    {
      service: {
        ports: [
          { port: 80, name: 'a' },
          { port: 81, name: 'a' },
          { port: 82, name: 'b' },
        ],
      },
    },
    ['sedna/edge-service-port-name-not-unique', 'service.ports[1].name'],
  ],
  ['no port beside those of its containers', { container, service: { ports: [] } },
    ['sedna/edge-service-ports-empty', 'service.ports']],
  ['no port at all', { service: { ports: [] } }, ['sedna/edge-service-without-port', 'service.ports']],
  [
    'one number for two ports',
    {
      service: {
        ports: [
          { port: 80, name: 'a' },
          { port: 80, name: 'b', targetPort: 81 },
        ],
      },
    },
    ['sedna/edge-service-port-taken', 'service.ports[1].port'],
  ],
  ['a port of the nodes', { service: { ports: [{ port: 80, nodePort: 30080 }] } },
    ['sedna/edge-service-node-port', 'service.ports[0].nodePort']],
  [
    'everything at once',
    {
      service: {
        name: 'F',
        annotations: { '-': 'a' },
        ports: [{ port: -1, targetPort: NaN, name: '_' }, { port: 80 }],
      },
    },
    ['validation/name', 'service.name'],
    ['validation/annotation-key', 'service.annotations["-"]'],
    ['validation/port', 'service.ports[0].port'],
    ['validation/port', 'service.ports[0].targetPort'],
    ['validation/name', 'service.ports[0].name'],
    ['sedna/edge-service-port-name-not-unique', 'service.ports[1].name'],
  ],
  ['a port with a protocol in lower case', { service: { ports: [{ port: 53, protocol: 'udp' }] } },
    ['sedna/protocol-unknown', 'service.ports[0].protocol']],
  [
    'two ports without numbers, which are not compared',
    { service: { ports: [{ name: 'a' }, { name: 'b' }] } },
    ['validation/port', 'service.ports[0].port'],
    ['validation/port', 'service.ports[1].port'],
  ],
];

describe('the Service in front of the edge worker is refused with', () => {
  const cases = REFUSALS.map(([what, changes, ...problems]) => ({ what, changes, problems }));

  test.each(cases)('$what', ({ changes, problems }) => {
    expect(refused(() => defineWorker(testChart(), changes))).toEqual(inside('edge', problems));
  });

  test.each<[string, Partial<SednaEdgeWorkerOptions>]>([
    ['a name of 63 characters', { container, service: { name: 'n'.repeat(63) } }],
    ['one port without a name', { service: { ports: [{ port: 65535, targetPort: 1 }] } }],
    [
      'one number for two protocols',
      { service: { ports: [{ port: 53, name: 'a' }, { port: 53, name: 'b', protocol: Protocol.UDP }] } },
    ],
    ['several ports with different names', { service: { ports: [{ port: 80, name: 'a' }, { port: 81, name: 'b' }] } }],
    ['ports that are not exposed', { container, exposed: false }],
    ['no ports, and no Service', { exposed: false }],
  ])('nothing when there is %s', (_, changes) => {
    expect(refused(() => defineWorker(testChart(), changes))).toEqual([]);
  });
});
