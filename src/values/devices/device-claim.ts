import type { DeviceClaimOptions } from './device-claim-options';
import { DNS_SUBDOMAIN } from '../../validation/names';
import type { Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import * as check from '../../validation/value-checks';

/**
 * A claim of devices by dynamic resource allocation: a new ResourceClaimTemplate, whose least memory is a quantity, or
 * an existing one by its name.
 */
export type DeviceClaim =
  | { readonly kind: 'new'; readonly options: DeviceClaimOptions; readonly memory?: string }
  | { readonly kind: 'existing'; readonly template: string; readonly deviceClassName?: string };

/** The name of the claim in the pod, and of the request in the claim. */
export const CLAIM = 'accelerator';

/** What is known of the DeviceClasses of drivers. */
interface KnownClass {
  /** The driver, under whose name attributes and capacities are. */
  readonly driver: string;
  /** The taint of nodes with such devices. */
  readonly taintKey: string;
}

/**
 * The classes that the Helm charts of the drivers define. `productName` and `memory` are published by NVIDIA's driver
 * 25.3 to 25.12 and by AMD's 1.0 (their documentation, read); Intel's publishes other names.
 */
const CLASSES: ReadonlyMap<string, KnownClass> = new Map([
  ['gpu.nvidia.com', { driver: 'gpu.nvidia.com', taintKey: 'nvidia.com/gpu' }],
  ['mig.nvidia.com', { driver: 'gpu.nvidia.com', taintKey: 'nvidia.com/gpu' }],
  ['gpu.amd.com', { driver: 'gpu.amd.com', taintKey: 'amd.com/gpu' }],
]);

/** The most devices of one claim, and the most bytes of an expression (constants of resource.k8s.io/v1). */
const MOST_DEVICES = 32;
const MOST_SELECTORS = 32;
const LONGEST_EXPRESSION = 10 * 1024;

/** The taint that nodes with devices of a class usually have; undefined where the class is unknown. */
export function taintOf(deviceClassName: string | undefined): string | undefined {
  if (typeof deviceClassName !== 'string') return undefined;
  return CLASSES.get(deviceClassName)?.taintKey ?? deviceClassName;
}

/** The spec of the claim that each pod gets. */
export function claimSpec(options: DeviceClaimOptions, memory?: string): object {
  const selectors = expressions(options, memory).map((expression) => ({ cel: { expression } }));
  return {
    devices: {
      requests: [{
        name: CLAIM,
        exactly: {
          deviceClassName: options.deviceClassName,
          allocationMode: 'ExactCount',
          count: options.count ?? 1,
          ...(selectors.length > 0 && { selectors }),
        },
      }],
    },
  };
}

function expressions(options: DeviceClaimOptions, memory: string | undefined): string[] {
  const { productNames, selectors = [] } = options;
  const driver = driverOf(options);
  const all: string[] = [];
  if (productNames) {
    const names = productNames.map((name) => JSON.stringify(name)).join(', ');
    all.push(`device.attributes[${JSON.stringify(driver)}].productName in [${names}]`);
  }
  if (memory !== undefined) {
    all.push(`device.capacity[${JSON.stringify(driver)}].memory.compareTo(quantity(${JSON.stringify(memory)})) >= 0`);
  }
  return [...all, ...selectors];
}

function driverOf({ deviceClassName, driver }: DeviceClaimOptions): string | undefined {
  return driver ?? CLASSES.get(deviceClassName)?.driver;
}

/** Problems of a claim; how many devices is checked by whoever counts them. */
export function claimProblems(claim: DeviceClaim): Problem[] {
  if (claim.kind === 'existing') {
    const problems = new Problems();
    problems.addAll(check.name('templateName', claim.template, DNS_SUBDOMAIN));
    if (claim.deviceClassName !== undefined) {
      problems.addAll(check.name('deviceClassName', claim.deviceClassName, DNS_SUBDOMAIN));
    }
    return problems.all;
  }
  const { options, memory } = claim;
  const problems = new Problems();
  problems.addAll(check.name('deviceClassName', options.deviceClassName, DNS_SUBDOMAIN));
  if (options.driver !== undefined) problems.addAll(check.name('driver', options.driver, DNS_SUBDOMAIN));
  for (const key of ['productNames', 'selectors'] as const) {
    if (options[key] !== undefined) problems.addAll(textsProblems(key, options[key]));
  }
  if (memory !== undefined) problems.addAll(check.quantity('minimumMemory', memory));
  const attribute = (['productNames', 'minimumMemory'] as const).find((key) => options[key] !== undefined);
  if (attribute !== undefined && driverOf(options) === undefined) {
    problems.add({
      code: 'values/claim-driver-unknown',
      field: attribute,
      value: options.deviceClassName,
      rule: 'needs driver for this DeviceClass',
      why: 'attributes and capacities of a device are found under the name of its driver',
      fix: 'set driver, as in kubectl get resourceslices; or write the condition in selectors',
    });
  }
  return problems.all;
}

/** Problems of the number of devices that one replica claims. */
export function claimCountProblems(count: unknown): Problem[] {
  return check.integer(
    'count',
    count,
    { min: 1, max: MOST_DEVICES },
    'a ResourceClaim allocates at most 32 devices, and the pod would stay Pending',
    'set the number of devices of one replica',
  );
}

function textsProblems(key: 'productNames' | 'selectors', texts: readonly string[] | null): Problem[] {
  if (texts === null || texts.length === 0 || texts.length > MOST_SELECTORS) {
    return [{
      code: 'values/claim-condition-list',
      field: key,
      value: texts,
      rule: `must be a list of 1 to ${MOST_SELECTORS} texts`,
      why: 'no device matches an empty list, and the API server rejects a longer one',
      fix: key === 'selectors' ? 'list CEL expressions, or omit it' : 'list the names of products, or omit it',
    }];
  }
  const problems = new Problems();
  for (const [i, text] of texts.entries()) {
    if (text.trim() !== '' && Buffer.byteLength(text) <= LONGEST_EXPRESSION) continue;
    problems.add({
      code: 'values/claim-condition-empty',
      field: `${key}[${i}]`,
      value: text,
      rule: 'must be a non-empty text of at most 10 KiB',
      why: 'the API server would reject the ResourceClaimTemplate',
      fix: 'correct the text, or remove it from the list',
    });
  }
  return problems.all;
}
