import { kubectl } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf } from '../../kubernetes/inventory';
import type { Manifest } from '../../kubernetes/manifest';

export const LOAD_BALANCERS: PrerequisiteKind = {
  ids: ['load-balancer'],
  find: (inventory, need) => {
    const services = inventory.of('Service').filter(({ apiVersion, spec }) => (
      apiVersion === 'v1' && spec?.type === 'LoadBalancer'));
    for (const service of services) need(neededFor(services[0]), service, 'spec.type');
  },
};

function neededFor(first: Manifest): Needed {
  return {
    id: 'load-balancer',
    title: 'A controller that gives Services of the type LoadBalancer an address',
    why: 'Clouds have one. Elsewhere, without one such as MetalLB, EXTERNAL-IP stays <pending>.',
    check: kubectl(namespaceOf(first), 'get', 'service', first.metadata?.name ?? '', '-w'),
    expected: 'after the Service is applied: an address under EXTERNAL-IP',
    install: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  };
}
