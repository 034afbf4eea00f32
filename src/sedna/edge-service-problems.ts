import type { ServicePort } from 'cdk8s-plus-27';
import { declaredPorts, isExposed } from './edge-service';
import type { SednaEdgeWorkerOptions } from './worker/sedna-worker-options';
import * as check from '../validation/check';
import { DNS_1035_LABEL, DNS_LABEL } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { protocol } from '../serving/port-problems';

/** What is wrong with the Service in front of the edge worker. */
export function edgeProblems(edge: SednaEdgeWorkerOptions): Problem[] {
  const { service, exposed } = edge;
  if (exposed === false && service) {
    return [{ field: 'service', rule: 'cannot be combined with exposed: false', why: 'it could have no effect', fix: 'leave one of them out' }];
  }
  if (!isExposed(edge)) return [];
  return within('service', [
    ...(service?.name === undefined ? [] : check.name('name', service.name, DNS_1035_LABEL)),
    ...check.annotations('annotations', service?.annotations),
    ...(service?.ports ? portProblems(service.ports, declaredPorts(edge).length > 0) : []),
    ...(service?.ports?.length || declaredPorts(edge).length > 0 ? [] : [{
      field: 'ports', rule: 'name none, and no container declares one', why: 'a Service needs a port', fix: 'declare the port on the container, or give it here',
    }]),
  ]);
}

function portProblems(ports: readonly ServicePort[], declared: boolean): Problem[] {
  if (ports.length === 0 && declared) {
    return [{ field: 'ports', value: ports, rule: 'must not be empty', why: 'the API server would reject the Service', fix: 'leave ports out for those of the container' }];
  }
  const names = ports.map((p) => p.name);
  const numbers = ports.map((p) => `${p.port}/${protocol(p)}`);
  return ports.flatMap((p, i) => [
    ...check.port(`ports[${i}].port`, p.port),
    ...(p.targetPort === undefined ? [] : check.port(`ports[${i}].targetPort`, p.targetPort)),
    ...(p.name === undefined ? [] : check.name(`ports[${i}].name`, p.name, DNS_LABEL)),
    ...(ports.length === 1 || (p.name !== undefined && names.indexOf(p.name) === i) ? [] : [{
      field: `ports[${i}].name`, value: p.name, rule: 'must be a name of its own', why: 'the API server rejects several ports that are not told apart', fix: 'name each port',
    }]),
    ...(numbers.indexOf(numbers[i]) === i ? [] : [{
      field: `ports[${i}].port`, value: numbers[i], rule: 'is given twice', why: 'the API server would reject the Service', fix: 'give each port a number of its own',
    }]),
    ...(p.nodePort === undefined ? [] : [{
      field: `ports[${i}].nodePort`,
      value: p.nodePort,
      rule: 'needs type NODE_PORT or LOAD_BALANCER',
      why: 'the Service is a ClusterIP, so the API server would reject it',
      fix: 'leave it out, or make a Service of your own that selects by the worker\'s selector',
    }]),
  ]);
}
