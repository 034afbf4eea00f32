import * as fs from 'node:fs';
import * as path from 'node:path';
import { Duration } from 'cdk8s';
import { loadAll } from 'js-yaml';
import { Load, LoadProfile } from '../../src';
import type { ServiceModel } from '../../src/forecast/model/service-model';
import { readServices } from '../../src/forecast/reading/read-services';
import { ServiceNames } from '../../src/forecast/study/service-names';
import { Inventory } from '../../src/kubernetes/inventory';

const EXAMPLES = path.join(__dirname, '../../examples');

/** What an example renders, and the services of it. */
export interface Example {
  readonly folder: string;
  readonly objects: readonly any[];
  readonly services: readonly ServiceModel[];
  readonly nameOf: (service: ServiceModel) => string;
}

/** The examples with a service, by their names. */
export const SCALED: ReadonlyArray<readonly [name: string, example: Example]> = fs.readdirSync(EXAMPLES)
  .filter((name) => fs.existsSync(path.join(EXAMPLES, name, 'golden')))
  .map((name) => [name, exampleOf(path.join(EXAMPLES, name, 'golden'))] as const)
  .filter(([, { services }]) => services.length > 0);

function exampleOf(folder: string): Example {
  const objects = fs.readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
    .flatMap((name) => loadAll(fs.readFileSync(path.join(folder, name), 'utf8')));
  return { folder, objects, ...servicesOf(objects) };
}

export function servicesOf(objects: readonly any[]): Pick<Example, 'services' | 'nameOf'> {
  const { services } = readServices(new Inventory(objects));
  const names = new ServiceNames(services);
  return { services, nameOf: (service) => names.of(service) };
}

/** A value from some second on. */
export type Step = readonly [second: number, value: number];

/** Random numbers between 0 and 1, always the same for the same seed (MINSTD). */
export function randomOf(seed: number): () => number {
  const most = 2 ** 31 - 1;
  let state = seed;
  const next = () => {
    state = (state * 48_271) % most;
    return state / most;
  };
  // The first ones of small seeds are alike.
  next();
  next();
  return next;
}

/** What one pod can do, or has as its target: the unit in which a load of a service is given here. */
function onePod({ pod }: ServiceModel): number {
  const { limitMilli, threadsMilli, requestMilli = 1000 } = pod.containers.find(({ share }) => share > 0)!;
  return Math.min(limitMilli ?? requestMilli, threadsMilli ?? Infinity) / 1000;
}

/**
 * A load of a service that is as many times what one pod can do (or has as its target) as the steps say. It gives a
 * value of every metric that the autoscaler follows.
 */
export function loadOf(service: ServiceModel, steps: readonly Step[], inRequests = false): Load {
  const profile = LoadProfile.steps(steps.map(([second, value]) => ({ at: Duration.seconds(second), value })));
  const ofPods = profile.scaled(onePod(service));
  const work = inRequests
    ? Load.requests({ profile: ofPods.scaled(8), serviceTime: Duration.millis(125) })
    : Load.cores(ofPods);
  const metrics = service.hpa.metrics.filter(({ name }) => name !== 'cpu');
  return metrics.reduce((all, { name, value }) => all.plus(Load.metric(name, profile.scaled(value / 1000))), work);
}
