import { refusedOf, type Row } from './fleet';

const LONG = `${'a'.repeat(64)}.b`;

test.each<Row>([
  ['undefined', { hosts: undefined }, ['head-ingress/no-host', 'hosts']],
  ['an empty list', { hosts: [] }, ['head-ingress/no-host', 'hosts']],
  ['a string in place of a list', { hosts: 'a.example.com' as never }, ['head-ingress/no-host', 'hosts']],
  ['"*" without anyHost', { hosts: ['*'] }, ['head-ingress/host-matches-any', 'hosts[0]']],
  ['hosts beside anyHost', { hosts: ['a.b'], anyHost: true }, ['head-ingress/hosts-with-any-host', 'hosts']],
  ['a host of one label', { hosts: ['mnist'] }, ['validation/name', 'hosts[0]']],
  ['a host with a port', { hosts: ['a.example.com:80'] }, ['validation/name', 'hosts[0]']],
  ['a host with a label of 64 characters', { hosts: [LONG] }, ['validation/name', 'hosts[0]']],
  ['a host that is a number', { hosts: [1 as never] }, ['validation/name', 'hosts[0]']],
  ['a host twice', { hosts: ['a.b', 'c.d', 'a.b'] }, ['head-ingress/host-repeated', 'hosts[2]']],
])('HeadIngress refuses as hosts %s', (_, changes, ...expected) => {
  expect(refusedOf(changes)).toEqual(expected);
});

test('HeadIngress accepts all hosts below a domain', () => {
  expect(refusedOf({ hosts: ['*.example.com', 'a.example.com'] })).toEqual([]);
});
