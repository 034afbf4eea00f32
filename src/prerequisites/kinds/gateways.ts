import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf } from '../../kubernetes/inventory';

/** The Gateways that routes are bound to: Istio's, and those of the Gateway API. */
export const GATEWAYS: PrerequisiteKind = {
  ids: ['istio-gateway', 'gateway'],
  find: (inventory, need) => {
    for (const object of inventory.of('VirtualService')) {
      if (!object.apiVersion.startsWith('networking.istio.io/')) continue;
      for (const [i, given] of (object.spec?.gateways ?? []).entries()) {
        const name = given.slice(given.lastIndexOf('/') + 1);
        const written = given.includes('/') ? given.slice(0, given.lastIndexOf('/')) : '.';
        const namespace = written === '.' ? namespaceOf(object) : written;
        if (given === 'mesh' || inventory.find('Gateway', namespace, name)) continue;
        need(istioGateway(namespace, name), object, `spec.gateways[${i}]`);
      }
    }
    for (const object of [...inventory.of('HTTPRoute'), ...inventory.of('GRPCRoute')]) {
      for (const [i, { kind = 'Gateway', name, namespace = namespaceOf(object) }] of parentsOf(object).entries()) {
        if (kind !== 'Gateway' || !name || inventory.find('Gateway', namespace, name)) continue;
        need(gateway(namespace, name), object, `spec.parentRefs[${i}]`);
      }
    }
  },
};

interface Parent {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

function parentsOf({ apiVersion, spec }: { apiVersion: string; spec?: any }): readonly Parent[] {
  return apiVersion.startsWith('gateway.networking.k8s.io/') ? spec?.parentRefs ?? [] : [];
}

function istioGateway(namespace: string, name: string): Needed {
  return {
    id: `istio-gateway/${shown(namespace)}/${shown(name)}`,
    title: `The Gateway ${shown(name)} of Istio in the namespace ${shown(namespace)}`,
    why: 'A VirtualService is bound to it. Without it, or with other hosts and ports, no request reaches the routes.',
    check: kubectl(namespace, 'get', 'gateways.networking.istio.io', name),
    expected: `the Gateway ${shown(name)}, whose hosts include those of the VirtualService`,
    install: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  };
}

function gateway(namespace: string, name: string): Needed {
  return {
    id: `gateway/${shown(namespace)}/${shown(name)}`,
    title: `The Gateway ${shown(name)} of the Gateway API in the namespace ${shown(namespace)}`,
    why: 'A route is attached to it. Without it, or where it admits no route of this namespace, no request arrives.',
    check: kubectl(namespace, 'get', 'gateways.gateway.networking.k8s.io', name),
    expected: `the Gateway ${shown(name)}, with True under PROGRAMMED`,
    install: 'https://gateway-api.sigs.k8s.io/guides/',
  };
}
