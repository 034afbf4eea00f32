import type { ApiObject } from 'cdk8s';
import { manifestOf, workloadIn } from './printed-workload';
import type { ServedWorkloadOptions } from './served-workload-options';
import { objectOf } from '../cdk8s-plus/handed-over';
import { groupKind } from '../kubernetes/identity';
import { picks } from '../kubernetes/label-selector';
import type { Manifest } from '../kubernetes/manifest';
import { allContainers, type Workload } from '../kubernetes/workload';
import { ModelServer } from '../servers/model-server';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const KINDS = ['apps/Deployment', 'apps/StatefulSet'];
const DAY = 24 * 60 * 60;

/** A workload that serves a model. */
export interface Described {
  readonly object: ApiObject;
  readonly workload: Workload;
}

/** The workload that is described, or why it is none. */
export function describedBy(construct: unknown): Described | Problem {
  const object = objectOf(construct);
  if (object === undefined) return notAWorkload(construct, 'it has no object of Kubernetes');
  const isKnown = KINDS.includes(groupKind(object.apiVersion, object.kind));
  const named = `${object.kind} ${object.name}`;
  if (!isKnown) return notAWorkload(named, `a ${object.kind} of ${object.apiVersion} is none of them`);
  const manifest = manifestOf(object);
  if (typeof manifest === 'string') {
    return {
      code: 'served/not-rendered',
      field: 'workload',
      value: object.node.path,
      rule: 'must be a workload that cdk8s can render',
      why: `its containers and labels are read from what is printed, and cdk8s reports: ${manifest}`,
      fix: 'correct the workload; call ServedWorkload.of when its containers are there',
    };
  }
  const workload = workloadIn(manifest);
  if (workload !== undefined && workload.containers.length > 0) return { object, workload };
  return notAWorkload(named, 'it has no containers in spec.template.spec');
}

function notAWorkload(value: unknown, reason: string): Problem {
  return {
    code: 'served/not-a-workload',
    field: 'workload',
    value,
    rule: 'must be a Deployment or a StatefulSet with containers',
    why: `nothing can be scaled, scraped or placed: ${reason}`,
    fix: 'give the construct of any cdk8s-plus, or the ApiObject of cdk8s import or Include',
  };
}

/** What is wrong with the description of a workload. */
export function servedProblems({ workload }: Described, options: ServedWorkloadOptions): Problem[] {
  const { server, container, service, httpPort, metricsPort, metricsPath, maxRequestDuration } = options;
  const problems = new Problems();
  if (server instanceof ModelServer) {
    problems.addAll(server._problems('server'));
  } else if (server !== undefined) {
    problems.add({
      code: 'served/not-a-server',
      field: 'server',
      value: server,
      rule: 'must be a ModelServer',
      why: 'metrics and ports of anything else are unknown',
      fix: 'use a factory of ModelServer, or omit it',
    });
  }
  if (container !== undefined) problems.addAll(containerProblems(workload, container));
  if (httpPort !== undefined) problems.addAll(check.port('httpPort', httpPort));
  if (metricsPort !== undefined) problems.addAll(check.port('metricsPort', metricsPort));
  if (metricsPath !== undefined) problems.addAll(pathProblems(metricsPath));
  const why = 'a metric of requests in flight would be checked against no real duration';
  problems.addAll(check.seconds('maxRequestDuration', maxRequestDuration, { min: 1, max: DAY }, why));
  if (service !== undefined) problems.addAll(serviceProblems(workload, service));
  return problems.all;
}

function containerProblems({ pod }: Workload, container: unknown): Problem[] {
  const names = allContainers(pod).map(({ name }) => name);
  if (names.some((name) => name === container)) return [];
  return [{
    code: 'served/unknown-container',
    field: 'container',
    value: container,
    rule: `must be a container of the pod: ${names.join(', ')}`,
    why: 'ports and resources of the server are read from it',
    fix: 'set one of these names, or omit it for the first',
  }];
}

function pathProblems(path: unknown): Problem[] {
  if (typeof path === 'string' && /^\/[^\s?#]*$/.test(path)) return [];
  return [{
    code: 'served/invalid-metrics-path',
    field: 'metricsPath',
    value: path,
    rule: 'must be the path of a URL',
    why: 'Prometheus could not scrape it',
    fix: 'start the path with "/", and omit query and fragment',
  }];
}

function serviceProblems(workload: Workload, service: unknown): Problem[] {
  const object = objectOf(service);
  const manifest = object && manifestOf(object);
  if (object?.kind !== 'Service' || object.apiVersion !== 'v1' || manifest === undefined) {
    return [{
      code: 'served/not-a-service',
      field: 'service',
      value: object ? `${object.kind} ${object.name}` : service,
      rule: 'must be a Service',
      why: 'requests and scrapes reach the pods through a Service',
      fix: 'give the Service of any cdk8s-plus, or its ApiObject, or omit it',
    }];
  }
  if (typeof manifest === 'string') {
    return [{
      code: 'served/service-not-rendered',
      field: 'service',
      value: object.node.path,
      rule: 'must be a Service that cdk8s can render',
      why: `its ports are read from what is printed, and cdk8s reports: ${manifest}`,
      fix: 'correct the Service',
    }];
  }
  return selectionProblems(workload, manifest);
}

function selectionProblems(workload: Workload, service: Manifest): Problem[] {
  const { namespace } = service.metadata ?? {};
  const { namespace: own } = workload.object.metadata ?? {};
  if (namespace !== own) {
    return [{
      code: 'served/service-in-other-namespace',
      field: 'service',
      value: `${service.metadata?.name} in ${namespace ?? 'no namespace'}`,
      rule: `must be in the namespace of the workload: ${own ?? 'none is set'}`,
      why: 'a Service selects pods of its own namespace only',
      fix: 'define both in charts of one namespace',
    }];
  }
  const selector = service.spec?.selector ?? {};
  if (Object.keys(selector).length > 0 && picks({ matchLabels: selector }, workload.podLabels)) return [];
  return [{
    code: 'served/service-selects-other-pods',
    field: 'service',
    value: selector,
    rule: `must select the pods of the workload, whose labels are ${JSON.stringify(workload.podLabels)}`,
    why: 'requests to it would not reach these pods',
    fix: 'give the Service in front of this workload, or correct its selector',
  }];
}
