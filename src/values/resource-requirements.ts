import { SizeRoundingBehavior, type Size } from 'cdk8s';
import type { ResourceRequirements } from '../kubernetes/manifest';
import * as check from '../validation/check';
import { isLabelKey } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { parseQuantity } from '../validation/quantity';
import type { Accelerator } from './accelerator';
import type { InferenceResources } from './inference-resources';

/** Kubernetes' own resources; any other is a vendor's and has its domain. */
const NATIVE = /^(cpu|memory|ephemeral-storage|hugepages-\d+(Ki|Mi|Gi))$/;
const NOTHING = 'nothing would be reserved, and utilization has no meaning';

const UNITS = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** A cdk8s Size in the largest unit that needs no fraction. */
export function renderSize(size: Size): string {
  let amount = size.toKibibytes({ rounding: SizeRoundingBehavior.NONE });
  let unit = 0;
  while (unit < UNITS.length - 1 && amount >= 1024 && amount % 1024 === 0) {
    amount /= 1024;
    unit += 1;
  }
  return `${amount}${UNITS[unit]}`;
}

/** All that was given, typed or not, by resource name; what is given twice stands as the quantity in notation. */
export function renderResources(resources: InferenceResources, accelerator?: Accelerator): ResourceRequirements {
  const side = (key: 'request' | 'limit', more: Record<string, string> | undefined) => ({
    ...(resources.cpu?.[key] !== undefined && { cpu: resources.cpu[key].amount }),
    ...(resources.memory?.[key] !== undefined && { memory: renderSize(resources.memory[key]) }),
    ...(resources.ephemeralStorage?.[key] !== undefined && { 'ephemeral-storage': renderSize(resources.ephemeralStorage[key]) }),
    ...more,
    ...(accelerator && { [accelerator.resource]: String(accelerator.count) }),
  });
  return { requests: side('request', resources.requests), limits: side('limit', resources.limits) };
}

export function resourceProblems(at: string, resources: InferenceResources | undefined): Problem[] {
  if (typeof resources !== 'object' || resources === null) {
    return [{
      field: at,
      value: resources,
      rule: 'are required',
      why: 'without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization',
      fix: 'give at least a CPU and a memory request',
    }];
  }
  const problems = [...doubled(resources), ...mapProblems('requests', resources.requests), ...mapProblems('limits', resources.limits)];
  const { requests, limits } = renderResources(resources);
  for (const [kind, map, given] of [['request', requests, resources.requests], ['limit', limits, resources.limits]] as const) {
    for (const [resource, value] of Object.entries(map)) {
      if (given?.[resource] === undefined) problems.push(...check.quantity(`${typedName(resource)}.${kind}`, value, NOTHING));
    }
  }
  for (const [resource, request] of Object.entries(requests)) {
    const [want, most] = [parseQuantity(request), parseQuantity(limits[resource])];
    if (want !== undefined && most !== undefined && want > most && !isDevice(resource)) {
      problems.push({
        field: resources.requests?.[resource] === undefined ? `${typedName(resource)}.request` : `requests[${JSON.stringify(resource)}]`,
        value: request,
        rule: `must not be above the limit of ${limits[resource]}`,
        why: 'the API server would reject the pod',
        fix: 'raise the limit or lower the request',
        source: 'Kubernetes API validation',
      });
    }
  }
  problems.push(...byteProblems(requests, limits), ...deviceProblems(requests, limits));
  if (Object.keys(requests).length + Object.keys(limits).length === 0) {
    problems.push({
      field: '',
      rule: 'name no resource',
      why: 'without requests the scheduler packs the server anywhere and an autoscaler cannot compute its utilization',
      fix: 'give at least a CPU and a memory request',
    });
  }
  return within(at, problems);
}

/** Memory and disk are counted in whole bytes, huge pages in whole pages. */
function byteProblems(requests: Record<string, string>, limits: Record<string, string>): Problem[] {
  return [['requests', requests], ['limits', limits]].flatMap(([side, map]) => Object.entries(map).flatMap(([resource, value]) => {
    if (resource === 'cpu') return [];
    const page = /^hugepages-(.*)$/.exec(resource);
    const unit = page ? parseQuantity(page[1]) : resource === 'memory' || resource === 'ephemeral-storage' ? 1 : undefined;
    const amount = parseQuantity(value);
    if (unit === undefined || amount === undefined || amount % unit === 0) return [];
    return [{
      field: `${side}[${JSON.stringify(resource)}]`,
      value: value,
      rule: `must be a whole number of ${page ? `pages of ${page[1]}` : 'bytes'}`,
      why: 'the API server would reject or round it',
      fix: 'round it, such as 64Mi',
    }];
  }));
}

function isDevice(resource: string): boolean {
  return resource.includes('/') || resource.startsWith('hugepages-');
}

/** Devices and huge pages are handed out whole, and a limit is what asks for them. */
function deviceProblems(requests: Record<string, string>, limits: Record<string, string>): Problem[] {
  const names = Object.keys({ ...requests, ...limits });
  if (!names.some(isDevice)) return [];
  const lonely = names.some((r) => r.startsWith('hugepages-')) && !names.includes('cpu') && !names.includes('memory');
  const alone: Problem[] = lonely ? [{
    field: 'limits',
    rule: 'must name cpu or memory beside huge pages',
    why: 'the API server would reject the pod',
    fix: 'add a memory request',
  }] : [];
  return alone.concat(names.filter(isDevice).flatMap((resource) => {
    const [request, limit] = [requests[resource], limits[resource]];
    const [wanted, most] = [parseQuantity(request), parseQuantity(limit)];
    const parses = (request === undefined || wanted !== undefined) && (limit === undefined || most !== undefined);
    const broken = [['requests', request, wanted], ['limits', limit, most]].find(([, , n]) => n !== undefined && !Number.isInteger(n));
    if (!parses || (!broken && most !== undefined && (wanted === undefined || wanted === most))) return [];
    return [{
      field: `${broken ? broken[0] : 'limits'}[${JSON.stringify(resource)}]`,
      value: broken ? broken[1] : limit,
      rule: broken ? 'must be a whole number' : 'must be given, and equal to its request',
      why: 'the API server would reject the pod: such a resource is not shared',
      fix: 'give a whole number in limits, and leave requests out',
    }];
  }));
}

function typedName(resource: string): string {
  return resource === 'ephemeral-storage' ? 'ephemeralStorage' : resource;
}

function doubled(resources: InferenceResources): Problem[] {
  if (!resources.requests && !resources.limits) return [];
  return (['cpu', 'memory', 'ephemeralStorage'] as const).flatMap((typed) => {
    const resource = typed === 'ephemeralStorage' ? 'ephemeral-storage' : typed;
    return ([['request', 'requests'], ['limit', 'limits']] as const)
      .filter(([one, many]) => resources[typed]?.[one] !== undefined && resources[many]?.[resource] !== undefined)
      .map(([one, many]) => ({
        field: `${many}[${JSON.stringify(resource)}]`,
        value: resources[many]![resource],
        rule: `is given as ${typed}.${one} too`,
        why: 'only one of the two could take effect',
        fix: 'keep one of them',
      }));
  });
}

function mapProblems(at: string, map: Record<string, string> | undefined): Problem[] {
  if (map !== undefined && (typeof map !== 'object' || map === null || Array.isArray(map))) {
    return [{ field: at, value: map, rule: 'must be a map of quantities', why: 'there is no resource to ask for', fix: 'write it as { memory: "64M" }' }];
  }
  return Object.entries(map ?? {}).flatMap(([resource, value]) => {
    const place = `${at}[${JSON.stringify(resource)}]`;
    const problems = check.quantity(place, value, NOTHING);
    if (!NATIVE.test(resource) && !(isLabelKey(resource) && resource.includes('/') && !resource.startsWith('requests.'))) {
      problems.push({
        field: place,
        rule: 'the name must be cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<resource>',
        why: 'the API server would reject the pod',
        fix: 'correct the name of the resource',
      });
    }
    return problems;
  });
}
