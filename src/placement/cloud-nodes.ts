import { modelProblems, noChoice, notCloudNodes, valuesProblems, vendorProblems } from './cloud-node-problems';
import type { NodeRequirement } from '../kubernetes/json-patches';
import { checksArguments } from '../validation/checks-arguments';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The label of a node that names the model of its GPUs. Which one a node has depends on who labels it. */
export enum GpuModelLabel {
  /**
   * `nvidia.com/gpu.product`, by NVIDIA's GPU feature discovery (part of the GPU operator): `NVIDIA-A100-SXM4-80GB`,
   * `Tesla-T4`; with `-SHARED` at its end where GPUs are time-sliced. A node has it only after it has started, so an
   * autoscaler of nodes that starts from none does not find it: use the label of the cloud there.
   */
  NVIDIA = 'nvidia.com/gpu.product',
  /** `cloud.google.com/gke-accelerator`, by GKE: `nvidia-l4`, `nvidia-tesla-a100`, `nvidia-h100-80gb`. */
  GKE = 'cloud.google.com/gke-accelerator',
  /** `karpenter.k8s.aws/instance-gpu-name`, by Karpenter on AWS: `l4`, `a10g`, `h100`. */
  KARPENTER_AWS = 'karpenter.k8s.aws/instance-gpu-name',
  /** `eks.amazonaws.com/instance-gpu-name`, by EKS Auto Mode: `l4`, `a10g`, `h100`. */
  EKS_AUTO_MODE = 'eks.amazonaws.com/instance-gpu-name',
  /** `amd.com/gpu.product-name`, by the node labeller of AMD: `AMD_Instinct_MI300X_OAM`. */
  AMD = 'amd.com/gpu.product-name',
}

/** The label of a node that tells spot capacity, which its cloud may take back, from other capacity. */
export enum SpotLabel {
  /** `karpenter.sh/capacity-type`, by Karpenter and EKS Auto Mode. */
  KARPENTER = 'karpenter.sh/capacity-type',
  /** `eks.amazonaws.com/capacityType`, by managed node groups of EKS. */
  EKS_NODE_GROUP = 'eks.amazonaws.com/capacityType',
  /** `cloud.google.com/gke-spot`, by GKE. */
  GKE = 'cloud.google.com/gke-spot',
  /** `kubernetes.azure.com/scalesetpriority`, by AKS. */
  AKS = 'kubernetes.azure.com/scalesetpriority',
}

/** The value of each label on a node of spot capacity. */
const SPOT: Readonly<Record<SpotLabel, string>> = {
  [SpotLabel.KARPENTER]: 'spot',
  [SpotLabel.EKS_NODE_GROUP]: 'SPOT',
  [SpotLabel.GKE]: 'true',
  [SpotLabel.AKS]: 'spot',
};

/** The clouds that taint nodes of spot capacity with the label: AKS always, GKE those that it provisions itself. */
const TAINTED: readonly string[] = [SpotLabel.GKE, SpotLabel.AKS];

/** The vendor of the GPUs that a label names; `any` where it names those of several. */
const VENDORS: Readonly<Record<GpuModelLabel, string>> = {
  [GpuModelLabel.NVIDIA]: 'nvidia',
  [GpuModelLabel.GKE]: 'nvidia',
  [GpuModelLabel.KARPENTER_AWS]: 'any',
  [GpuModelLabel.EKS_AUTO_MODE]: 'any',
  [GpuModelLabel.AMD]: 'amd',
};

const ZONE = 'topology.kubernetes.io/zone';
const INSTANCE_TYPE = 'node.kubernetes.io/instance-type';

/**
 * Defines on which nodes of a cloud pods run: by labels, instance type, zone, model of GPU, and spot capacity or not.
 * `CloudNodes.all` combines several. Edge nodes of KubeEdge are always left out.
 *
 * @example
 *
 * const pool = CloudNodes.labelled({ 'example.com/pool': 'serving' });
 * const gpus = CloudNodes.gpuModels(GpuModelLabel.NVIDIA, 'NVIDIA-A100-SXM4-80GB', 'NVIDIA-H100-80GB-HBM3');
 * const spot = CloudNodes.all(
 *   CloudNodes.gpuModels(GpuModelLabel.GKE, 'nvidia-l4'),
 *   CloudNodes.zones('europe-west4-a', 'europe-west4-b'),
 *   CloudNodes.spot(SpotLabel.GKE),
 * );
 */
@checksArguments
export class CloudNodes {
  /** Any node that is not an edge node. */
  public static any(): CloudNodes {
    return new CloudNodes([]);
  }

  /**
   * The nodes with all of these labels.
   *
   * @param labels one or more labels with their values
   */
  public static labelled(labels: Record<string, string>): CloudNodes {
    const requirements = Object.entries(labels).map(([key, value]) => (
      { key, operator: 'In', values: [value] } as const));
    return new CloudNodes(requirements, {
      check: () => (requirements.length > 0 ? check.labels('labels', labels) : [noChoice('labels', labels)]),
    });
  }

  /**
   * The nodes of one of these instance types, by `node.kubernetes.io/instance-type`.
   *
   * @param types one or more types of the cloud, such as `g6.2xlarge` or `a2-highgpu-1g`
   */
  public static instanceTypes(...types: string[]): CloudNodes {
    return CloudNodes.oneOf(INSTANCE_TYPE, 'types', types);
  }

  /**
   * The nodes in one of these zones, by `topology.kubernetes.io/zone`.
   *
   * @param zones one or more zones of the cloud, such as `eu-west-1a`
   */
  public static zones(...zones: string[]): CloudNodes {
    return CloudNodes.oneOf(ZONE, 'zones', zones);
  }

  /**
   * The nodes with GPUs of one of these models. The pods tolerate the taint that nodes with such GPUs usually have. A
   * model server needs an `accelerator` too: without one it gets no GPU there.
   *
   * @param label the label that names the model; `kubectl get nodes --show-labels` shows which one the nodes have
   * @param models one or more values of the label
   */
  public static gpuModels(label: GpuModelLabel, ...models: string[]): CloudNodes {
    return new CloudNodes([{ key: label, operator: 'In', values: [...models] }], {
      vendor: VENDORS[label],
      check: () => modelProblems(label, models),
    });
  }

  /**
   * The nodes of spot capacity. The pods tolerate the taint that GKE and AKS set on such nodes.
   *
   * @param label the label that tells them apart
   */
  public static spot(label: SpotLabel): CloudNodes {
    const value = SPOT[label];
    const taints = TAINTED.includes(label) ? [{ key: label, value }] : [];
    return new CloudNodes([{ key: label, operator: 'In', values: [value] }], { taints });
  }

  /**
   * The nodes that are not of spot capacity: on demand, or reserved.
   *
   * @param label the label that tells them apart
   */
  public static onDemand(label: SpotLabel): CloudNodes {
    const requirement: NodeRequirement = label === SpotLabel.GKE
      ? { key: label, operator: 'DoesNotExist' }
      : { key: label, operator: 'NotIn', values: [SPOT[label]] };
    return new CloudNodes([requirement]);
  }

  /**
   * The nodes that meet all of these choices.
   *
   * @param nodes two or more choices
   */
  public static all(...nodes: CloudNodes[]): CloudNodes {
    const known = nodes.filter((one) => one instanceof CloudNodes);
    const vendors = [...new Set(known.map(({ _vendor }) => _vendor).filter((v) => v !== undefined))];
    return new CloudNodes(known.flatMap(({ _requirements }) => _requirements), {
      vendor: vendors.find((v) => v !== 'any') ?? vendors[0],
      taints: known.flatMap(({ _taints }) => _taints),
      check: () => {
        const problems = new Problems();
        for (const [i, one] of nodes.entries()) {
          const at = `nodes[${i}]`;
          problems.addAll(one instanceof CloudNodes ? one._problems(at) : [notCloudNodes(at, one)]);
        }
        if (nodes.length === 0) problems.add(noChoice('nodes', nodes));
        problems.addAll(vendorProblems(vendors));
        return problems.all;
      },
    });
  }

  private static oneOf(key: string, field: string, values: readonly string[]): CloudNodes {
    return new CloudNodes([{ key, operator: 'In', values: [...values] }], {
      check: () => valuesProblems(field, values, key),
    });
  }

  private constructor(
    /** @internal */
    public readonly _requirements: readonly NodeRequirement[],
    private readonly more: {
      readonly vendor?: string;
      readonly taints?: ReadonlyArray<{ readonly key: string; readonly value: string }>;
      readonly check?: () => Problem[];
    } = {},
  ) {}

  /**
   * The vendor of the GPUs by whose model the nodes are chosen: `nvidia`, `amd` or `any`.
   * @internal
   */
  public get _vendor(): string | undefined {
    return this.more.vendor;
  }

  /**
   * The taints that such nodes have because of what they are.
   * @internal
   */
  public get _taints(): ReadonlyArray<{ readonly key: string; readonly value: string }> {
    return this.more.taints ?? [];
  }

  /** @internal */
  public _problems(at: string): Problem[] {
    return within(at, this.more.check?.() ?? []);
  }
}
