import { KubeletAddressType } from '../../src';

test('the types of addresses are those of a node\'s status in Kubernetes', () => {
  expect(Object.values(KubeletAddressType).sort()).toEqual([
    'ExternalDNS', 'ExternalIP', 'Hostname', 'InternalDNS', 'InternalIP',
  ]);
});
