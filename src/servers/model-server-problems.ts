import * as check from '../validation/check';
import { within, type Problem } from '../validation/problem';
import type { ServerProbe, ServerRow } from './model-server-row';
import type { CustomModelServerOptions } from './custom-model-server-options';

/** The row of a server that only its user knows. */
export function customRow(o: CustomModelServerOptions): ServerRow {
  const ports = { http: o.httpPort, grpc: o.grpcPort, metrics: o.metricsPort };
  const probe: ServerProbe = { port: o.httpPort !== undefined ? 'http' : o.grpcPort !== undefined ? 'grpc' : 'metrics' };
  return {
    id: 'server',
    ports,
    metricsPath: o.metricsPath ?? (o.metricsPort === undefined ? undefined : '/metrics'),
    command: Array.isArray(o.command) ? [...o.command] : o.command,
    modelDirectory: o.modelDirectory ?? '/models',
    modelInImage: 'unknown',
    probes: { startup: probe, readiness: probe, liveness: probe },
    startupSeconds: o.startupBudget?.toSeconds({ integral: false }) ?? 600,
    requestSeconds: o.maxRequestDuration?.toSeconds({ integral: false }) ?? 30,
    onSigterm: o.drainsOnSigterm ? 'drains' : 'cuts',
    user: o.user ?? 1000,
    group: o.user ?? 1000,
    writable: Array.isArray(o.writableFolders) ? [...o.writableFolders] : o.writableFolders,
    sharedMemory: o.sharedMemory,
    computeThreads: o.computeThreads,
    hasSleep: o.hasSleep ?? true,
  };
}

/** Whole numbers among the options, with the least that each may be. */
const LEAST = Object.entries({
  chatContextSize: 1,
  computeThreads: 1,
  contextSize: 1,
  embeddingContextSize: 0,
  gpuLayers: 0,
  maxModelLength: 1,
  parallelRequests: 1,
  tensorParallelSize: 1,
  user: 0,
  workersPerModel: 1,
});
/** What a name may be that becomes an argument. */
const NAME = { pattern: /^[A-Za-z0-9_][-\w.]*$/, allowed: 'letters, digits, "-", "_" and ".", not starting with "-" or "."' };
const PATH = { pattern: /^[\w/][-\w./:]*$/, allowed: 'letters, digits, "-", "_", ".", ":" and "/"' };
const WORDS = Object.entries<typeof NAME>({
  model: PATH,
  modelName: NAME,
  servedModelName: PATH,
  targetDevice: { pattern: /^[A-Z][A-Z0-9_.:,()]*$/, allowed: 'a device such as CPU, GPU.0 or AUTO:GPU,CPU' },
});
/** What still takes effect when the whole list of arguments is given. */
const BESIDE_ARGS = new Set(['args', 'computeThreads', 'enableMetrics', 'huggingFaceToken', 'image', 'modelFile', 'modelName', 'user']);

/** A server as its factory was asked for it. */
export interface AskedServer {
  readonly row: ServerRow;
  readonly image: string;
  readonly modelName?: string;
  readonly options: Readonly<Record<string, unknown>>;
}

export function serverProblems(at: string, { row, image, options }: AskedServer): Problem[] {
  const problems: Problem[] = [...check.image('image', image)];
  for (const [key, least] of LEAST) {
    if (options[key] !== undefined) problems.push(...check.integer(key, options[key], { min: least }, 'the server could not use it', 'correct it or leave it out'));
  }
  for (const [key, { pattern, allowed }] of WORDS) {
    const value = options[key];
    if (value === undefined || (typeof value === 'string' && pattern.test(value))) continue;
    problems.push({ field: key, value: value, rule: `must be ${allowed}`, why: 'it becomes part of an argument and of URLs', fix: 'give a plain name' });
  }
  if ('modelFile' in options) problems.push(...relativeFile('modelFile', options.modelFile));
  for (const key of ['args', 'extraArgs', 'command', 'models'] as const) problems.push(...words(key, options[key]));
  for (const key of ['httpPort', 'grpcPort', 'metricsPort'] as const) if (options[key] !== undefined) problems.push(...check.port(key, options[key]));
  if (options.modelDirectory !== undefined) problems.push(...check.absolutePath('modelDirectory', options.modelDirectory));
  if (options.metricsPath !== undefined && !/^\/[^\s?#]*$/.test(String(options.metricsPath))) {
    problems.push({
      field: 'metricsPath',
      value: options.metricsPath,
      rule: 'must be the path of a URL',
      why: 'a scraper could not ask for it',
      fix: 'start it with "/" and leave out query and fragment',
    });
  }
  if (options.sharedMemory !== undefined) problems.push(...check.quantity('sharedMemory', options.sharedMemory));
  problems.push(...folderProblems(row));
  for (const [key, value] of [['startupBudget', row.startupSeconds], ['maxRequestDuration', row.requestSeconds]] as const) {
    if (options[key] !== undefined) problems.push(...check.integer(key, value, { min: 1 }, 'probes and grace period are counted in whole seconds', 'give a Duration of whole seconds, 1 or more'));
  }
  return within(at, [...problems, ...withoutEffect(row, options), ...portProblems(row)]);
}

/** A property that cannot take effect is refused: nothing is dropped silently. */
function withoutEffect(row: ServerRow, options: Readonly<Record<string, unknown>>): Problem[] {
  const custom = 'httpPort' in options || 'grpcPort' in options || row.id === 'server';
  const problems: Problem[] = [];
  if (!custom && options.args !== undefined) {
    for (const key of Object.keys(options).filter((k) => !BESIDE_ARGS.has(k) && options[k] !== undefined)) {
      problems.push({
        field: key,
        value: options[key],
        rule: 'cannot be combined with args',
        why: 'args replaces every argument that the library computes, this one too',
        fix: 'write it into args, or use extraArgs in place of args',
      });
    }
  }
  if (options.enableMetrics === true && row.metricsPath === undefined) {
    problems.push({
      field: 'enableMetrics',
      value: true,
      rule: `${row.id} shows no metrics`,
      why: 'nothing could be switched on',
      fix: 'leave it out, and scale on CPU or on a metric from outside',
    });
  }
  if (options.enableMetrics === false && row.alwaysShowsMetrics) {
    problems.push({
      field: 'enableMetrics',
      value: false,
      rule: `${row.id} always shows metrics`,
      why: 'nothing could be switched off',
      fix: 'leave it out, and use admit to keep others from reading them',
    });
  }
  if (options.extraArgs !== undefined && row.takesNoFlags) {
    problems.push({
      field: 'extraArgs',
      value: options.extraArgs,
      rule: `the entry point of ${row.id} takes contexts only`,
      why: 'a flag would be read as the size of a context',
      fix: 'use ModelServer.custom with a command of your own',
    });
  }
  if (row.id === 'server' && options.metricsPath !== undefined && row.ports.metrics === undefined && row.ports.http === undefined) {
    problems.push({
      field: 'metricsPath',
      value: options.metricsPath,
      rule: 'needs httpPort or metricsPort',
      why: 'there is no port to ask for metrics',
      fix: 'add metricsPort',
    });
  }
  return problems;
}

function portProblems({ id, ports }: ServerRow): Problem[] {
  if (id !== 'server') return [];
  const given = Object.values(ports).filter((p) => p !== undefined);
  if (given.length === 0) {
    return [{
      field: '',
      rule: 'must have httpPort, grpcPort or metricsPort',
      why: 'neither a probe nor a Service could reach it',
      fix: 'give the port that it listens on',
    }];
  }
  return Object.entries(ports).flatMap(([name, number], i, all) => {
    const other = all.slice(0, i).find(([, n]) => n === number && n !== undefined);
    return other === undefined ? [] : [{
      field: `${name}Port`,
      value: number,
      rule: `is the same as ${other[0]}Port`,
      why: 'the API server would reject the container',
      fix: name === 'metrics' ? 'leave metricsPort out and give metricsPath where metrics are on the HTTP port' : 'give another port',
    }];
  });
}

function folderProblems({ writable = [] }: ServerRow): Problem[] {
  if (!Array.isArray(writable)) {
    return [{
      field: 'writableFolders',
      value: writable,
      rule: 'must be a list',
      why: 'there is no folder to make writable',
      fix: 'give each folder as an item of its own',
    }];
  }
  return writable.flatMap((folder, i) => {
    const at = `writableFolders[${i}]`;
    const problems = check.absolutePath(at, folder);
    if (problems.length > 0) return problems;
    const taken = ['/', '/tmp', '/dev/shm', ...writable.slice(0, i)].includes(folder.replace(/(.)\/+$/, '$1'));
    if (!taken && !folder.endsWith('/')) return [];
    return [{
      field: at,
      value: folder,
      rule: taken ? 'is writable already or must not be replaced' : 'must not end in "/"',
      why: 'the API server rejects two mounts on one path, and a volume on "/" hides the image',
      fix: 'name each folder once, without a slash at its end; /tmp is always writable, sharedMemory makes /dev/shm larger',
    }];
  });
}

function words(at: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || (at === 'models' && value.length === 0)) {
    return [{
      field: at,
      value: value,
      rule: 'must be a list of strings, not empty',
      why: 'the API server would reject the container',
      fix: 'give each argument as an item of its own',
    }];
  }
  return value.flatMap((word, i) => (typeof word === 'string' && word !== '' ? [] : [{
    field: `${at}[${i}]`,
    value: word,
    rule: 'must be a string, not empty',
    why: 'the server would be started with an empty argument',
    fix: 'remove it or write it as a string',
  }]));
}

function relativeFile(at: string, value: unknown): Problem[] {
  if (typeof value === 'string' && /^[^/\s][^\s]*$/.test(value) && !value.split('/').includes('..')) return [];
  return [{
    field: at,
    value: value,
    rule: 'must be a file in the model\'s folder, without a leading slash, ".." and spaces',
    why: 'the server would not find it',
    fix: 'give the path below the mounted folder',
  }];
}
