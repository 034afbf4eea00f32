import { parseQuantity } from '../validation/quantity';

/** The vendors whose devices the library can tell from the name of their resource. */
export type DeviceVendor = 'nvidia' | 'amd' | 'intel';

/** The accelerators that one replica requests, of one kind. */
export interface RequestedDevice {
  /** The name of the extended resource, or of the DeviceClass. */
  readonly resource: string;
  readonly count: number;
  /** Undefined for a resource that the library does not know; it may be no accelerator. */
  readonly vendor?: DeviceVendor;
}

/** What is requested: an accelerator, or the limits of the container. */
export interface DeviceRequests {
  readonly accelerator?: { readonly resource: string; readonly count: number };
  readonly resources?: { readonly limits?: Readonly<Record<string, string>> | null } | null;
}

/**
 * The extended resources of the device plugins of each vendor, and the DeviceClasses of their drivers. Others of the
 * same domain may be network cards.
 */
const VENDORS: ReadonlyArray<readonly [pattern: RegExp, vendor: DeviceVendor]> = [
  [/^nvidia\.com\/(gpu([.-]|$)|mig-)|^(gpu|mig)\.nvidia\.com$/, 'nvidia'],
  [/^(amd\.com\/gpu|gpu\.amd\.com)$/, 'amd'],
  [/^gpu\.intel\.com(\/(i915|xe))?$/, 'intel'],
  [/^npu\.intel\.com\//, 'intel'],
];

/** The extended resources that are certainly no accelerators: network cards, and files of the kernel. */
const NO_ACCELERATOR = /^(rdma|vpc\.amazonaws\.com)\/|\/(fuse|kvm|tun|vhost-net|vhost-vsock)$/;

/** Every extended resource that one replica requests and that may be an accelerator. */
export function requestedDevices({ accelerator, resources }: DeviceRequests): RequestedDevice[] {
  if (!accelerator && !resources?.limits) return [];
  const limits = Object.entries(resources?.limits ?? {})
    .filter(([name]) => name.includes('/') && name !== accelerator?.resource)
    .map(([name, quantity]) => device(name, parseQuantity(quantity) ?? 0))
    .filter(({ count }) => count > 0);
  const all = accelerator ? [device(accelerator.resource, accelerator.count), ...limits] : limits;
  return all.filter(({ resource }) => !NO_ACCELERATOR.test(resource));
}

/** How many accelerators: those of the vendor that decides, or all of them where no vendor is known. */
export function countDevices(devices: readonly RequestedDevice[]): number {
  const vendor = firstDevice(devices)?.vendor;
  return devices.filter((d) => d.vendor === vendor).reduce((sum, { count }) => sum + count, 0);
}

/** The first device of a known vendor, else the first. */
export function firstDevice(devices: readonly RequestedDevice[]): RequestedDevice | undefined {
  return devices.find((d) => d.vendor !== undefined) ?? devices[0];
}

/** Whether these are whole GPUs, over which a model can be split: no slices (MIG) and no shared devices. */
export function areWholeGpus({ resource }: RequestedDevice): boolean {
  return ['nvidia.com/gpu', 'gpu.nvidia.com', 'amd.com/gpu', 'gpu.amd.com'].includes(resource);
}

/** Whether these are slices of an NVIDIA GPU in Multi-Instance GPU mode. */
export function areSlices({ resource }: RequestedDevice): boolean {
  return /^nvidia\.com\/mig-|^mig\.nvidia\.com$/.test(resource);
}

/** The device of OpenVINO for a device of Intel. */
export function openvinoKind({ resource }: RequestedDevice): 'GPU' | 'NPU' {
  return /^npu\./.test(resource) ? 'NPU' : 'GPU';
}

function device(resource: string, count: number): RequestedDevice {
  return { resource, count, vendor: VENDORS.find(([pattern]) => pattern.test(resource))?.[1] };
}
