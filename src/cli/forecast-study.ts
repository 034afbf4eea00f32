import type { GivenLoads } from './forecast-loads';
import type { ForecastOptions } from './forecast-options';
import type { Reading } from './reading';
import type { Load } from '../forecast/demand/load';
import { readServices } from '../forecast/reading/read-services';
import { unknownService } from '../forecast/study/name-problems';
import { ServiceNames } from '../forecast/study/service-names';
import type { Study } from '../forecast/study/study';
import { Inventory } from '../kubernetes/inventory';
import type { Problem } from '../validation/problem';

/** What is replayed, and the names that fit no service. */
export function studyOf(reading: Reading, given: GivenLoads, options: ForecastOptions) {
  const inventory = new Inventory(reading.set.objects, { kubernetes: options.kubernetesVersion });
  const names = new ServiceNames(readServices(inventory).services);
  const problems: Problem[] = [];
  const idOf: IdOf = (field, name) => {
    const found = names.find(name);
    if (found.length !== 1) problems.push(unknownService(field, name, names));
    return found[0]?.id;
  };
  const others = recordedOthers(given, names);
  const loads = loadsById(given, others, idOf);
  const edges = new Set(names.sources);
  for (const [id, load] of options.hardExamples === undefined ? [] : loads) {
    if (edges.has(id)) loads.set(id, load.withHardExamples(options.hardExamples!));
  }
  const read = readServices(inventory, {
    flags: { syncSeconds: options.syncSeconds, downscaleSeconds: options.downscaleSeconds },
    startup: startupById(options.startup, names, idOf),
    metricsLagSeconds: options.metricsLagSeconds,
  });
  const study: Study = {
    services: read.services,
    notes: [...read.notes, ...unusedInput(others, edges, options)],
    demands: new Map([...loads].map(([id, load]) => [id, load._demand()])),
    seconds: options.seconds ?? given.seconds ?? 24 * 3600,
    recordedSeconds: given.seconds,
    ...(options.start ? { from: options.start } : given.beginning),
    syncSeconds: options.syncSeconds,
    nodes: options.nodes,
  };
  return { study, problems };
}

/** What was given and changes nothing. */
function unusedInput(
  others: readonly string[], edges: ReadonlySet<string>, { hardExamples }: ForecastOptions,
): string[] {
  const notes: string[] = [];
  if (others.length > 0) {
    notes.push(`No autoscaler here scales ${others.join(', ')}: what was recorded of it is left out.`);
  }
  if (hardExamples !== undefined && edges.size === 0) {
    notes.push('--hard-examples changes nothing: there is no joint inference here with an autoscaler of its cloud.');
  }
  return notes;
}

/** Finds the id of a service by its name; a name that fits none, or several, is a problem. */
type IdOf = (field: string, name: string) => string | undefined;

/** The series of Prometheus of what no autoscaler scales, where others are of services. */
function recordedOthers({ loads, recorded }: GivenLoads, names: ServiceNames): readonly string[] {
  const others = [...loads.keys()].filter((name) => recorded.has(name) && names.find(name).length === 0);
  return others.length < loads.size ? others : [];
}

function loadsById({ loads: given }: GivenLoads, others: readonly string[], idOf: IdOf): Map<string, Load> {
  const loads = new Map<string, Load>();
  for (const [name, load] of given) {
    const id = others.includes(name) ? undefined : idOf('--load', name);
    if (id !== undefined) loads.set(id, loads.get(id)?.plus(load) ?? load);
  }
  return loads;
}

function startupById(
  given: ReadonlyMap<string, number>, names: ServiceNames, idOf: IdOf,
): ReadonlyMap<string, number[]> {
  const startup = new Map<string, number[]>();
  const ofAll = given.get('');
  for (const id of ofAll === undefined ? [] : names.ids) startup.set(id, [ofAll!]);
  for (const [name, seconds] of given) {
    const id = name === '' ? undefined : idOf('--startup', name);
    if (id !== undefined) startup.set(id, [seconds]);
  }
  return startup;
}
