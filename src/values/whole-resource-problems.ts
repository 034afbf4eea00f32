import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';

/** Quantities by resource name, as a container has them. */
type Quantities = Readonly<Record<string, string>>;

const HUGE_PAGES = 'hugepages-';

/** Problems of quantities that are not whole bytes of memory or disk, or whole huge pages. */
export function byteProblems(requests: Quantities, limits: Quantities): Problem[] {
  const problems = new Problems();
  problems.addAll(partProblems('requests', requests));
  problems.addAll(partProblems('limits', limits));
  return problems.all;
}

function partProblems(side: 'requests' | 'limits', quantities: Quantities): Problem[] {
  const problems = new Problems();
  for (const resource of Object.keys(quantities)) {
    const value = quantities[resource];
    const isBytes = resource === 'memory' || resource === 'ephemeral-storage';
    const page = resource.startsWith(HUGE_PAGES) ? resource.slice(HUGE_PAGES.length) : undefined;
    if (!isBytes && page === undefined) continue;
    const amount = parseQuantity(value);
    const size = page === undefined ? undefined : parseQuantity(page);
    if (amount !== undefined && size !== undefined && amount % size !== 0) {
      problems.add({
        code: 'values/part-of-a-huge-page',
        field: `${side}[${JSON.stringify(resource)}]`,
        value,
        rule: `must be a whole number of pages of ${page}`,
        why: 'the API server would reject or round the quantity',
        fix: `write ${Math.ceil(amount / size)} pages, which are ${pages(Math.ceil(amount / size), page!)}`,
      });
    }
    if (isBytes && amount !== undefined && !Number.isInteger(amount)) {
      problems.add({
        code: 'values/part-of-a-byte',
        field: `${side}[${JSON.stringify(resource)}]`,
        value,
        rule: 'must be a whole number of bytes',
        why: 'the API server would reject or round the quantity',
        fix: `write ${Math.ceil(amount)} for the next whole number of bytes, or a quantity such as 64Mi`,
      });
    }
  }
  return problems.all;
}

/** A resource that is allocated whole: an extended resource or huge pages. */
export function isDevice(resource: string): boolean {
  return resource.includes('/') || resource.startsWith(HUGE_PAGES);
}

/** Problems of extended resources and huge pages: they are allocated whole, and their limit is required. */
export function deviceProblems(requests: Quantities, limits: Quantities): Problem[] {
  const names = Object.keys({ ...requests, ...limits });
  const devices = names.filter(isDevice);
  if (devices.length === 0) return [];
  const problems = new Problems();
  if (devices.some((r) => r.startsWith(HUGE_PAGES)) && !names.includes('cpu') && !names.includes('memory')) {
    problems.add({
      code: 'values/huge-pages-alone',
      field: 'limits',
      rule: 'must contain cpu or memory beside huge pages',
      why: 'the API server would reject the pod',
      fix: 'add a memory request',
    });
  }
  for (const resource of devices) {
    problems.addAll(oneDeviceProblems(resource, requests[resource], limits[resource]));
  }
  return problems.all;
}

function oneDeviceProblems(resource: string, request: string | undefined, limit: string | undefined): Problem[] {
  const [wanted, most] = [parseQuantity(request), parseQuantity(limit)];
  // A quantity that does not parse is reported as such.
  if ((request !== undefined && wanted === undefined) || (limit !== undefined && most === undefined)) return [];
  const place = JSON.stringify(resource);
  for (const [side, given, amount] of [['requests', request, wanted], ['limits', limit, most]] as const) {
    if (amount === undefined || Number.isInteger(amount)) continue;
    return [{
      code: 'values/part-of-a-device',
      field: `${side}[${place}]`,
      value: given,
      rule: 'must be a whole number',
      why: 'the API server would reject the pod: such a resource cannot be overcommitted',
      fix: 'set a whole number in limits, and omit the request',
    }];
  }
  if (most !== undefined && (wanted === undefined || wanted === most)) return [];
  return [{
    code: 'values/device-request-differs',
    field: `limits[${place}]`,
    value: limit,
    rule: 'must be set, and equal to the request',
    why: 'the API server would reject the pod: such a resource cannot be overcommitted',
    fix: 'set a whole number in limits, and omit the request',
  }];
}

/** A number of huge pages as a quantity: 3 of `2Mi` are `6Mi`. */
function pages(count: number, page: string): string {
  const [, size, unit] = /^([\d.]+)(.*)$/.exec(page) ?? [];
  return `${count * Number(size)}${unit}`;
}
