import yargs, { type Argv } from 'yargs';
import {
  adapterRulesCommand, ADAPTER_RULES_OPTIONS, mergeAdapterRules, type AdapterRulesOptions,
} from './adapter-rules';
import { check, FORMATS, type CheckOptions, type Format } from './check';
import { explainRule } from './explain';
import { forecastCommand, FORECAST_OPTIONS } from './forecast-command';
import { listPrerequisites, type PrerequisitesOptions } from './prerequisites';
import { SEVERITIES } from './report/reported-finding';
import { listRules } from './rules';
import { ruleNames } from './settings/selection';
import { UsageError } from './settings/usage-error';
import { CLEAN, UNUSABLE, type Terminal } from './terminal';
import { VERSION } from './version';
import type { Severity } from '../rules/rule';
import { page } from '../validation/documentation-links';
import { nearest } from '../validation/nearest';

const NAME = 'elastic-inference';

/** What yargs is given for `-`, which it loses among several arguments. No argument of a program can hold it. */
const DASH = '\0-';

/** Runs the command line, and gives its exit code; what is wrong with it is said on standard error. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  // What a command does is done when the line is parsed: yargs would prepare its help for each that takes a while.
  let work: Work = () => CLEAN;
  try {
    const parser = commands(terminal, (chosen) => { work = chosen; }, args[args.length - 2]);
    await parser.parseAsync(args.map((arg) => (arg === '-' ? DASH : arg)), {}, (_error, _parsed, output) => {
      // Help, version and completions; yargs gives failures to `fail`.
      if (output) terminal.out(`${output}\n`);
    });
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`${NAME}: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return UNUSABLE;
  }
}

/** What a command does, and its exit code. */
type Work = () => number | Promise<number>;

function commands(terminal: Terminal, choose: (work: Work) => void, before: string | undefined): Argv {
  return yargs()
    .scriptName(NAME)
    .usage('$0 <command>\n\nSays whether Kubernetes manifests will scale, before anything is applied.')
    .command(
      'check [paths..]',
      'judge manifests: files, folders, or - for standard input',
      checkCommand,
      (given) => choose(() => check(checkOptions(given, terminal), terminal)),
    )
    .command(
      'explain [rule]',
      'explain a rule: why, failing and repaired manifests, fix, source',
      (y) => y.positional('rule', { type: 'string', describe: 'the id of a rule; without one, all are listed' }),
      ({ rule }) => choose(() => (rule === undefined ? listRules('text', terminal) : explainRule(rule, terminal))),
    )
    .command(
      'rules',
      'list all rules',
      (y) => y.option('format', { choices: ['text', 'json'] as const, default: 'text' as const }),
      ({ format }) => choose(() => listRules(format, terminal)),
    )
    .command(
      'prerequisites [paths..]',
      'list what the cluster must have before manifests work',
      prerequisitesCommand,
      (given) => choose(() => listPrerequisites(prerequisitesOptions(given, terminal), terminal)),
    )
    .command(
      'forecast [paths..]',
      'forecast how many replicas a load will have: a table, JSON or one HTML page',
      (y) => forecastCommand(withPaths(y)),
      (given) => choose(() => forecastOf(given, pathsOf(given, terminal), terminal)),
    )
    .command(
      'adapter-rules [paths..]',
      'merge the rules of several programs for prometheus-adapter into one configuration',
      (y) => adapterRulesCommand(withPaths(y)),
      (given) => choose(() => mergeAdapterRules(adapterRulesOptions(given, terminal), terminal)),
    )
    .completion('completion', 'print a script that completes commands in bash or zsh', completed(before))
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .strict()
    .wrap(100)
    .version(VERSION)
    .help()
    .alias('help', 'h')
    .epilogue(`Guide: ${page('check.md')}`)
    .exitProcess(false)
    .parserConfiguration({ 'boolean-negation': false, 'dot-notation': false })
    .fail((message, error) => { throw failure(message, error); });
}

/** Only this command needs what reads loads and draws. */
function forecastOf(given: Record<string, unknown>, paths: readonly string[], terminal: Terminal): Promise<number> {
  /* eslint-disable @typescript-eslint/no-require-imports -- loaded when it is called, not before */
  const { forecastOptions } = require('./forecast-options') as typeof import('./forecast-options');
  const { forecast } = require('./forecast') as typeof import('./forecast');
  /* eslint-enable @typescript-eslint/no-require-imports */
  return forecast(forecastOptions(given, paths), terminal);
}

/** The files that a command reads. */
function withPaths(y: Argv): Argv {
  return y.positional('paths', {
    type: 'string',
    array: true,
    describe: 'files, folders with all that is below, or - for standard input; without any, standard input',
  });
}

function prerequisitesCommand(y: Argv): Argv {
  return withPaths(y)
    .option('format', {
      alias: 'f',
      choices: ['text', 'json'],
      default: 'text',
      requiresArg: true,
      describe: 'how they are printed',
    })
    .option('all', { type: 'boolean', default: false, describe: 'name every object that needs something' })
    .example('$0 prerequisites dist/', 'what the manifests in a folder need')
    .epilogue('Exit codes: 0, or 2 for input that cannot be used.');
}

function checkCommand(y: Argv): Argv {
  return withPaths(y)
    .option('format', {
      alias: 'f',
      choices: FORMATS,
      default: 'text',
      requiresArg: true,
      describe: 'how findings are printed',
    })
    .option('fail-on', {
      choices: SEVERITIES,
      requiresArg: true,
      describe: 'exit with 1 from this severity on',
      defaultDescription: 'error',
    })
    .option('select', { ...RULE_LIST, describe: 'run these rules alone: ids, with * for any letters' })
    .option('ignore', { ...RULE_LIST, describe: 'leave these rules out' })
    .option('kubernetes-version', {
      alias: 'kubernetes',
      type: 'string',
      requiresArg: true,
      describe: 'the version of the cluster, such as 1.34',
      defaultDescription: 'the newest known',
    })
    .option('config', {
      alias: 'c',
      type: 'string',
      requiresArg: true,
      describe: 'a configuration file',
      defaultDescription: '.elastic-inference.yaml here or above',
    })
    .example('$0 check deploy/', 'all manifests in a folder')
    .example('helm template shop | $0 check -', 'what Helm renders')
    .example('kubectl kustomize overlays/prod | $0 check -', 'what kustomize builds')
    .example('$0 check --format sarif dist > findings.sarif', 'for code scanning')
    .epilogue('Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 input that cannot be used.');
}

const RULE_LIST = { type: 'string', array: true, nargs: 1 } as const;

/** What was given, one value for each option: of two, the last counts. */
function checkOptions(given: Record<string, unknown>, terminal: Terminal): CheckOptions {
  return {
    paths: pathsOf(given, terminal),
    format: last(given.format) as Format,
    failOn: last(given.failOn) as Severity | undefined,
    select: ruleList(given.select),
    ignore: ruleList(given.ignore),
    config: last(given.config),
    kubernetesVersion: last(given.kubernetesVersion),
  };
}

function prerequisitesOptions(given: Record<string, unknown>, terminal: Terminal): PrerequisitesOptions {
  const format = last(given.format) as PrerequisitesOptions['format'];
  return { paths: pathsOf(given, terminal), format, all: last(given.all) as unknown === true };
}

function adapterRulesOptions(given: Record<string, unknown>, terminal: Terminal): AdapterRulesOptions {
  const format = last(given.format) as AdapterRulesOptions['format'];
  return { paths: pathsOf(given, terminal), format, name: last(given.name)!, namespace: last(given.namespace)! };
}

function pathsOf(given: Record<string, unknown>, { isInputInteractive }: Terminal): string[] {
  // Behind `--` yargs takes none of them for the command's own.
  const named = [...(given.paths as string[] ?? []), ...(given._ as unknown[]).slice(1).map(String)];
  const paths = named.map((path) => (path === DASH ? '-' : path));
  if (paths.length === 0 && isInputInteractive) {
    throw new UsageError('name files or folders, or - for standard input');
  }
  return paths.length === 0 ? ['-'] : paths;
}

function last(given: unknown): string | undefined {
  const value = (Array.isArray(given) ? given[given.length - 1] : given) as string | undefined;
  return value === DASH ? '-' : value;
}

function ruleList(given: unknown): string[] {
  const lists = (given ?? []) as string[];
  return lists.flatMap((ids) => ids.split(',')).map((id) => id.trim()).filter((id) => id !== '');
}

/** What is wrong with a command line; faults of the command itself go through as they are. */
function failure(message: string | undefined, error: Error | undefined): Error {
  // Where an option lacks its value, yargs throws an error of its own.
  if (error && error.name !== 'YError') return error;
  const text = (error?.message ?? message ?? '').trim().replaceAll(DASH, '-');
  const [, option] = /^Unknown arguments?: ([a-z-]+)/.exec(text) ?? [];
  const similar = option === undefined ? undefined : nearest(option, OPTIONS);
  const suggestion = similar === undefined ? '' : `; did you mean --${similar}?`;
  const hint = `${NAME} --help lists the commands, and ${NAME} check --help the options`;
  return new UsageError(`${text}${suggestion}`, hint);
}

const OPTIONS = [
  'all', 'format', 'fail-on', 'select', 'ignore', 'kubernetes-version', 'kubernetes', 'config', 'help', 'version',
  ...Object.keys(FORECAST_OPTIONS), ...Object.keys(ADAPTER_RULES_OPTIONS),
];

/** What the shell completes: yargs' own words, and the ids of rules where one is expected. */
function completed(before: string | undefined) {
  return (
    _word: string,
    _parsed: unknown,
    defaults: (onCompleted: (error: Error | null, words: string[] | undefined) => void) => void,
    done: (words: string[]) => void,
  ): void => {
    if (before !== undefined && TAKE_RULE.includes(before)) done(ruleNames());
    else defaults((_error, found) => done(found ?? []));
  };
}

const TAKE_RULE = ['explain', '--select', '--ignore'];
