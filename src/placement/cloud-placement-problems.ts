import type { IConstruct } from 'constructs';
import { contradictionProblems, notCloudNodes } from './cloud-node-problems';
import { CloudNodes } from './cloud-nodes';
import type { CloudPlacementProps } from './cloud-placement-props';
import type { SpreadLabels } from './placed-pods';
import type { ToleratedTaint, ZoneSpreadOptions } from './zone-spread-options';
import { DNS_SUBDOMAIN, isLabelKey, isLabelValue } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const SPREAD_DOCS = 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/';

export function cloudPlacementProblems(props: CloudPlacementProps): Problem[] {
  const { nodes, spread, tolerates, priorityClassName } = props;
  if (nodes !== undefined && !(nodes instanceof CloudNodes)) return [notCloudNodes('nodes', nodes)];
  const problems = new Problems();
  if (nodes !== undefined) {
    const wrong = nodes._problems('nodes');
    problems.addAll(wrong);
    if (wrong.length === 0) problems.addAll(contradictionProblems('nodes', nodes._requirements));
  }
  if (spread !== undefined) problems.within('spread', zoneProblems(spread, zonesOf(nodes)));
  problems.addAll(taintListProblems(tolerates));
  problems.addAll(gpuTaintProblems(props));
  if (priorityClassName !== undefined) {
    problems.addAll(
      check.name('priorityClassName', priorityClassName, DNS_SUBDOMAIN),
    );
  }
  return problems.all;
}

/** The zones that nodes are limited to; undefined where any zone is possible. */
function zonesOf(nodes: CloudNodes | undefined): readonly string[] | undefined {
  const lists = (nodes?._requirements ?? [])
    .filter(({ key, operator }) => key === 'topology.kubernetes.io/zone' && operator === 'In')
    .map(({ values = [] }) => values);
  if (lists.length === 0) return undefined;
  return [...new Set(lists[0])].filter((zone) => lists.every((list) => list.includes(zone)));
}

function zoneProblems(spread: ZoneSpreadOptions, zones: readonly string[] | undefined): Problem[] {
  if (!check.isObject(spread)) {
    return [{
      code: 'placement/spread-not-an-object',
      field: '',
      value: spread,
      rule: 'must be an object',
      why: 'no property can be read from another type',
      fix: 'write {} to prefer zones with fewer replicas, or { required: true }',
    }];
  }
  const { required, maxSkew, minZones } = spread;
  const problems = new Problems();
  const fix = 'set a whole number, or omit it';
  const rejected = 'the API server would reject the pod';
  if (required !== undefined && typeof required !== 'boolean') {
    problems.add({
      code: 'placement/spread-required-not-a-boolean',
      field: 'required',
      value: required,
      rule: 'must be true or false',
      why: 'whether a replica waits is unknown otherwise',
      fix: 'set true or false, or omit it',
    });
  }
  if (maxSkew !== undefined) problems.addAll(check.integer('maxSkew', maxSkew, { min: 1 }, rejected, fix));
  if (minZones !== undefined) problems.addAll(check.integer('minZones', minZones, { min: 1 }, rejected, fix));
  if (minZones !== undefined && required !== true) {
    problems.add({
      code: 'placement/min-zones-not-required',
      field: 'minZones',
      value: minZones,
      rule: 'needs required: true',
      why: 'the API server rejects minDomains with ScheduleAnyway',
      fix: 'set required: true, or omit minZones',
      source: SPREAD_DOCS,
    });
  }
  if (zones === undefined) return problems.all;
  if (zones.length === 1) {
    problems.add({
      code: 'placement/spread-over-one-zone',
      field: '',
      value: zones,
      rule: 'needs two zones or more',
      why: 'nodes chooses one zone, so there is nothing to spread over',
      fix: 'name more zones, or omit spread',
    });
  } else if (typeof minZones === 'number' && minZones > zones.length) {
    problems.add({
      code: 'placement/min-zones-above-zones',
      field: 'minZones',
      value: minZones,
      rule: `must not be above ${zones.length}, the zones that nodes chooses`,
      why: 'there are never as many zones, so each zone gets maxSkew replicas and all others stay Pending',
      fix: 'lower minZones, or name more zones',
      source: SPREAD_DOCS,
    });
  }
  return problems.all;
}

function taintListProblems(tolerates: unknown): Problem[] {
  if (tolerates === undefined) return [];
  if (!Array.isArray(tolerates)) {
    return [{
      code: 'placement/taints-not-a-list',
      field: 'tolerates',
      value: tolerates,
      rule: 'must be a list of taints',
      why: 'no taint can be read from another type',
      fix: 'write it as [{ key: \'nvidia.com/gpu\' }]',
    }];
  }
  const problems = new Problems();
  for (const [i, taint] of tolerates.entries()) problems.addAll(taintProblems(`tolerates[${i}]`, taint));
  return problems.all;
}

function taintProblems(field: string, taint: ToleratedTaint): Problem[] {
  const { key, value, effect } = check.isObject(taint) ? taint as ToleratedTaint : {} as Partial<ToleratedTaint>;
  const problems = new Problems();
  const rejected = {
    why: 'the API server would reject the toleration',
    fix: 'write the taint as kubectl describe node shows it',
  };
  if (!isLabelKey(key as string)) {
    problems.add({
      code: 'placement/taint-key',
      field: `${field}.key`,
      value: key,
      rule: 'must be a label key',
      ...rejected,
    });
  }
  if (value !== undefined && !isLabelValue(value)) {
    problems.add({
      code: 'placement/taint-value',
      field: `${field}.value`,
      value,
      rule: 'must be a label value',
      ...rejected,
    });
  }
  if (effect !== undefined && !EFFECTS.includes(effect)) {
    problems.add({
      code: 'placement/taint-effect',
      field: `${field}.effect`,
      value: effect,
      rule: `must be one of ${EFFECTS.join(', ')}`,
      ...rejected,
    });
  }
  return problems.all;
}

function gpuTaintProblems({ nodes, tolerateGpuTaint }: CloudPlacementProps): Problem[] {
  if (tolerateGpuTaint === undefined || nodes?._vendor !== undefined) return [];
  return [{
    code: 'placement/gpu-taint-without-model',
    field: 'tolerateGpuTaint',
    value: tolerateGpuTaint,
    rule: 'needs nodes that are chosen by the model of their GPUs',
    why: 'of other nodes it is unknown whether they have GPUs, so the property has no effect',
    fix: 'omit it, use CloudNodes.gpuModels, or name the taint in tolerates',
  }];
}

/** Problems of a workload whose replicas are spread. */
export function spreadProblems(pod: IConstruct, labels: SpreadLabels | undefined): Problem[] {
  if (labels) return [];
  return [{
    code: 'placement/spread-without-labels',
    field: 'workload',
    value: pod.node.path,
    rule: 'must have labels by which its pods are counted',
    why: 'a topology spread constraint counts the pods that its selector finds, and without labels it finds none',
    fix: 'give the pods labels or the workload a selector before it is placed, or omit spread',
  }];
}
