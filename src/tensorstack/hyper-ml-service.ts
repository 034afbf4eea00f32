import { ApiObject, Lazy } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { hyperMLServiceProblems } from './hyper-ml-service-problems';
import type { HyperMLServiceProps, SpokeGroup } from './hyper-ml-service-props';
import { passOf } from '../app/synth-pass';
import { guard } from '../app/validator';
import type { IFleet } from '../fleet/fleet';
import { nested, objectsOf, takeOut } from '../fleet/nested-objects';
import type { Spoke } from '../fleet/spoke';
import { plainServices, type ServingEndpoint, servingEndpoints, spokeHost } from '../fleet/spoke-host';
import { checksArguments } from '../validation/checks-arguments';
import { readableName } from '../validation/readable-name';
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
 * const hub = new Chart(app, 'hub', { namespace: 'demo' });
 * const runtime = new MLServiceRuntime(hub, 'Runtime', { image: 'docker.io/pytorch/torchserve:0.12.0-cpu' });
 * const mnist = new MLService(hub, 'Mnist', { releases: [{ name: 'origin', runtime }] });
 * const fleet = new HyperMLService(hub, 'Fleet', {
 *   groups: [{ spokes: [beijing, shanghai], resources: [runtime, mnist] }],
 * });
 */
@checksArguments
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
    guard(this, { object: this.apiObject, inside: () => this.nestedObjects() });
    this.node.addValidation({ validate: () => passOf(this).once(this, () => this.nestedErrors()) });
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

  /**
   * The names of the plain Services in a spoke.
   * @internal
   */
  public _plainServicesIn(spoke: Spoke): string[] {
    return plainServices(this.resourcesOf(spoke)).map(({ name }) => name);
  }

  private resourcesOf(spoke: Spoke): IConstruct[] {
    return this.groups
      .filter((g) => g.spokes.some((s) => s.name === spoke.name))
      .flatMap((g) => g.resources);
  }

  /** The nested objects by the path of their manifest. */
  private nestedObjects(): Map<string, ApiObject> {
    const objects = new Map<string, ApiObject>();
    for (const [i, { resources }] of this.groups.entries()) {
      for (const [k, object] of resources.flatMap(objectsOf).entries()) {
        objects.set(`spec.workloads[${i}].manifests[${k}]`, object);
      }
    }
    return objects;
  }

  /** The errors of the nested constructs' own validations: cdk8s validates only what is in a chart. */
  private nestedErrors(): string[] {
    const errors: string[] = [];
    const validated = new Set<IConstruct>();
    for (const [i, { resources }] of this.groups.entries()) {
      for (const construct of resources.flatMap((r) => r.node.findAll())) {
        if (validated.has(construct)) continue;
        validated.add(construct);
        for (const error of construct.node.validate()) errors.push(`groups[${i}]: (${construct.node.path}) ${error}`);
      }
    }
    return errors;
  }
}

function manifestsOf({ resources }: SpokeGroup): object[] {
  return resources.flatMap(objectsOf).map(nested);
}
