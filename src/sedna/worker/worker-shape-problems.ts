import { listProblems, mapProblems, objectProblems } from './property-type-problems';
import type { SednaEdgeWorkerOptions } from './sedna-worker-options';
import { within, type Problem } from '../../validation/problem';
import { Problems } from '../../validation/problems';
import { isObject } from '../../validation/value-checks';

/**
 * Lists, maps and objects of a worker that are of another type, which a program without types may give. The other
 * checks read them, so they run only when this one finds nothing.
 */
export function shapeProblems(worker: SednaEdgeWorkerOptions): Problem[] {
  const { container, service } = worker;
  const problems = new Problems();
  if (isObject(container)) {
    problems.within('container', [
      ...listProblems('command', container.command),
      ...listProblems('args', container.args),
      ...mapProblems('environment', container.environment),
      ...containerProblems(container),
    ]);
  }
  problems.addAll(objectListProblems('hostFolders', worker.hostFolders));
  problems.addAll(objectListProblems('volumes', worker.volumes));
  problems.addAll(containerListProblems('initContainers', worker.initContainers));
  problems.addAll(containerListProblems('extraContainers', worker.extraContainers));
  if (service !== undefined) problems.addAll(objectProblems('service', service));
  if (isObject(service)) problems.within('service', objectListProblems('ports', service.ports));
  return problems.all;
}

function containerListProblems(field: string, containers: readonly object[] | undefined): Problem[] {
  const problems = objectListProblems(field, containers);
  if (problems.length > 0 || containers === undefined) return problems;
  return containers.flatMap((c, i) => within(`${field}[${i}]`, containerProblems(c)));
}

/** The lists and maps that every container may have. */
function containerProblems(container: object): Problem[] {
  const { envVariables, envFrom, ports, volumeMounts } = container as Readonly<Record<string, unknown>>;
  return [
    ...mapProblems('envVariables', envVariables),
    ...objectListProblems('envFrom', envFrom),
    ...objectListProblems('ports', ports),
    ...objectListProblems('volumeMounts', volumeMounts),
  ];
}

function objectListProblems(field: string, list: unknown): Problem[] {
  if (!Array.isArray(list)) return listProblems(field, list);
  return list.flatMap((value, i) => objectProblems(`${field}[${i}]`, value));
}
