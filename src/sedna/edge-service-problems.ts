import type { ServicePort } from 'cdk8s-plus-27';
import { declaredPorts, isExposed } from './edge-service';
import { protocolProblems } from './worker/protocol-problems';
import type { SednaEdgeServiceOptions, SednaEdgeWorkerOptions } from './worker/sedna-worker-options';
import { protocol } from '../serving/port-problems';
import { DNS_1035_LABEL, DNS_LABEL } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** What is wrong with the Service in front of the edge worker. */
export function edgeServiceProblems(edge: SednaEdgeWorkerOptions): Problem[] {
  const { service, exposed } = edge;
  if (exposed === false && service) {
    return [{
      code: 'sedna/edge-service-not-exposed',
      field: 'service',
      rule: 'cannot be combined with exposed: false',
      why: 'there is no Service, so its options have no effect',
      fix: 'leave out either service or exposed',
    }];
  }
  if (!isExposed(edge)) return [];
  return within('service', optionProblems(service ?? {}, declaredPorts(edge).length > 0));
}

/** `declared` is whether a container declares a port. */
function optionProblems({ name, annotations, ports }: SednaEdgeServiceOptions, declared: boolean): Problem[] {
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_1035_LABEL));
  problems.addAll(check.annotations('annotations', annotations));
  if (ports?.length) {
    problems.addAll(portProblems(ports));
  } else if (!declared) {
    problems.add({
      code: 'sedna/edge-service-without-port',
      field: 'ports',
      rule: 'must contain a port, because no container declares one',
      why: 'the API server rejects a Service without ports',
      fix: 'declare the port on the container, or set service.ports',
    });
  } else if (ports) {
    problems.add({
      code: 'sedna/edge-service-ports-empty',
      field: 'ports',
      value: ports,
      rule: 'must not be empty',
      why: 'the API server rejects a Service without ports',
      fix: 'leave ports out, and the Service gets those of the containers',
    });
  }
  return problems.all;
}

function portProblems(ports: readonly ServicePort[]): Problem[] {
  const problems = new Problems();
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [i, port] of ports.entries()) {
    problems.within(`ports[${i}]`, fieldProblems(port));
    if (ports.length > 1 && (port.name === undefined || names.has(port.name))) {
      problems.add({
        code: 'sedna/edge-service-port-name-not-unique',
        field: `ports[${i}].name`,
        value: port.name,
        rule: 'must be a name that no other port of the Service has',
        why: 'the API server rejects several ports without names, or with the same name',
        fix: 'give each port a name of its own',
      });
    }
    const number = comparableNumber(port);
    if (number !== undefined && numbers.has(number)) {
      problems.add({
        code: 'sedna/edge-service-port-taken',
        field: `ports[${i}].port`,
        value: number,
        rule: 'must be a port number that no other port of the same protocol has',
        why: 'the API server would reject the Service',
        fix: 'give each port a number of its own',
      });
    }
    if (port.nodePort !== undefined) {
      problems.add({
        code: 'sedna/edge-service-node-port',
        field: `ports[${i}].nodePort`,
        value: port.nodePort,
        rule: 'needs a Service of type NodePort or LoadBalancer',
        why: 'this Service is of type ClusterIP, so the API server would reject it',
        fix: 'leave it out, or define a Service of your own with the selector of the worker',
      });
    }
    if (port.name !== undefined) names.add(port.name);
    if (number !== undefined) numbers.add(number);
  }
  return problems.all;
}

/** The number and protocol of a port, which must be unique; undefined when one of them is invalid. */
function comparableNumber(port: ServicePort): string | undefined {
  const invalid = [...check.port('port', port.port), ...protocolProblems('protocol', port.protocol)];
  return invalid.length > 0 ? undefined : `${port.port}/${protocol(port)}`;
}

function fieldProblems({ name, port, targetPort, protocol: given }: ServicePort): Problem[] {
  const problems = new Problems();
  problems.addAll(check.port('port', port));
  if (targetPort !== undefined) problems.addAll(check.port('targetPort', targetPort));
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_LABEL));
  problems.addAll(protocolProblems('protocol', given));
  return problems.all;
}
