import { ServiceType, type ContainerPort } from 'cdk8s-plus-27';
import type { InferenceServiceOptions } from './inference-service-options';
import { protocol } from './port-problems';
import * as check from '../validation/check';
import { DNS_1035_LABEL, DNS_LABEL } from '../validation/names';
import type { Problem } from '../validation/problem';

/** What is wrong with the Service of pods that carry these labels and declare these ports. */
export function serviceProblems(service: InferenceServiceOptions, pods: Record<string, string>, declared: readonly ContainerPort[]): Problem[] {
  const { name, ports, labels, annotations, selector, type, loadBalancerSourceRanges } = service;
  const seen = new Set<string>();
  const problems = [
    ...(name === undefined ? [] : check.name('name', name, DNS_1035_LABEL)),
    ...check.labels('labels', labels),
    ...check.annotations('annotations', annotations),
    ...check.labels('selector', selector),
  ];
  if (ports?.length === 0) {
    problems.push({
      field: 'ports',
      value: ports,
      rule: 'must not be empty',
      why: 'the API server would reject the Service',
      fix: 'leave ports out for those of the server',
    });
  }
  for (const [i, p] of (ports ?? []).entries()) {
    problems.push(...check.port(`ports[${i}].port`, p.port), ...(p.targetPort === undefined ? [] : check.port(`ports[${i}].targetPort`, p.targetPort)));
    if (p.nodePort !== undefined) problems.push(...check.port(`ports[${i}].nodePort`, p.nodePort));
    const target = p.targetPort ?? p.port;
    if (!declared.some((d) => d.number === target && protocol(d) === protocol(p))) {
      problems.push({
        field: `ports[${i}].targetPort`,
        value: target,
        rule: `no container declares that port for ${protocol(p)}`,
        why: 'connections to the Service would be refused',
        fix: `send to one of ${declared.map((d) => d.number).join(', ')}, or add the port to ports`,
      });
    }
    if (ports!.length > 1 || p.name !== undefined) problems.push(...check.name(`ports[${i}].name`, p.name, DNS_LABEL, 'name each port of the Service'));
    for (const key of [`name ${p.name}`, `port ${p.port}/${protocol(p)}`, ...(p.nodePort === undefined ? [] : [`nodePort ${p.nodePort}`])]) {
      if (p.name !== undefined && seen.has(key)) {
        problems.push({
          field: `ports[${i}]`,
          value: key,
          rule: 'is given twice',
          why: 'the API server would reject the Service',
          fix: 'give each port a name and a number of its own',
        });
      }
      seen.add(key);
    }
    if (p.nodePort !== undefined && (type ?? ServiceType.CLUSTER_IP) === ServiceType.CLUSTER_IP) {
      problems.push({
        field: `ports[${i}].nodePort`,
        value: p.nodePort,
        rule: 'needs type NODE_PORT or LOAD_BALANCER',
        why: 'the API server would reject the Service',
        fix: 'set service.type',
      });
    }
  }
  if (selector && Object.entries(selector).some(([key, value]) => pods[key] !== value)) {
    problems.push({
      field: 'selector',
      value: selector,
      rule: `must hold only labels of the pods (${Object.entries(pods).map(([k, v]) => `${k}=${v}`).join(', ')})`,
      why: 'the Service would send to no pod',
      fix: 'use some of those labels, or add the missing ones to labels',
    });
  }
  if (selector && Object.keys(selector).length === 0) {
    problems.push({
      field: 'selector',
      value: selector,
      rule: 'must not be empty',
      why: 'the Service would send to no pod',
      fix: 'leave it out for the deployment\'s selector',
    });
  }
  if (loadBalancerSourceRanges && type !== ServiceType.LOAD_BALANCER) {
    problems.push({
      field: 'loadBalancerSourceRanges',
      value: loadBalancerSourceRanges,
      rule: 'needs type LOAD_BALANCER',
      why: 'it would have no effect',
      fix: 'set service.type',
    });
  }
  (loadBalancerSourceRanges ?? []).forEach((range, i) => problems.push(...check.cidr(`loadBalancerSourceRanges[${i}]`, range)));
  if (type === ServiceType.EXTERNAL_NAME) {
    problems.push({
      field: 'type',
      value: type,
      rule: 'must send to the pods',
      why: 'a Service of that type is a DNS alias',
      fix: 'use CLUSTER_IP, NODE_PORT or LOAD_BALANCER',
    });
  }
  return problems;
}
