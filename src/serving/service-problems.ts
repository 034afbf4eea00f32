import { ServiceType, type ContainerPort, type ServicePort } from 'cdk8s-plus-27';
import type { InferenceServiceOptions } from './inference-service-options';
import { protocol } from './port-problems';
import { listProblems, notAList } from './property-type-problems';
import { DNS_1035_LABEL, DNS_LABEL } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

type Labels = Readonly<Record<string, string>>;

/** Problems of the Service; `pods` are the labels of its pods, `declared` the ports of their containers. */
export function serviceProblems(
  service: InferenceServiceOptions,
  pods: Labels,
  declared: readonly ContainerPort[],
): Problem[] {
  const { name, labels, annotations, selector, type } = service;
  const problems = new Problems();
  if (name !== undefined) problems.addAll(check.name('name', name, DNS_1035_LABEL));
  problems.addAll(check.labels('labels', labels));
  problems.addAll(check.annotations('annotations', annotations));
  problems.addAll(portListProblems(service, declared));
  if (selector !== undefined && selector !== null) problems.addAll(selectorProblems(selector, pods));
  problems.addAll(sourceRangeProblems(service));
  problems.addAll(check.choice('type', type, Object.values(ServiceType)));
  if (type === ServiceType.EXTERNAL_NAME) {
    problems.add({
      code: 'serving/external-name-service',
      field: 'type',
      value: type,
      rule: 'must not be ExternalName',
      why: 'a Service of that type is a DNS alias and routes to no pod',
      fix: 'use CLUSTER_IP, NODE_PORT or LOAD_BALANCER',
    });
  }
  return problems.all;
}

function portListProblems({ ports, type }: InferenceServiceOptions, declared: readonly ContainerPort[]): Problem[] {
  const wrong = listProblems('ports', ports);
  if (wrong.length > 0) return wrong;
  const problems = new Problems();
  if (ports?.length === 0) {
    problems.add({
      code: 'serving/service-without-ports',
      field: 'ports',
      value: ports,
      rule: 'must not be empty',
      why: 'the API server would reject the Service',
      fix: 'remove ports to use those of the server',
    });
  }
  const seen = new Set<string>();
  for (const [i, p] of (ports ?? []).entries()) {
    const field = `ports[${i}]`;
    problems.within(field, numberProblems(p, declared));
    if (ports!.length > 1 || p.name !== undefined) {
      problems.addAll(check.name(`${field}.name`, p.name, DNS_LABEL, 'name each port of the Service'));
    }
    for (const key of keysOf(p)) {
      if (p.name !== undefined && seen.has(key)) {
        problems.add({
          code: 'serving/service-port-taken',
          field,
          value: key,
          rule: 'must be used by one port of the Service only',
          why: 'the API server would reject the Service',
          fix: 'set a different name and number for each port',
        });
      }
      seen.add(key);
    }
    if (p.nodePort !== undefined && (type ?? ServiceType.CLUSTER_IP) === ServiceType.CLUSTER_IP) {
      problems.add({
        code: 'serving/node-port-on-cluster-ip',
        field: `${field}.nodePort`,
        value: p.nodePort,
        rule: 'requires type NODE_PORT or LOAD_BALANCER',
        why: 'the API server would reject the Service',
        fix: 'set service.type',
      });
    }
  }
  return problems.all;
}

/** What must differ between the ports of a Service. */
function keysOf(p: ServicePort): string[] {
  const { name, port, nodePort } = p;
  const keys = [];
  // What is of another type is named elsewhere, and may be no text.
  if (typeof name === 'string') keys.push(`name ${name}`);
  if (typeof port === 'number') keys.push(`port ${port}/${String(protocol(p))}`);
  if (typeof nodePort === 'number') keys.push(`nodePort ${nodePort}`);
  return keys;
}

function numberProblems(p: ServicePort, declared: readonly ContainerPort[]): Problem[] {
  const problems = new Problems();
  problems.addAll(check.port('port', p.port));
  if (p.targetPort !== undefined) problems.addAll(check.port('targetPort', p.targetPort));
  const target = p.targetPort ?? p.port;
  if (problems.isEmpty && !declared.some((d) => d.number === target && protocol(d) === protocol(p))) {
    problems.add({
      code: 'serving/undeclared-target-port',
      field: 'targetPort',
      value: target,
      rule: `must be a port that a container declares for ${protocol(p)}`,
      why: 'connections to the Service would be refused',
      fix: `use one of ${declared.map((d) => d.number).join(', ')}, or add the port to ports`,
    });
  }
  if (p.nodePort !== undefined) problems.addAll(check.port('nodePort', p.nodePort));
  return problems.all;
}

function selectorProblems(selector: Labels, pods: Labels): Problem[] {
  if (!check.isObject(selector)) return check.labels('selector', selector);
  if (Object.keys(selector).length === 0) {
    return [{
      code: 'serving/service-selector-empty',
      field: 'selector',
      value: selector,
      rule: 'must not be empty',
      why: 'the Service would select no pod',
      fix: 'remove it to use the selector of the Deployment',
    }];
  }
  if (Object.entries(selector).every(([key, value]) => pods[key] === value)) return check.labels('selector', selector);
  return [{
    code: 'serving/service-selector-mismatch',
    field: 'selector',
    value: selector,
    rule: `must contain only labels of the pods (${Object.entries(pods).map(([k, v]) => `${k}=${v}`).join(', ')})`,
    why: 'the Service would select no pod',
    fix: 'use those labels, or add the missing ones to labels',
  }];
}

function sourceRangeProblems({ loadBalancerSourceRanges: ranges, type }: InferenceServiceOptions): Problem[] {
  if (ranges === undefined || ranges === null) return [];
  if (type !== ServiceType.LOAD_BALANCER) {
    return [{
      code: 'serving/source-ranges-without-load-balancer',
      field: 'loadBalancerSourceRanges',
      value: ranges,
      rule: 'requires type LOAD_BALANCER',
      why: 'Kubernetes ignores it for other types',
      fix: 'set service.type',
    }];
  }
  if (!Array.isArray(ranges)) return [notAList('loadBalancerSourceRanges', ranges)];
  const problems = new Problems();
  for (const [i, range] of ranges.entries()) problems.addAll(check.cidr(`loadBalancerSourceRanges[${i}]`, range));
  return problems.all;
}
