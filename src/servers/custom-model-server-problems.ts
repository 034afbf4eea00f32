import { CUSTOM } from './custom-model-server-row';
import type { ServerRow } from './model-server-row';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** Paths that are mounted already, or that would hide the image. */
const TAKEN = ['/', '/tmp', '/dev/shm'];

/** Problems of the ports of a server of `ModelServer.custom`. */
export function portProblems({ ports }: ServerRow): Problem[] {
  const given = Object.entries(ports).filter(([, number]) => number !== undefined);
  if (given.length === 0) {
    return [{
      code: 'servers/no-port',
      field: '',
      rule: 'must have httpPort, grpcPort or metricsPort',
      why: 'without a port, neither a probe nor a Service reaches the server',
      fix: 'set the port that it listens on',
    }];
  }
  const problems = new Problems();
  for (const [i, [name, number]] of given.entries()) {
    const other = given.slice(0, i).find(([, n]) => n === number);
    if (other === undefined) continue;
    if (name === 'metrics') {
      problems.add({
        code: 'servers/metrics-port-taken',
        field: 'metricsPort',
        value: number,
        rule: `must not be the same as ${other[0]}Port`,
        why: 'the API server would reject the container',
        fix: 'omit metricsPort; set metricsPath when the metrics are on the HTTP port',
      });
    } else {
      problems.add({
        code: 'servers/port-taken',
        field: `${name}Port`,
        value: number,
        rule: `must not be the same as ${other[0]}Port`,
        why: 'the API server would reject the container',
        fix: 'set another port',
      });
    }
  }
  return problems.all;
}

/** Problems of the path of the metrics. */
export function metricsPathProblems({ id, ports }: ServerRow, metricsPath: unknown): Problem[] {
  if (metricsPath === undefined) return [];
  const problems = new Problems();
  if (typeof metricsPath !== 'string' || !/^\/[^\s?#]*$/.test(metricsPath)) {
    problems.add({
      code: 'servers/invalid-metrics-path',
      field: 'metricsPath',
      value: metricsPath,
      rule: 'must be the path of a URL',
      why: 'Prometheus could not scrape it',
      fix: 'start the path with "/", and omit query and fragment',
    });
  }
  // A server without any port is reported as such.
  if (id === CUSTOM && ports.metrics === undefined && ports.http === undefined && ports.grpc !== undefined) {
    problems.add({
      code: 'servers/metrics-without-port',
      field: 'metricsPath',
      value: metricsPath,
      rule: 'needs httpPort or metricsPort',
      why: 'without one of them, Prometheus has no port to scrape',
      fix: 'add metricsPort',
    });
  }
  return problems.all;
}

/** Problems of the writable folders, each of which is a mount. */
export function folderProblems({ writable = [] }: ServerRow): Problem[] {
  if (!Array.isArray(writable)) {
    return [{
      code: 'servers/folders-not-a-list',
      field: 'writableFolders',
      value: writable,
      rule: 'must be a list',
      why: 'each folder becomes a volume of the pod',
      fix: 'write each folder as an item of the list',
    }];
  }
  const problems = new Problems();
  const taken = new Set<unknown>(TAKEN);
  for (const [i, folder] of writable.entries()) {
    problems.addAll(oneFolderProblems(`writableFolders[${i}]`, folder, taken));
    taken.add(folder);
  }
  return problems.all;
}

function oneFolderProblems(field: string, folder: unknown, taken: ReadonlySet<unknown>): Problem[] {
  const problems = check.absolutePath(field, folder);
  if (problems.length > 0 || typeof folder !== 'string') return problems;
  if (taken.has(withoutEndingSlashes(folder))) {
    return [{
      code: 'servers/folder-taken',
      field,
      value: folder,
      rule: 'must not be a path that is mounted already, or "/"',
      why: 'the API server rejects two mounts on one path, and a volume on "/" hides the image',
      fix: 'name each folder once; /tmp is writable anyway, and sharedMemory sets the size of /dev/shm',
    }];
  }
  if (!folder.endsWith('/')) return [];
  return [{
    code: 'servers/folder-with-ending-slash',
    field,
    value: folder,
    rule: 'must not end in "/"',
    why: 'two spellings of one folder would become two mounts on one path, which the API server rejects',
    fix: 'omit the slash at the end',
  }];
}

/** A path without slashes at its end, except the root; in linear time, other than a regular expression. */
function withoutEndingSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
