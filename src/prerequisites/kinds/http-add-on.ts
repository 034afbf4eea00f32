import { kubectl, shown } from './kubectl';
import type { Needed, PrerequisiteKind } from './prerequisite';
import { namespaceOf, type Inventory } from '../../kubernetes/inventory';
import { INTERCEPTOR, isOfAddOn, routeOfTrigger } from '../../kubernetes/keda/http-add-on';

const INSTALL = 'https://keda.sh/http-add-on/latest/operations/install/';
/** `<service>.<namespace>:<port>`, and what may stand behind the namespace. */
const ADDRESS = /^([a-z0-9-]+)\.([a-z0-9-]+)(?:\.svc(?:\.[a-z0-9.-]+)?)?:\d+$/;

/** The scaler and the interceptor of KEDA's HTTP add-on, and the routes that triggers name. */
export const HTTP_ADD_ON: PrerequisiteKind = {
  ids: ['keda-http-interceptor', 'interceptorroute'],
  find: (inventory, need) => {
    for (const object of inventory.of('ScaledObject')) {
      if (!object.apiVersion.startsWith('keda.sh/')) continue;
      for (const [i, trigger] of (object.spec?.triggers ?? []).entries()) {
        if (!isOfAddOn(trigger)) continue;
        const field = `spec.triggers[${i}].metadata`;
        const scaler = scalerAt(inventory, trigger.metadata?.scalerAddress);
        if (scaler) need(scaler, object, `${field}.scalerAddress`);
        const route = routeOfTrigger(trigger);
        const namespace = namespaceOf(object);
        if (route === undefined || route === '' || inventory.find('InterceptorRoute', namespace, route)) continue;
        need(routeNeeded(namespace, route), object, `${field}.interceptorRoute`);
      }
    }
  },
};

function scalerAt(inventory: Inventory, address: unknown): Needed | undefined {
  const [, service, namespace] = (typeof address === 'string' && ADDRESS.exec(address)) || [];
  if (service === undefined || inventory.find('Service', namespace, service)) return undefined;
  return {
    id: `keda-http-interceptor/${shown(namespace)}`,
    title: `The scaler and the interceptor of KEDA's HTTP add-on in the namespace ${shown(namespace)}`,
    why: 'KEDA reads the requests from the scaler, and makes no autoscaler while it cannot. Clients must send to the '
      + 'interceptor: what goes to the Service of the pods itself starts nothing and is not counted.',
    check: kubectl(namespace, 'get', 'service', service, INTERCEPTOR),
    expected: `the Services ${service} and ${INTERCEPTOR}`,
    install: INSTALL,
  };
}

function routeNeeded(namespace: string, name: string): Needed {
  return {
    id: `interceptorroute/${shown(namespace)}/${shown(name)}`,
    title: `The InterceptorRoute ${shown(name)} in the namespace ${shown(namespace)}`,
    why: 'A trigger reads its requests and its targets. Without it KEDA makes no autoscaler.',
    check: kubectl(namespace, 'get', 'interceptorroute', name),
    expected: `the InterceptorRoute ${shown(name)}`,
    install: 'https://keda.sh/http-add-on/latest/reference/interceptorroute/',
  };
}
