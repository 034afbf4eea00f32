import type { Size } from 'cdk8s';

/** What is claimed of a device driver for one replica. */
export interface DeviceClaimOptions {
  /**
   * The name of the DeviceClass, which the driver or an administrator defines: `gpu.nvidia.com` or `mig.nvidia.com` of
   * NVIDIA's driver, `gpu.amd.com` of AMD's, `gpu.intel.com` of Intel's.
   */
  readonly deviceClassName: string;

  /**
   * How many devices one replica gets: a whole number from 1 to 32, all on one node.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * The products of which a device may be, as the driver reports them in its ResourceSlices: `NVIDIA A100-SXM4-80GB`.
   * They are compared with the attribute `productName`, which the drivers of NVIDIA and AMD publish.
   *
   * @default - any product of the class
   */
  readonly productNames?: string[];

  /**
   * The least memory of each device. It is compared with the capacity `memory`, which the drivers of NVIDIA and AMD
   * publish. A GPU that is sold with 80 GB may report less than `80Gi`.
   *
   * @default - any amount
   */
  readonly minimumMemory?: Size;

  /**
   * Further conditions of a device: expressions in CEL over `device`, at most 10 KiB each. A device meets all of them.
   *
   * @default - none
   */
  readonly selectors?: string[];

  /**
   * The name of the driver, under which it publishes attributes and capacities. Needed with `productNames` and
   * `minimumMemory` for a DeviceClass that the library does not know.
   *
   * @default - `gpu.nvidia.com` or `gpu.amd.com` for the classes of these drivers
   */
  readonly driver?: string;

  /**
   * The key of the taint of the nodes with these devices. The pod tolerates it with any value and the effect
   * `NoSchedule`.
   *
   * @default - `nvidia.com/gpu` or `amd.com/gpu` for the classes of these vendors, else the name of the class
   */
  readonly taintKey?: string;
}

/** What an existing ResourceClaimTemplate claims, as far as the library needs to know. */
export interface ClaimTemplateOptions {
  /**
   * The name of its DeviceClass. It decides the default image of the server, and the arguments that use the devices.
   *
   * @default - unknown: image and arguments are those without an accelerator
   */
  readonly deviceClassName?: string;

  /**
   * How many devices it claims: a whole number from 1 to 32.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * The key of the taint of the nodes with these devices. The pod tolerates it with any value and the effect
   * `NoSchedule`.
   *
   * @default - as for `Accelerator.claim`; none where the class is unknown
   */
  readonly taintKey?: string;
}
