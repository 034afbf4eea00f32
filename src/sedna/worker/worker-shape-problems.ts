import type { SednaEdgeWorkerOptions } from './sedna-worker-options';
import { isObject } from '../../validation/check';
import { within, type Problem } from '../../validation/problem';

const NOTHING = 'nothing else can be checked and printed';

/** Lists and maps that are none: a program without types may give anything, and the other checks look into them. */
export function kindProblems(worker: SednaEdgeWorkerOptions): Problem[] {
  const { container, service } = worker;
  return [
    ...(isObject(container) ? within('container', [
      ...listsOf(container, ['command', 'args'], false), ...mapsOf(container, ['environment']), ...containerKinds(container),
    ]) : []),
    ...listsOf(worker, ['hostFolders', 'volumes']),
    ...(['initContainers', 'extraContainers'] as const).flatMap((list) => {
      const problems = listsOf(worker, [list]);
      return problems.length > 0 ? problems : (worker[list] ?? []).flatMap((c, i) => within(`${list}[${i}]`, containerKinds(c)));
    }),
    ...(service === undefined ? [] : isObject(service) ? within('service', listsOf(service, ['ports'])) : [{
      field: 'service', value: service, rule: 'must be an object', why: NOTHING, fix: 'write it as { name: … }',
    }]),
  ];
}

/** What all containers have in common. */
function containerKinds(container: object): Problem[] {
  return [...mapsOf(container, ['envVariables']), ...listsOf(container, ['envFrom', 'ports', 'volumeMounts'])];
}

function listsOf(owner: object, keys: readonly string[], ofObjects: boolean = true): Problem[] {
  return keys.flatMap((key): Problem[] => {
    const value = (owner as Record<string, unknown>)[key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) return [{ field: key, value: value, rule: 'must be a list', why: NOTHING, fix: 'write it in brackets, or leave it out' }];
    return !ofObjects ? [] : value.flatMap((got, i) => (isObject(got) ? [] : [{
      field: `${key}[${i}]`, value: got, rule: 'must be an object', why: NOTHING, fix: 'describe it, or take it out of the list',
    }]));
  });
}

function mapsOf(owner: object, keys: readonly string[]): Problem[] {
  return keys.flatMap((key) => {
    const value = (owner as Record<string, unknown>)[key];
    return value === undefined || isObject(value) ? [] : [{ field: key, value: value, rule: 'must be a map', why: NOTHING, fix: 'write it as { NAME: … }, or leave it out' }];
  });
}
