import yargs, { type Argv } from 'yargs';
import { check, FORMATS, type CheckOptions } from './check';
import { explainRule } from './explain';
import { listPrerequisites, type PrerequisitesOptions } from './prerequisites';
import { SEVERITIES } from './report/reported-finding';
import { listRules } from './rules';
import { ruleNames } from './settings/selection';
import { UsageError } from './settings/usage-error';
import { CLEAN, UNUSABLE, type Terminal } from './terminal';
import { VERSION } from './version';
import { page } from '../validation/documentation-links';

const NAME = 'elastic-inference';

/** Runs the command line, and gives its exit code; what is wrong with it is said on standard error. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  // What a command does is done when the line is parsed: yargs would prepare its help for each that takes a while.
  let work: Work = () => CLEAN;
  try {
    const parser = commands(terminal, (chosen) => { work = chosen; });
    await parser.parseAsync([...args], {}, (_error, _parsed, output) => {
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

function commands(terminal: Terminal, choose: (work: Work) => void): Argv {
  return yargs()
    .scriptName(NAME)
    .usage('$0 <command>\n\nSays whether Kubernetes manifests will scale, before anything is applied.')
    .command(
      'check [paths..]',
      'judge manifests: files, folders, or - for standard input',
      (y) => checkOptions(y, terminal),
      (given) => choose(() => check(given as unknown as CheckOptions, terminal)),
    )
    .command(
      'explain <rule>',
      'explain a rule: why, failing and repaired manifests, fix, source',
      (y) => y.positional('rule', { type: 'string', describe: 'the id of a rule', demandOption: true }),
      ({ rule }) => choose(() => explainRule(rule, terminal)),
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
      (y) => prerequisitesOptions(y, terminal),
      (given) => choose(() => listPrerequisites(given as unknown as PrerequisitesOptions, terminal)),
    )
    .completion('completion', 'print a script that completes commands in bash or zsh', completed)
    .demandCommand(1, 'name a command')
    .recommendCommands()
    .strict()
    .wrap(100)
    .version(VERSION)
    .help()
    .alias('help', 'h')
    .epilogue(`Guide: ${page('check.md')}`)
    .exitProcess(false)
    .fail((message, error) => {
      throw error ?? new UsageError(message, `${NAME} --help lists the commands and their options`);
    });
}

/** The files that a command reads. */
function withPaths(y: Argv, terminal: Terminal): Argv {
  return y
    .positional('paths', {
      type: 'string',
      array: true,
      default: terminal.isInputInteractive ? [] : ['-'],
      defaultDescription: '-, unless a person types',
      describe: 'files, folders with all that is below, or - for standard input',
    })
    .check(({ paths }) => {
      if ((paths as string[]).length === 0) throw new UsageError('name files or folders, or - for standard input');
      return true;
    });
}

function prerequisitesOptions(y: Argv, terminal: Terminal): Argv {
  return withPaths(y, terminal)
    .option('format', { alias: 'f', choices: ['text', 'json'], default: 'text', describe: 'how they are printed' })
    .option('all', { type: 'boolean', default: false, describe: 'name every object that needs something' })
    .example('$0 prerequisites dist/', 'what the manifests in a folder need')
    .epilogue('Exit codes: 0, or 2 for input that cannot be used.');
}

function checkOptions(y: Argv, terminal: Terminal): Argv {
  return withPaths(y, terminal)
    .option('format', { alias: 'f', choices: FORMATS, default: 'text', describe: 'how findings are printed' })
    .option('fail-on', {
      choices: SEVERITIES,
      describe: 'exit with 1 from this severity on',
      defaultDescription: 'error',
    })
    .option('select', { ...RULE_LIST, describe: 'run these rules alone: ids, with * for any letters' })
    .option('ignore', { ...RULE_LIST, describe: 'leave these rules out' })
    .option('kubernetes-version', {
      type: 'string',
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

const RULE_LIST = {
  type: 'string',
  array: true,
  nargs: 1,
  default: [] as string[],
  defaultDescription: '',
  coerce: (given: string[]) => given.flatMap((ids) => ids.split(',')).filter((id) => id !== ''),
} as const;

/** What the shell completes: yargs' own words, and the ids of rules where one is expected. */
function completed(
  _word: string,
  argv: any,
  defaults: (onCompleted: (error: Error | null, words: string[] | undefined) => void) => void,
  done: (words: string[]) => void,
): void {
  const words: string[] = (argv._ ?? []).map(String);
  const takesRule = words.includes('explain') || 'select' in argv || 'ignore' in argv;
  if (takesRule) done(ruleNames());
  else defaults((_error, found) => done(found ?? []));
}
