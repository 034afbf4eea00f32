import * as check from '../validation/check';
import { isLabelKey } from '../validation/names';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** How an accelerator of another vendor is asked for. */
export interface CustomAcceleratorOptions {
  /**
   * How many of them one replica needs: a whole number, 1 or more.
   *
   * @default 1
   */
  readonly count?: number;

  /**
   * The key of the taint that keeps other pods off the nodes with this accelerator; the pod will tolerate it, with any
   * value, for `NoSchedule`.
   *
   * @default - the resource's name, the custom of the device plugins and of managed clusters
   */
  readonly taintKey?: string;
}

/**
 * Defines the accelerators that one replica needs: an extended resource that a device plugin offers, and the toleration
 * for the taint that such nodes usually carry.
 *
 * Kubernetes hands out whole devices: request and limit are the same number. A Deployment with an accelerator is rolled
 * out without a surge pod, because a new GPU is seldom free; see `rollout` of `InferenceDeployment`.
 *
 * @see https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/
 *
 * @example
 *
 * const one = Accelerator.nvidia();
 * const slice = Accelerator.nvidiaMig('1g.5gb');
 * const npu = Accelerator.custom('huawei.com/Ascend310', { count: 2 });
 */
export class Accelerator {
  /**
   * NVIDIA GPUs, offered as `nvidia.com/gpu`.
   *
   * @param count how many one replica needs: a whole number, 1 or more
   */
  public static nvidia(count: number = 1): Accelerator {
    return new Accelerator('nvidia.com/gpu', count, 'nvidia.com/gpu');
  }

  /**
   * Slices of an NVIDIA GPU in Multi-Instance GPU mode, offered as `nvidia.com/mig-<profile>` (device plugin strategy `mixed`).
   *
   * @param profile the slice's profile such as `1g.5gb` or `3g.20gb`
   * @param count how many one replica needs: a whole number, 1 or more
   */
  public static nvidiaMig(profile: string, count: number = 1): Accelerator {
    return new Accelerator(`nvidia.com/mig-${profile}`, count, 'nvidia.com/gpu', profile);
  }

  /**
   * AMD GPUs, offered as `amd.com/gpu`.
   *
   * @param count how many one replica needs: a whole number, 1 or more
   */
  public static amd(count: number = 1): Accelerator {
    return new Accelerator('amd.com/gpu', count, 'amd.com/gpu');
  }

  /**
   * Intel GPUs of the i915 driver, offered as `gpu.intel.com/i915`.
   *
   * @param count how many one replica needs: a whole number, 1 or more
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

  private constructor(
    /** The name of the extended resource. */
    public readonly resource: string,
    /** How many of them one replica needs. */
    public readonly count: number,
    /** The key of the taint that the pod tolerates. */
    public readonly taintKey: string,
    private readonly profile?: string,
  ) {}

  /** @internal */
  public _problems(at: string): Problem[] {
    const problems = new Problems();
    problems.addAll(check.integer(
      'count',
      this.count,
      { min: 1 },
      'Kubernetes hands out whole devices only',
      'give the number of devices of one replica',
    ));
    problems.addAll(this.profile === undefined ? nameProblems(this.resource) : profileProblems(this.profile));
    // Without a key of its own it is the resource's name, which is reported already.
    if (this.taintKey !== this.resource && !isLabelKey(this.taintKey)) {
      problems.add({
        code: 'values/invalid-taint-key',
        field: 'taintKey',
        value: this.taintKey,
        rule: 'must be a label key',
        why: 'the API server would reject the toleration',
        fix: 'correct the key or leave it out',
      });
    }
    return within(at, problems.all);
  }
}

function profileProblems(profile: string): Problem[] {
  if (/^\d+g\.\d+gb(\.me)?$/.test(profile)) return [];
  return [{
    code: 'values/unknown-mig-profile',
    field: 'profile',
    value: profile,
    rule: 'must be a MIG profile such as 1g.5gb',
    why: 'no node would offer the resource, and the pod would stay Pending',
    fix: 'take the profile from `nvidia-smi mig -lgip`',
    source: 'NVIDIA MIG user guide',
  }];
}

/** Extended resources have a domain, which is not Kubernetes' own. */
function nameProblems(resource: string): Problem[] {
  const extended = isLabelKey(resource) && resource.includes('/') && !/^requests\.|kubernetes\.io\//.test(resource);
  if (extended) return [];
  return [{
    code: 'values/resource-without-domain',
    field: 'resource',
    value: resource,
    rule: 'must be <domain>/<resource>',
    why: 'the API server takes only such names for extended resources',
    fix: 'give the name that the device plugin registers',
  }];
}
