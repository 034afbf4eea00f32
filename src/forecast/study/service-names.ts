import { nearest } from '../../validation/nearest';
import type { ServiceModel } from '../model/service-model';

/** The names of services, each as short as it is unique: `classifier`, `vision/classifier`, or its whole id. */
export class ServiceNames {
  private readonly byName = new Map<string, ServiceModel[]>();

  public constructor(private readonly services: readonly ServiceModel[]) {
    for (const service of services) for (const name of namesOf(service)) this.put(name, service);
  }

  private put(name: string, service: ServiceModel): void {
    const found = this.byName.get(name);
    if (found) found.push(service);
    else this.byName.set(name, [service]);
  }

  /** The shortest name that no other service has. */
  public of(service: ServiceModel): string {
    return namesOf(service).find((name) => this.byName.get(name)!.length === 1) ?? service.id;
  }

  /** The services that a name may mean: one, or none, or several. */
  public find(name: string): readonly ServiceModel[] {
    return this.byName.get(name) ?? [];
  }

  public get all(): string[] {
    return this.services.map((service) => this.of(service));
  }

  /** The ids of those that send hard examples to another. */
  public get sources(): string[] {
    return this.services.flatMap(({ hardExamplesFrom }) => hardExamplesFrom ?? []);
  }

  public get ids(): string[] {
    return this.services.map(({ id }) => id);
  }

  /** A name that may be meant instead of another. */
  public similar(name: string): string | undefined {
    return nearest(name, this.all);
  }
}

/** From the shortest to the longest. */
function namesOf({ id, namespace, kind, name }: ServiceModel): string[] {
  return [name, `${namespace}/${name}`, `${kind}/${name}`, id];
}
