import { itemsOf } from './plain-fields';
import { milliOf } from './quantity-of';
import { serverFacts } from './server-facts';
import { startupOf, type Startup } from './startup-estimate';
import type { Container } from '../../kubernetes/manifest';
import { podRequests } from '../../kubernetes/pod-resources';
import { amountOf } from '../../kubernetes/quantities';
import { podRequest, requestOf, type Workload } from '../../kubernetes/workload';
import type { HpaSettings } from '../model/hpa-settings';
import type { ContainerModel, PodModel } from '../model/service-model';

/** Two scrapes of metrics-server, which it does every 15 seconds in its own manifests. */
const METRICS_AFTER_START = 30;

export interface PodOptions {
  /** As it was measured: the n-th pod takes the n-th. */
  readonly startup?: readonly number[];
  readonly metricsLagSeconds?: number;
}

/** A pod, with what is to know of it. */
export interface ReadPod {
  readonly pod: PodModel;
  readonly notModelled: readonly string[];
}

export function readPod(workload: Workload, hpa: HpaSettings, options: PodOptions = {}): ReadPod {
  const { containers, pod } = workload;
  const server = serverOf(containers, hpa);
  const facts = server && serverFacts(server);
  const podLimit = limitOf(pod.resources?.limits?.cpu);
  const given = options.startup?.filter((seconds) => seconds >= 0) ?? [];
  const startup = given.length > 0 ? undefined : slowest(containers);
  const startupSeconds = startup ? [startup.seconds] : given;
  const model: PodModel = {
    containers: containers.map((c) => containerModel(c, { isServer: c === server, podLimit })),
    podRequestMilli: wholeRequest(workload),
    podMemoryRequest: wholeMemory(workload),
    startupSeconds,
    startupFrom: startup?.from ?? 'as given',
    metricsLagSeconds: options.metricsLagSeconds ?? lagOf(hpa, Math.min(...startupSeconds)),
    requests: requestsOf(workload),
    parallelRequests: facts?.parallelRequests,
  };
  return { pod: model, notModelled: notes(workload, server, startup) };
}

/**
 * The container that serves the load: the one that the autoscaler measures by name, else the first of a known model
 * server, else the first with a port, else the first.
 */
function serverOf(containers: readonly Container[], { metrics }: HpaSettings): Container | undefined {
  const measured = new Set(metrics.map(({ container }) => container));
  return containers.find(({ name }) => name !== undefined && measured.has(name))
    ?? containers.find((c) => serverFacts(c).row !== undefined)
    ?? containers.find(({ ports = [] }) => ports.length > 0)
    ?? containers[0];
}

function containerModel(
  container: Container, { isServer, podLimit }: { readonly isServer: boolean; readonly podLimit?: number },
): ContainerModel {
  const limit = limitOf(container.resources?.limits?.cpu);
  return {
    name: container.name ?? '',
    requestMilli: milliOf(requestOf(container, 'cpu')),
    memoryRequest: amountOf(requestOf(container, 'memory')),
    limitMilli: limit === undefined || podLimit === undefined ? limit ?? podLimit : Math.min(limit, podLimit),
    threadsMilli: isServer ? serverFacts(container).threadsMilli : undefined,
    share: isServer ? 1 : 0,
  };
}

/** A limit of 0 is none: the kubelet sets no quota for it. */
function limitOf(quantity: unknown): number | undefined {
  return milliOf(quantity) || undefined;
}

/** A pod is ready when all its containers are. */
function slowest(containers: readonly Container[]): Startup {
  const all = containers.map((c) => startupOf(c, serverFacts(c).row));
  return all.reduce((a, b) => (b.seconds > a.seconds ? b : a), startupOf({}));
}

/**
 * metrics-server measures a pod from its start, so a slow one before it is ready; a metric of pods may be there only
 * after it is ready.
 */
function lagOf({ metrics }: HpaSettings, startup: number): number {
  const ofPods = metrics.some(({ type }) => type === 'Pods');
  return ofPods ? METRICS_AFTER_START : METRICS_AFTER_START - startup;
}

/** Where a pod states another resource as a whole, it has of this one a sum of cores, which is no quantity. */
function wholeRequest(workload: Workload): number | undefined {
  const request = podRequest(workload, 'cpu');
  return typeof request === 'number' ? milliOfCores(request) : milliOf(request);
}

function wholeMemory(workload: Workload): number | undefined {
  const request = podRequest(workload, 'memory');
  return typeof request === 'number' ? request : amountOf(request);
}

/** In thousandths, rounded up, but not for what a sum of fractions is off. */
function milliOfCores(cores: number): number {
  return Math.ceil(Number((cores * 1000).toFixed(6)));
}

function requestsOf({ pod }: Workload): Record<string, number> {
  const requests: Record<string, number> = {};
  for (const [name, amount] of podRequests(pod)) {
    requests[name] = name === 'cpu' ? milliOfCores(amount) : amount;
  }
  return requests;
}

function notes({ object, containers, pod }: Workload, server: Container | undefined, startup?: Startup): string[] {
  const all: string[] = [];
  if (startup) {
    all.push(`A pod is ready after ${startup.seconds} s (${startup.from}). Give what you measured.`);
    const before = itemsOf(pod.initContainers).filter(({ restartPolicy }) => restartPolicy !== 'Always');
    const names = before.map(({ name }) => String(name ?? '')).join(', ');
    if (before.length > 0) all.push(`The time of its init containers (${names}) is not in it.`);
  }
  if (containers.length > 1) all.push(`All load is that of container ${server?.name ?? ''}.`);
  const isInOrder = object.kind === 'StatefulSet' && object.spec?.podManagementPolicy !== 'Parallel';
  if (isInOrder) all.push('A StatefulSet starts its pods one after the other, which is not modelled.');
  return all;
}
