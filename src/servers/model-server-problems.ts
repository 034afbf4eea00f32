import type { Duration } from 'cdk8s';
import { relativeFileProblems, repeatedFlagProblems, wordsProblems } from './argument-problems';
import { folderProblems, metricsPathProblems, portProblems } from './custom-model-server-problems';
import { CUSTOM } from './custom-model-server-row';
import type { ServerRow } from './model-server-row';
import { within, type Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';
import { secretValueProblems } from '../values/secret-problems';

/** The options that are whole numbers, with the minimum of each. */
const NUMBERS = [
  { key: 'chatContextSize', min: 1 },
  { key: 'computeThreads', min: 1 },
  { key: 'contextSize', min: 1 },
  { key: 'embeddingContextSize', min: 0 },
  { key: 'gpuLayers', min: 0 },
  { key: 'maxModelLength', min: 1 },
  { key: 'instances', min: 1 },
  { key: 'parallelRequests', min: 1 },
  { key: 'parallelWorkers', min: 0 },
  { key: 'tensorParallelSize', min: 1 },
  { key: 'user', min: 0 },
  { key: 'workersPerModel', min: 1 },
];

/** The grammar of a name that becomes an argument. */
const NAME = {
  pattern: /^[A-Za-z0-9_][-\w.]*$/,
  allowed: 'letters, digits, "-", "_" and ".", not starting with "-" or "."',
};
const PATH = { pattern: /^[\w/][-\w./:]*$/, allowed: 'letters, digits, "-", "_", ".", ":" and "/"' };
const DEVICE = { pattern: /^[A-Z][A-Z0-9_.:,()]*$/, allowed: 'a device such as CPU, GPU.0 or AUTO:GPU,CPU' };

const WORDS = [
  { key: 'model', grammar: PATH },
  { key: 'modelName', grammar: NAME },
  { key: 'servedModelName', grammar: PATH },
  { key: 'targetDevice', grammar: DEVICE },
];

/** The options that still take effect when the whole list of arguments is set. */
const BESIDE_ARGS = new Set([
  'args', 'computeThreads', 'enableMetrics', 'huggingFaceToken', 'image', 'instances', 'modelFile', 'modelName',
  'parallelWorkers', 'user',
]);

const WHOLE = 'Kubernetes counts probes and grace periods in whole seconds';

type Options = Readonly<Record<string, unknown>>;

/** A server, with the options of its factory. */
export interface ServerDefinition {
  readonly row: ServerRow;
  readonly image: string;
  readonly options: Options;
  /** The arguments that the library computes. */
  readonly computed?: readonly string[];
  /** Other names of the flags among them. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Problems of the options of a server. */
export function serverProblems(at: string, server: ServerDefinition): Problem[] {
  const { row, image, options, computed = [], aliases } = server;
  const { huggingFaceToken, modelDirectory, sharedMemory } = options;
  const problems = new Problems();
  problems.addAll(check.image('image', image));
  problems.addAll(numberProblems(options));
  problems.addAll(nameProblems(options));
  if ('modelFile' in options) problems.addAll(relativeFileProblems('modelFile', options.modelFile));
  for (const key of ['args', 'extraArgs', 'command', 'models'] as const) {
    if (options[key] !== undefined) problems.addAll(wordsProblems(key, options[key]));
  }
  for (const key of ['httpPort', 'grpcPort', 'metricsPort'] as const) {
    if (options[key] !== undefined) problems.addAll(check.port(key, options[key]));
  }
  if (modelDirectory !== undefined) problems.addAll(check.absolutePath('modelDirectory', modelDirectory));
  if (options.metricsPath !== undefined) problems.addAll(metricsPathProblems(row, options.metricsPath));
  if (sharedMemory !== undefined) problems.addAll(check.quantity('sharedMemory', sharedMemory));
  if (huggingFaceToken !== undefined) problems.addAll(secretValueProblems('huggingFaceToken', huggingFaceToken));
  if (row.writable !== undefined) problems.addAll(folderProblems(row));
  for (const key of ['startupBudget', 'maxRequestDuration'] as const) {
    const span = options[key] as Duration | undefined;
    if (span !== undefined) problems.addAll(check.seconds(key, span, { min: 1 }, WHOLE));
  }
  if (options.extraArgs !== undefined) {
    problems.addAll(repeatedFlagProblems(computed, options.extraArgs, aliases));
  }
  problems.addAll(withoutEffectProblems(row, options));
  if (row.id === CUSTOM) problems.addAll(portProblems(row));
  return within(at, problems.all);
}

function numberProblems(options: Options): Problem[] {
  const problems = new Problems();
  for (const { key, min } of NUMBERS) {
    if (options[key] === undefined) continue;
    problems.addAll(check.integer(
      key,
      options[key],
      { min },
      'the server would not start with it',
      'correct the number, or omit it',
    ));
  }
  return problems.all;
}

function nameProblems(options: Options): Problem[] {
  const problems = new Problems();
  for (const { key, grammar: { pattern, allowed } } of WORDS) {
    const value = options[key];
    if (value === undefined || (typeof value === 'string' && pattern.test(value))) continue;
    problems.add({
      code: 'servers/name-not-plain',
      field: key,
      value,
      rule: `must be ${allowed}`,
      why: 'it becomes part of an argument and of URLs',
      fix: 'set a name of these characters',
    });
  }
  return problems.all;
}

/** Problems of options that have no effect. */
function withoutEffectProblems(row: ServerRow, options: Options): Problem[] {
  const problems = new Problems();
  if (row.id !== CUSTOM && options.args !== undefined) {
    for (const key of Object.keys(options).filter((k) => !BESIDE_ARGS.has(k) && options[k] !== undefined)) {
      problems.add({
        code: 'servers/option-replaced-by-args',
        field: key,
        value: options[key],
        rule: 'cannot be combined with args',
        why: 'args replaces all arguments that the library computes, so the option has no effect',
        fix: 'write it into args, or set extraArgs instead of args',
      });
    }
  }
  if (options.enableMetrics === true && row.metricsPath === undefined) {
    problems.add({
      code: 'servers/metrics-unavailable',
      field: 'enableMetrics',
      value: true,
      rule: `must not be true: ${row.id} exposes no metrics`,
      why: 'there are no metrics to enable',
      fix: 'omit it, and scale on CPU or on an external metric',
    });
  }
  if (options.enableMetrics === false && row.alwaysShowsMetrics) {
    problems.add({
      code: 'servers/metrics-always-on',
      field: 'enableMetrics',
      value: false,
      rule: `must not be false: ${row.id} always exposes metrics`,
      why: 'the metrics cannot be disabled',
      fix: 'omit it, and use admit to restrict who can scrape them',
    });
  }
  if (options.extraArgs !== undefined && row.takesNoFlags) {
    problems.add({
      code: 'servers/flags-not-taken',
      field: 'extraArgs',
      value: options.extraArgs,
      rule: `must not be set: the entry point of ${row.id} accepts only context sizes`,
      why: 'it would read a flag as the size of a context',
      fix: 'use ModelServer.custom with your own command',
    });
  }
  return problems.all;
}
