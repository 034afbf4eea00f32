import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import { parseQuantity } from '../validation/quantity';

/** Quantities by resource name, as a container has them. */
type Quantities = Readonly<Record<string, string>>;

/** Memory and disk are counted in whole bytes, huge pages in whole pages. */
export function byteProblems(requests: Quantities, limits: Quantities): Problem[] {
  const problems = new Problems();
  for (const [side, quantities] of [['requests', requests], ['limits', limits]] as const) {
    for (const [resource, value] of Object.entries(quantities)) {
      const field = `${side}[${JSON.stringify(resource)}]`;
      const amount = parseQuantity(value);
      if (amount === undefined) continue;
      const [, page] = /^hugepages-(.*)$/.exec(resource) ?? [];
      const size = parseQuantity(page);
      if (size !== undefined && amount % size !== 0) {
        problems.add({
          code: 'values/part-of-a-huge-page',
          field,
          value,
          rule: `must be a whole number of pages of ${page}`,
          why: 'the API server would reject or round it',
          fix: 'round it, such as 64Mi',
        });
      }
      if ((resource === 'memory' || resource === 'ephemeral-storage') && !Number.isInteger(amount)) {
        problems.add({
          code: 'values/part-of-a-byte',
          field,
          value,
          rule: 'must be a whole number of bytes',
          why: 'the API server would reject or round it',
          fix: 'round it, such as 64Mi',
        });
      }
    }
  }
  return problems.all;
}

/** A resource that is handed out whole: a vendor's device or huge pages. */
export function isDevice(resource: string): boolean {
  return resource.includes('/') || resource.startsWith('hugepages-');
}

/** Devices and huge pages are handed out whole, and a limit is what asks for them. */
export function deviceProblems(requests: Quantities, limits: Quantities): Problem[] {
  const names = Object.keys({ ...requests, ...limits });
  const problems = new Problems();
  if (names.some((r) => r.startsWith('hugepages-')) && !names.includes('cpu') && !names.includes('memory')) {
    problems.add({
      code: 'values/huge-pages-alone',
      field: 'limits',
      rule: 'must name cpu or memory beside huge pages',
      why: 'the API server would reject the pod',
      fix: 'add a memory request',
    });
  }
  for (const resource of names.filter(isDevice)) {
    problems.addAll(oneDeviceProblems(resource, requests[resource], limits[resource]));
  }
  return problems.all;
}

function oneDeviceProblems(resource: string, request: string | undefined, limit: string | undefined): Problem[] {
  const [wanted, most] = [parseQuantity(request), parseQuantity(limit)];
  // What does not parse is reported as such.
  if ((request !== undefined && wanted === undefined) || (limit !== undefined && most === undefined)) return [];
  const place = JSON.stringify(resource);
  for (const [side, given, amount] of [['requests', request, wanted], ['limits', limit, most]] as const) {
    if (amount === undefined || Number.isInteger(amount)) continue;
    return [{
      code: 'values/part-of-a-device',
      field: `${side}[${place}]`,
      value: given,
      rule: 'must be a whole number',
      why: 'the API server would reject the pod: such a resource is not shared',
      fix: 'give a whole number in limits, and leave requests out',
    }];
  }
  if (most !== undefined && (wanted === undefined || wanted === most)) return [];
  return [{
    code: 'values/device-request-differs',
    field: `limits[${place}]`,
    value: limit,
    rule: 'must be given, and equal to its request',
    why: 'the API server would reject the pod: such a resource is not shared',
    fix: 'give a whole number in limits, and leave requests out',
  }];
}
