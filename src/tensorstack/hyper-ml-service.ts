import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { objectsByCluster } from './cluster-objects';
import { nestedProblems } from './cluster-objects-problems';
import { hyperMLServiceProblems } from './hyper-ml-service-problems';
import type { HyperMLServiceProps, SpokeGroup } from './hyper-ml-service-props';
import { errorsOf, guard, oncePerPass } from '../app/validator';
import type { IFleet } from '../fleet/fleet';
import { nested, objectsOf, takeOut } from '../fleet/nested';
import type { Spoke } from '../fleet/spoke';
import { servingEndpoints, spokeHost, type ServingEndpoint } from '../fleet/spoke-host';
import { readableName } from '../validation/names';
import { describe } from '../validation/problem';
import { refuse } from '../validation/refuse';

/**
 * Defines a service on many clusters for TensorStack's HyperMLService controller (`tensorstack.dev/v1beta1`) on the
 * hub: which clusters get which resources. A resource may be an MLService, an `AutoscaledInference` with its
 * autoscaler, or any other construct; its objects are nested in the HyperMLService as plain manifests and are printed
 * nowhere else.
 *
 * The rules of the library run over what each spoke gets.
 *
 * @see https://github.com/t9k/user-manuals/blob/master/src/appendix/hypermlservice.md
 *
 * @example
 *
 * const beijing = Spoke.of('bj', { domain: 'bj.example.com' });
 * const shanghai = Spoke.of('sh', { domain: 'sh.example.com' });
 * const hub = new Chart(chart, 'hub', { namespace: 'demo' });
 * const runtime = new MLServiceRuntime(hub, 'Runtime', { image: 'docker.io/pytorch/torchserve:0.12.0-cpu' });
 * const mnist = new MLService(hub, 'Mnist', { releases: [{ name: 'origin', runtime }] });
 * const fleet = new HyperMLService(hub, 'Fleet', {
 *   groups: [{ spokes: [beijing, shanghai], resources: [runtime, mnist] }],
 * });
 */
export class HyperMLService extends Construct implements IFleet {
  /** The HyperMLService. */
  public readonly apiObject: ApiObject;

  /** The name of the HyperMLService. */
  public readonly name: string;

  public readonly spokes: Spoke[];

  private readonly groups: readonly SpokeGroup[];

  /**
   * Defines a service on many clusters.
   *
   * @param scope the scope of the construct, in a chart of the hub
   * @param id the id of the construct in its scope
   * @param props which clusters get which resources
   */
  public constructor(scope: Construct, id: string, props: HyperMLServiceProps) {
    super(scope, id);
    this.name = props.name ?? readableName(this);
    refuse(this, hyperMLServiceProblems(this, this.name, props));
    this.groups = props.groups.map(({ spokes, resources }) => ({ spokes: [...spokes], resources: [...resources] }));
    const spokes = this.groups.flatMap((g) => g.spokes);
    this.spokes = spokes.filter((s, i) => spokes.findIndex((o) => o.name === s.name) === i);
    new Set(this.groups.flatMap((g) => g.resources)).forEach(takeOut);
    this.apiObject = new ApiObject(this, 'Resource', {
      apiVersion: 'tensorstack.dev/v1beta1',
      kind: 'HyperMLService',
      metadata: { name: this.name },
      spec: Lazy.any({
        produce: () => ({
          workloads: this.groups.map((group) => ({
            clusters: group.spokes.map((s) => s.name),
            manifests: manifestsOf(group),
          })),
        }),
      }),
    });
    this.node.defaultChild = this.apiObject;
    guard(this);
    this.node.addValidation({ validate: () => oncePerPass(this, this, () => this.errors()) });
  }

  public hostIn(spoke: Spoke): string | undefined {
    return spokeHost(this.resourcesOf(spoke), spoke);
  }

  /**
   * The endpoints in a spoke.
   * @internal
   */
  public _servingEndpointsIn(spoke: Spoke): ServingEndpoint[] {
    return servingEndpoints(this.resourcesOf(spoke));
  }

  private resourcesOf(spoke: Spoke): IConstruct[] {
    return this.groups
      .filter((g) => g.spokes.some((s) => s.name === spoke.name))
      .flatMap((g) => g.resources);
  }

  /** The rules run over what each spoke gets, as over an app of its own. */
  private errors(): string[] {
    const problems = nestedProblems(this.groups).map(describe);
    // What is in no chart is validated here only.
    const all = this.groups.map((g) => g.resources.flatMap((r) => r.node.findAll()));
    const own = all.flatMap((constructs, i) => constructs
      .filter((c) => all.findIndex((others) => others.includes(c)) === i)
      .flatMap((c) => c.node.validate().map((e) => `groups[${i}]: (${c.node.path}) ${e}`)));
    const found = objectsByCluster(this.groups).flatMap(({ objects }) => errorsOf([...objects.keys()])
      .filter(([, , rule]) => rule !== 'duplicate-object')
      .map(([at, message]) => `groups[${objects.get(at)}]: ${message}`));
    return [...problems, ...new Set([...own, ...found])];
  }
}

function manifestsOf({ resources }: SpokeGroup): object[] {
  return resources.flatMap(objectsOf).map(nested);
}
