import { SizeRoundingBehavior, type Size } from 'cdk8s';
import type { Cpu } from 'cdk8s-plus-27';
import type { InferenceResources } from './inference-resources';
import { byteProblems, deviceProblems, isDevice } from './whole-resource-problems';
import type { ResourceRequirements } from '../kubernetes/manifest';
import { fixWith, similarName } from '../validation/corrections';
import { isLabelKey } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';
import * as check from '../validation/value-checks';

/** The resources of Kubernetes itself; any other is an extended resource with a domain. */
const NATIVE = /^(cpu|memory|ephemeral-storage|hugepages-\d+(Ki|Mi|Gi))$/;
/** Names that are meant where another one is written almost so. */
const NAMES = ['cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu', 'amd.com/gpu'];

const NOTHING_RESERVED = 'no resource would be reserved, and no utilization could be computed';

const UNITS = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi'];

/** The typed properties, with the name of their resource. */
const TYPED = [
  { resource: 'cpu', property: 'cpu' },
  { resource: 'memory', property: 'memory' },
  { resource: 'ephemeral-storage', property: 'ephemeralStorage' },
] as const;

/** An `Accelerator`, as far as it is a resource of a container. */
interface Requested {
  readonly resource: string;
  readonly count: number;
  readonly _claim?: object;
}

const SIDES = [{ side: 'request', map: 'requests' }, { side: 'limit', map: 'limits' }] as const;

/** A Size, also one of another copy of cdk8s. */
export function isSize(value: unknown): value is Size {
  return check.isObject(value) && typeof (value as Partial<Size>).toKibibytes === 'function';
}

/** A Cpu, also one of another copy of cdk8s-plus. */
function isCpu(value: unknown): value is Cpu {
  return check.isObject(value) && typeof (value as Partial<Cpu>).amount === 'string';
}

/** The problem of a value that is not a `Size`. */
export function wrongSizeProblems(field: string, value: unknown): Problem[] {
  return [{
    code: 'values/not-a-size',
    field,
    value,
    rule: 'must be a Size of cdk8s',
    why: 'the unit of any other value is unknown',
    fix: 'set a Size such as Size.gibibytes(2)',
  }];
}

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

/** All requests and limits by resource name; a quantity in notation wins over a typed property. */
export function renderResources(resources: InferenceResources, accelerator?: Requested): ResourceRequirements {
  return {
    requests: renderSide(resources, 'request', resources.requests, accelerator),
    limits: renderLimits(resources, accelerator),
  };
}

/** All limits by resource name. */
export function renderLimits(resources: InferenceResources, accelerator?: Requested): Record<string, string> {
  return renderSide(resources, 'limit', resources.limits, accelerator);
}

function renderSide(
  { cpu, memory, ephemeralStorage }: InferenceResources,
  key: 'request' | 'limit',
  inNotation: Record<string, string> | undefined,
  accelerator: Requested | undefined,
): Record<string, string> {
  const ofCpu = cpu?.[key];
  const ofMemory = memory?.[key];
  const ofStorage = ephemeralStorage?.[key];
  const typed: Record<string, string> = {};
  if (isCpu(ofCpu)) typed.cpu = ofCpu.amount;
  if (isSize(ofMemory)) typed.memory = renderSize(ofMemory);
  if (isSize(ofStorage)) typed['ephemeral-storage'] = renderSize(ofStorage);
  const rendered = inNotation ? { ...typed, ...inNotation } : typed;
  // Devices that are claimed are no resource of the container.
  if (accelerator && !accelerator._claim) rendered[accelerator.resource] = String(accelerator.count);
  return rendered;
}

/** Problems of the requests and limits of a container. */
export function resourceProblems(at: string, resources: InferenceResources | undefined): Problem[] {
  if (!check.isObject(resources)) {
    return [{
      code: 'values/resources-missing',
      field: at,
      value: resources,
      rule: 'must be set',
      why: 'without requests the scheduler reserves nothing, and the HPA cannot compute utilization',
      fix: 'set a CPU request and a memory request',
    }];
  }
  const inNotation = resources.requests !== undefined || resources.limits !== undefined;
  const wrongTypes = inNotation ? [...typeProblems(resources), ...mapProblems(resources)] : typeProblems(resources);
  const rendered = renderResources(resources);
  const { requests, limits } = rendered;
  const problems = new Problems();
  if (inNotation) problems.addAll(doubledProblems(resources));
  problems.addAll(wrongTypes);
  if (inNotation) problems.addAll(quantityProblems(resources));
  problems.addAll(typedQuantityProblems(resources, rendered));
  problems.addAll(orderProblems(resources, rendered));
  problems.addAll(byteProblems(requests, limits));
  problems.addAll(deviceProblems(requests, limits));
  if (wrongTypes.length === 0 && Object.keys(requests).length + Object.keys(limits).length === 0) {
    problems.add({
      code: 'values/no-resource-named',
      field: '',
      rule: 'must contain a request or a limit',
      why: 'without requests the scheduler reserves nothing, and the HPA cannot compute utilization',
      fix: 'set a CPU request and a memory request',
    });
  }
  return within(at, problems.all);
}

/** A typed property must be a value of cdk8s or cdk8s-plus, which has a unit. */
function typeProblems(resources: InferenceResources): Problem[] {
  const problems = new Problems();
  for (const { property } of TYPED) {
    const sides: unknown = resources[property];
    if (sides === undefined || sides === null) continue;
    if (!check.isObject(sides) || isCpu(sides) || isSize(sides)) {
      problems.add({
        code: 'values/resource-without-sides',
        field: property,
        value: sides,
        rule: 'must be an object with a request, a limit or both',
        why: 'whether a value alone is the request or the limit is unknown',
        fix: `write ${property}: { request: ${property === 'cpu' ? 'Cpu.units(1)' : 'Size.gibibytes(2)'} }`,
      });
      continue;
    }
    for (const { side } of SIDES) {
      const given: unknown = resources[property]?.[side];
      if (given === undefined) continue;
      const field = `${property}.${side}`;
      if (property !== 'cpu') {
        if (!isSize(given)) problems.addAll(wrongSizeProblems(field, given));
      } else if (!isCpu(given)) {
        problems.add({
          code: 'values/not-a-cpu',
          field,
          value: given,
          rule: 'must be a Cpu of any cdk8s-plus, with its `amount`',
          why: 'the unit of any other value is unknown',
          fix: 'set a Cpu such as Cpu.millis(500), or write the quantity in requests and limits',
        });
      }
    }
  }
  return problems.all;
}

function doubledProblems(resources: InferenceResources): Problem[] {
  const problems = new Problems();
  for (const { resource, property } of TYPED) {
    for (const { side, map } of SIDES) {
      const quantity = resources[map]?.[resource];
      if (quantity === undefined || resources[property]?.[side] === undefined) continue;
      problems.add({
        code: 'values/resource-given-twice',
        field: `${map}[${JSON.stringify(resource)}]`,
        value: quantity,
        rule: `must not be set as ${property}.${side} too`,
        why: 'only one of the two takes effect',
        fix: 'keep one of them',
      });
    }
  }
  return problems.all;
}

function mapProblems(resources: InferenceResources): Problem[] {
  const problems = new Problems();
  for (const { map } of SIDES) {
    const given: unknown = resources[map];
    if (given === undefined || check.isObject(given)) continue;
    problems.add({
      code: 'values/quantities-not-a-map',
      field: map,
      value: given,
      rule: 'must be an object of quantities by resource name',
      why: 'the API server would reject the pod',
      fix: 'write it as { memory: "64M" }',
    });
  }
  return problems.all;
}

/** The quantities in Kubernetes notation. */
function quantityProblems(resources: InferenceResources): Problem[] {
  const problems = new Problems();
  for (const { map } of SIDES) {
    const given = resources[map];
    if (!check.isObject(given)) continue;
    for (const [resource, value] of Object.entries(given)) {
      const field = `${map}[${JSON.stringify(resource)}]`;
      problems.addAll(check.quantity(field, value, NOTHING_RESERVED));
      const extended = isLabelKey(resource) && resource.includes('/') && !resource.startsWith('requests.');
      if (NATIVE.test(resource) || extended) continue;
      problems.add({
        code: 'values/unknown-resource-name',
        field,
        rule: 'the name must be cpu, memory, ephemeral-storage, hugepages-<size> or <domain>/<resource>',
        why: 'the API server would reject the pod',
        fix: fixWith(similarName(resource, NAMES), 'use one of these names'),
      });
    }
  }
  return problems.all;
}

/** The quantities of typed properties: a Cpu or a Size may be zero or NaN. */
function typedQuantityProblems(resources: InferenceResources, rendered: ResourceRequirements): Problem[] {
  const problems = new Problems();
  for (const { resource, property } of TYPED) {
    for (const { side, map } of SIDES) {
      const value = rendered[map][resource];
      if (value === undefined || resources[map]?.[resource] !== undefined) continue;
      problems.addAll(check.quantity(`${property}.${side}`, value, NOTHING_RESERVED));
    }
  }
  return problems.all;
}

function orderProblems(resources: InferenceResources, { requests, limits }: ResourceRequirements): Problem[] {
  const problems = new Problems();
  for (const resource of Object.keys(requests)) {
    const wanted = parseQuantity(requests[resource]);
    const most = parseQuantity(limits[resource]);
    if (wanted === undefined || most === undefined || wanted <= most || isDevice(resource)) continue;
    const isTyped = resources.requests?.[resource] === undefined;
    const property = TYPED.find((t) => t.resource === resource)?.property;
    problems.add({
      code: 'values/request-above-limit',
      field: isTyped ? `${property}.request` : `requests[${JSON.stringify(resource)}]`,
      value: requests[resource],
      rule: `must not be above the limit of ${limits[resource]}`,
      why: 'the API server would reject the pod',
      fix: `raise the limit to ${requests[resource]}, or lower the request to ${limits[resource]}`,
    });
  }
  return problems.all;
}
