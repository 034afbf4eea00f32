import type { ApiObject } from 'cdk8s';
import {
  ConfigMap, Container, CronJob, Deployment, Job, Pod, Service, ServiceType, StatefulSet, Workload, type AbstractPod,
} from 'cdk8s-plus-27';
import { isPatched, sketchPatches } from '../kubernetes/patch';
import { plainManifest } from '../kubernetes/plain-object';
import { conform } from '../kubernetes/conform';
import { isRead } from '../kubernetes/inventory';
import type { Container as ContainerManifest, Manifest, PodSpec } from '../kubernetes/manifest';
import { shapeOf } from '../kubernetes/schema';

/**
 * What the rules read of an object, without rendering it: rendering a fleet twice would cost as much as the synth itself.
 * An object that this file does not know, or that its user patched, is rendered after all.
 */
export function sketch(object: ApiObject): Manifest {
  const { apiVersion, kind } = object;
  const metadata = { name: object.name, namespace: object.metadata.namespace };
  if (!isRead(apiVersion, kind)) return isPatched(object) ? rendered(object) : { apiVersion, kind, metadata };
  const plain = plainManifest(object);
  if (plain) return { ...plain, metadata };
  const content = contentOf(object);
  return content ? { apiVersion, kind, metadata, ...content } : rendered(object);
}

/** A raw object may hold anything; the rules get what has the shape that they read. */
function rendered(object: ApiObject): Manifest {
  const is = object.toJson();
  return conform(is, shapeOf(is.kind));
}

/** What the cdk8s-plus construct of an object would render into it. */
function contentOf(object: ApiObject): Partial<Manifest> | undefined {
  const owner = object.node.scope;
  // A user may put objects of their own below a cdk8s-plus construct.
  if ((owner as unknown as { apiObject?: ApiObject }).apiObject !== object) return undefined;
  if (owner instanceof Pod) return pod(owner, object);
  if (owner instanceof Workload && !(owner instanceof CronJob)) return workload(owner, object);
  if (!sketchPatches(object, {})) return undefined;
  if (owner instanceof Service) {
    const { name, namespace } = object.metadata;
    const { labels } = object.metadata as unknown as { labels: Record<string, string> };
    const spec = owner.type === ServiceType.EXTERNAL_NAME ? {} : { selector: selectorOf(owner), ports: owner.ports };
    return { metadata: { name, namespace, labels }, spec };
  }
  return owner instanceof ConfigMap ? { data: owner.data, binaryData: owner.binaryData } : undefined;
}

function selectorOf(service: Service): Record<string, string> {
  return (service as unknown as { _selector: Record<string, string> })._selector;
}

function labelsOf({ podMetadata }: AbstractPod): Record<string, string> {
  return (podMetadata as unknown as { labels: Record<string, string> }).labels;
}

function pod(owner: Pod, object: ApiObject): Partial<Manifest> | undefined {
  const spec = podSpec(owner);
  const { name, namespace } = object.metadata;
  return sketchPatches(object, spec) ? { metadata: { name, namespace, labels: labelsOf(owner) }, spec } : undefined;
}

function workload(owner: Workload, object: ApiObject): Partial<Manifest> | undefined {
  const spec = podSpec(owner);
  if (!sketchPatches(object, spec)) return undefined;
  const counted = owner instanceof Deployment || owner instanceof StatefulSet;
  const scaled = (owner as unknown as { hasAutoscaler?: boolean }).hasAutoscaler === true;
  return {
    spec: {
      ...(counted && !scaled && { replicas: owner.replicas ?? (owner instanceof Deployment ? 2 : 1) }),
      ...(owner instanceof Deployment && { progressDeadlineSeconds: owner.progressDeadline.toSeconds() }),
      // A Job's selector is made by its controller.
      ...(!(owner instanceof Job) && { selector: { matchLabels: owner.matchLabels, matchExpressions: owner.matchExpressions } }),
      template: { metadata: { labels: labelsOf(owner) }, spec },
    },
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
    serviceAccountName: owner.serviceAccount?.name,
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
