import { openvinoTargetProblems, parallelProblems } from './idle-device-problems';
import { usableVendors } from './image-accelerators';
import { firstDevice, type DeviceVendor } from './requested-device';
import type { ServerWithDevices } from './server-with-devices';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

const NAMES: Readonly<Record<DeviceVendor, string>> = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' };

/** Problems of a server and the accelerators of its pod: an image, an option or a device without effect. */
export function acceleratorProblems(server: ServerWithDevices): Problem[] {
  const problems = new Problems();
  problems.addAll(imageProblems(server));
  // Beside args, an option of an argument has no effect, which is reported as such.
  if (server.options.args !== undefined) return problems.all;
  problems.addAll(withoutDeviceProblems(server));
  problems.addAll(openvinoTargetProblems(server));
  problems.addAll(parallelProblems(server));
  return problems.all;
}

/** A published image that was built for other hardware. Other images are unknown. */
function imageProblems({ row, image, devices, field }: ServerWithDevices): Problem[] {
  const device = firstDevice(devices);
  const vendor = device?.vendor;
  if (device === undefined || vendor === undefined) return [];
  const usable = usableVendors(image);
  if (usable === undefined || usable.includes(vendor)) return [];
  const published = [row.acceleratorImages?.[vendor], row.image].find((i) => (
    i !== undefined && usableVendors(i)?.includes(vendor) === true));
  return [{
    code: 'servers/image-for-other-hardware',
    field,
    value: device.resource,
    rule: `must be a device that the image ${image} can use`,
    why: `it is built for ${builtFor(usable)}, so the accelerator would be reserved and idle`,
    fix: `set image to ${published ?? `one that is built for ${NAMES[vendor]}`}, or remove the accelerator`,
  }];
}

function builtFor(vendors: readonly DeviceVendor[]): string {
  return vendors.length === 0 ? 'CPUs only' : `devices of ${vendors.map((v) => NAMES[v]).join(' and ')}`;
}

/** An option that needs an accelerator, in a pod that requests none. */
function withoutDeviceProblems({ image, options, devices }: ServerWithDevices): Problem[] {
  if (devices.length > 0) return [];
  const { targetDevice, gpuLayers } = options;
  const problems = new Problems();
  if (typeof targetDevice === 'string' && /^[GN]PU(\.\d+)*$/.test(targetDevice)) {
    problems.add({
      code: 'servers/no-accelerator-requested',
      field: 'server.targetDevice',
      value: targetDevice,
      rule: 'needs an accelerator',
      why: 'without a device plugin, the container sees no device, and the model does not load',
      fix: 'request one, such as Accelerator.intel(); if the pod gets it otherwise, set --target_device in extraArgs',
    });
  }
  if (typeof gpuLayers === 'number' && gpuLayers > 0 && usableVendors(image)?.length === 0) {
    problems.add({
      code: 'servers/layers-without-accelerator',
      field: 'server.gpuLayers',
      value: gpuLayers,
      rule: 'needs an accelerator',
      why: `the image ${image} is built for CPUs only and ignores it`,
      fix: 'request an accelerator, such as Accelerator.nvidia(), or remove gpuLayers',
    });
  }
  return problems.all;
}
