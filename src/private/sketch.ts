import type { ApiObject } from 'cdk8s';
import { AbstractPod, ConfigMap, Container, CronJob, Deployment, Pod, Service, StatefulSet, Workload } from 'cdk8s-plus-27';
import { sketchPatches } from './patch';
import { plainManifest } from './plain-object';
import { isRead } from '../rules/facts';
import type { Container as ContainerManifest, Manifest, PodSpec } from '../rules/manifest';

/**
 * What the rules read of an object, without rendering it: rendering a fleet twice would cost as much as the synth itself.
 * An object that this file does not know, or that its user patched, is rendered after all.
 */
export function sketch(object: ApiObject): Manifest {
  const { apiVersion, kind } = object;
  const metadata = { name: object.name, namespace: object.metadata.namespace };
  if (!isRead(apiVersion, kind)) return { apiVersion, kind, metadata };
  const owner = object.node.scope;
  const spec = plainManifest(object)?.spec
    ?? (owner instanceof AbstractPod && !(owner instanceof CronJob) ? workload(owner, object) : undefined)
    ?? (owner instanceof Service && hasNoPatchOfOthers(object) ? { selector: selectorOf(owner), ports: owner.ports } : undefined);
  if (spec) return { apiVersion, kind, metadata, spec };
  if (owner instanceof ConfigMap && hasNoPatchOfOthers(object)) return { apiVersion, kind, metadata, data: owner.data, binaryData: owner.binaryData };
  return object.toJson();
}

function hasNoPatchOfOthers(object: ApiObject): boolean {
  return sketchPatches(object, {});
}

function selectorOf(service: Service): Record<string, string> {
  return (service as unknown as { _selector: Record<string, string> })._selector;
}

function workload(owner: AbstractPod, object: ApiObject): unknown {
  const pod = podSpec(owner);
  if (!sketchPatches(object, pod)) return undefined;
  if (owner instanceof Pod) return pod;
  if (!(owner instanceof Workload)) return undefined;
  const counted = owner instanceof Deployment || owner instanceof StatefulSet;
  const scaled = (owner as unknown as { hasAutoscaler?: boolean }).hasAutoscaler === true;
  return {
    ...(counted && !scaled && { replicas: owner.replicas ?? (owner instanceof Deployment ? 2 : 1) }),
    ...(owner instanceof Deployment && { progressDeadlineSeconds: owner.progressDeadline.toSeconds() }),
    selector: { matchLabels: owner.matchLabels, matchExpressions: owner.matchExpressions },
    template: { metadata: { labels: (owner.podMetadata as unknown as { labels: Record<string, string> }).labels }, spec: pod },
  };
}

function podSpec(owner: AbstractPod): PodSpec {
  const { affinity, nodeName } = (owner as unknown as Pod).scheduling._toKube();
  const volumes = new Map(owner.volumes.map((v) => [v.name, v]));
  for (const c of [...owner.containers, ...owner.initContainers]) c.mounts.forEach((m) => volumes.set(m.volume.name, m.volume));
  return {
    affinity,
    nodeName,
    hostNetwork: owner.hostNetwork,
    terminationGracePeriodSeconds: owner.terminationGracePeriod?.toSeconds(),
    containers: owner.containers.map(container),
    initContainers: owner.initContainers.map(container),
    volumes: [...volumes.values()].map((v) => v._toKube()),
  };
}

/** A container as cdk8s-plus renders it, with its quantities as text. */
function container(c: Container): ContainerManifest {
  const kube = c._toKube();
  const { requests, limits } = kube.resources ?? {};
  return { ...kube, resources: { requests: text(requests), limits: text(limits) } } as ContainerManifest;
}

function text(quantities: Record<string, { value: unknown }> | undefined): Record<string, string> | undefined {
  return quantities && Object.fromEntries(Object.entries(quantities).map(([name, { value }]) => [name, String(value)]));
}
