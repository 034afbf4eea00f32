import { CUSTOM } from './custom-model-server-row';
import type { ServerRow } from './model-server-row';
import * as check from '../validation/check';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** Mounts that every server has, or that would hide its image. */
const TAKEN = ['/', '/tmp', '/dev/shm'];

/** The ports of a server that only its user knows. */
export function portProblems({ id, ports }: ServerRow): Problem[] {
  if (id !== CUSTOM) return [];
  const given = Object.entries(ports).filter(([, number]) => number !== undefined);
  if (given.length === 0) {
    return [{
      code: 'servers/no-port',
      field: '',
      rule: 'must have httpPort, grpcPort or metricsPort',
      why: 'neither a probe nor a Service could reach it',
      fix: 'give the port that it listens on',
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
        rule: `is the same as ${other[0]}Port`,
        why: 'the API server would reject the container',
        fix: 'leave metricsPort out and give metricsPath where metrics are on the HTTP port',
      });
    } else {
      problems.add({
        code: 'servers/port-taken',
        field: `${name}Port`,
        value: number,
        rule: `is the same as ${other[0]}Port`,
        why: 'the API server would reject the container',
        fix: 'give another port',
      });
    }
  }
  return problems.all;
}

/** Where a server that only its user knows shows its metrics. */
export function metricsPathProblems({ id, ports }: ServerRow, metricsPath: unknown): Problem[] {
  if (metricsPath === undefined) return [];
  const problems = new Problems();
  if (typeof metricsPath !== 'string' || !/^\/[^\s?#]*$/.test(metricsPath)) {
    problems.add({
      code: 'servers/invalid-metrics-path',
      field: 'metricsPath',
      value: metricsPath,
      rule: 'must be the path of a URL',
      why: 'a scraper could not ask for it',
      fix: 'start it with "/" and leave out query and fragment',
    });
  }
  // A server without any port is reported as such.
  if (id === CUSTOM && ports.metrics === undefined && ports.http === undefined && ports.grpc !== undefined) {
    problems.add({
      code: 'servers/metrics-without-port',
      field: 'metricsPath',
      value: metricsPath,
      rule: 'needs httpPort or metricsPort',
      why: 'there is no port to ask for metrics',
      fix: 'add metricsPort',
    });
  }
  return problems.all;
}

/** Each writable folder is a mount of its own. */
export function folderProblems({ writable = [] }: ServerRow): Problem[] {
  if (!Array.isArray(writable)) {
    return [{
      code: 'servers/folders-not-a-list',
      field: 'writableFolders',
      value: writable,
      rule: 'must be a list',
      why: 'there is no folder to make writable',
      fix: 'give each folder as an item of its own',
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
      rule: 'is writable already or must not be replaced',
      why: 'the API server rejects two mounts on one path, and a volume on "/" hides the image',
      fix: 'name each folder once, without a slash at its end; /tmp is always writable, sharedMemory makes /dev/shm larger',
    }];
  }
  if (!folder.endsWith('/')) return [];
  return [{
    code: 'servers/folder-with-ending-slash',
    field,
    value: folder,
    rule: 'must not end in "/"',
    why: 'the API server rejects two mounts on one path, and a volume on "/" hides the image',
    fix: 'name each folder once, without a slash at its end; /tmp is always writable, sharedMemory makes /dev/shm larger',
  }];
}

/** A path without the slashes at its end, but for the root; in one pass however many there are. */
function withoutEndingSlashes(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
