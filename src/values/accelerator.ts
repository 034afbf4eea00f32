import {
  claimCountProblems, claimProblems, taintOf, type DeviceClaim,
} from './devices/device-claim';
import type { ClaimTemplateOptions, DeviceClaimOptions } from './devices/device-claim-options';
import { isSize, renderSize, wrongSizeProblems } from './resource-requirements';
import { checksArguments } from '../validation/checks-arguments';
import { correctedKey, fixWith } from '../validation/corrections';
import { isLabelKey } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** How an accelerator of another vendor is requested. */
export interface CustomAcceleratorOptions {
  /**
   * How many accelerators one replica requests: a whole number, 1 or more.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * The key of the taint of the nodes with this accelerator. The pod tolerates the taint with any value and the effect
   * `NoSchedule`.
   *
   * @default - the name of the resource, as most device plugins and managed clusters taint such nodes
   */
  readonly taintKey?: string;
}

/**
 * Defines the accelerators that one replica requests: an extended resource that a device plugin advertises, or devices
 * that a driver allocates (dynamic resource allocation), and the toleration for the taint that such nodes usually have.
 *
 * Kubernetes allocates whole devices: request and limit are the same number. A Deployment with an accelerator is rolled
 * out without a surge pod, because a second GPU is seldom free; see `rollout` of `InferenceDeployment`.
 *
 * The accelerator also decides the default image of the server and its arguments, so that it is used. A published image
 * that cannot use it is refused (`docs/model-servers.md`).
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 *
 * @example
 *
 * const one = Accelerator.nvidia();
 * const slice = Accelerator.nvidiaMig('1g.5gb');
 * const npu = Accelerator.custom('huawei.com/Ascend310', { count: 2 });
 * const large = Accelerator.claim({ deviceClassName: 'gpu.nvidia.com', minimumMemory: Size.gibibytes(40) });
 */
@checksArguments
export class Accelerator {
  /**
   * NVIDIA GPUs, the resource `nvidia.com/gpu`.
   *
   * @param count how many one replica requests: a whole number, 1 or more
   */
  public static nvidia(count: number = 1): Accelerator {
    return new Accelerator('nvidia.com/gpu', count, 'nvidia.com/gpu');
  }

  /**
   * Slices of an NVIDIA GPU in Multi-Instance GPU mode, the resource `nvidia.com/mig-<profile>` (strategy `mixed` of
   * the device plugin). vLLM uses one slice at most.
   *
   * @param profile the profile of the slice such as `1g.5gb` or `3g.20gb`
   * @param count how many one replica requests: a whole number, 1 or more
   */
  public static nvidiaMig(profile: string, count: number = 1): Accelerator {
    return new Accelerator(`nvidia.com/mig-${profile}`, count, 'nvidia.com/gpu', profile);
  }

  /**
   * AMD GPUs, the resource `amd.com/gpu`.
   *
   * @param count how many one replica requests: a whole number, 1 or more
   */
  public static amd(count: number = 1): Accelerator {
    return new Accelerator('amd.com/gpu', count, 'amd.com/gpu');
  }

  /**
   * Intel GPUs of the i915 driver, the resource `gpu.intel.com/i915`. For those of the xe driver use
   * `Accelerator.custom('gpu.intel.com/xe')`: image and arguments of the server follow in the same way.
   *
   * @param count how many one replica requests: a whole number, 1 or more
   */
  public static intel(count: number = 1): Accelerator {
    return new Accelerator('gpu.intel.com/i915', count, 'gpu.intel.com/i915');
  }

  /**
   * Any other extended resource.
   *
   * @param resource its name, `<domain>/<resource>`
   * @param options how many, and which taint to tolerate
   */
  public static custom(resource: string, options: CustomAcceleratorOptions = {}): Accelerator {
    return new Accelerator(resource, options.count ?? 1, options.taintKey ?? resource);
  }

  /**
   * Devices of a driver, by dynamic resource allocation: a ResourceClaimTemplate, from which each pod gets a claim of
   * its own. The container has no limit of an extended resource then.
   *
   * It needs Kubernetes 1.34 or newer, a driver for dynamic resource allocation, and its DeviceClass.
   *
   * Karpenter makes no node for a claim with `productNames`, `minimumMemory` or such a selector, because it does not
   * know the attributes of a node that does not exist yet: choose such nodes with `CloudPlacement`.
   *
   * @param options the DeviceClass, how many devices, and which
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/
   */
  public static claim(options: DeviceClaimOptions): Accelerator {
    const { deviceClassName, count = 1, taintKey = taintOf(deviceClassName), minimumMemory } = options;
    const memory = isSize(minimumMemory) ? renderSize(minimumMemory) : undefined;
    const claim: DeviceClaim = { kind: 'new', options: { ...options }, memory };
    return new Accelerator(deviceClassName, count, taintKey, undefined, claim);
  }

  /**
   * Devices by an existing ResourceClaimTemplate in the namespace of the pods.
   *
   * @param templateName its name
   * @param options what the library needs to know of it: the DeviceClass decides the image of the server
   */
  public static claimFromTemplate(templateName: string, options: ClaimTemplateOptions = {}): Accelerator {
    const { deviceClassName, count = 1, taintKey = taintOf(deviceClassName) } = options;
    const claim: DeviceClaim = { kind: 'existing', template: templateName, deviceClassName };
    return new Accelerator(deviceClassName ?? templateName, count, taintKey, undefined, claim);
  }

  private constructor(
    /**
     * The name of the extended resource; for a claim that of the DeviceClass, or of the template of unknown devices.
     */
    public readonly resource: string,
    /** How many of them one replica requests. */
    public readonly count: number,
    /** The key of the taint that the pod tolerates; undefined for a template of unknown devices. */
    public readonly taintKey?: string,
    private readonly profile?: string,
    /**
     * The claim of dynamic resource allocation; undefined for an extended resource.
     * @internal
     */
    public readonly _claim?: DeviceClaim,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    if (this._claim) problems.addAll(this.problemsOfClaim(this._claim));
    else problems.addAll(this.problemsOfResource());
    // A key that is the name of the resource is reported with it.
    if (this.taintKey !== this.resource && this.taintKey !== undefined && !isLabelKey(this.taintKey)) {
      problems.add({
        code: 'values/invalid-taint-key',
        field: 'taintKey',
        value: this.taintKey,
        rule: 'must be a label key',
        why: 'the API server would reject the toleration',
        fix: fixWith(keyOf(this.taintKey), 'omit it, or write a key such as example.com/gpu'),
      });
    }
    return within(at, problems.all);
  }

  private problemsOfResource(): Problem[] {
    const problems = new Problems();
    problems.addAll(check.integer(
      'count',
      this.count,
      { min: 1 },
      'Kubernetes allocates whole devices only',
      'set the number of devices of one replica',
    ));
    problems.addAll(this.profile === undefined ? nameProblems(this.resource) : profileProblems(this.profile));
    return problems.all;
  }

  private problemsOfClaim(claim: DeviceClaim): Problem[] {
    const problems = new Problems();
    problems.addAll(claimCountProblems(this.count));
    problems.addAll(claimProblems(claim));
    const memory: unknown = claim.kind === 'new' ? claim.options.minimumMemory : undefined;
    if (memory !== undefined && !isSize(memory)) problems.addAll(wrongSizeProblems('minimumMemory', memory));
    return problems.all;
  }
}

function profileProblems(profile: string): Problem[] {
  if (/^\d+g\.\d+gb(\.me)?$/.test(profile)) return [];
  return [{
    code: 'values/unknown-mig-profile',
    field: 'profile',
    value: profile,
    rule: 'must be a MIG profile such as 1g.5gb',
    why: 'no node advertises such a resource, and the pod would stay Pending',
    fix: 'set a profile that `nvidia-smi mig -lgip` lists',
    source: 'NVIDIA MIG user guide',
  }];
}

/** An extended resource has a domain, and not that of Kubernetes. */
function nameProblems(resource: string): Problem[] {
  const extended = isLabelKey(resource) && resource.includes('/') && !/^requests\.|kubernetes\.io\//.test(resource);
  if (extended) return [];
  return [{
    code: 'values/resource-without-domain',
    field: 'resource',
    value: resource,
    rule: 'must be <domain>/<resource>',
    why: 'the API server accepts only such names for extended resources',
    fix: 'set the name that the device plugin registers',
  }];
}

function keyOf(key: unknown): string | undefined {
  return typeof key === 'string' ? correctedKey(key) : undefined;
}
