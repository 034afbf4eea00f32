import { spawnSync } from 'child_process';
import * as path from 'path';
import type { ToolName } from './contestants';
import { goProgram, type Found, type GoProgram } from '../go-program';
import type { Command } from '../program';
import { NAMESPACE } from '../variants/fleet';

/** A program that makes the same objects from a file of values, beside this library. */
interface Tool {
  readonly built: GoProgram;
  /** Whether any version that is installed will do. */
  readonly isTakenFromPath: boolean;
  readonly versionArgs: readonly string[];
  /** What prints all objects to its output. */
  args(values: string): string[];
}

const BENCH = path.dirname(__dirname);

const TABLE: Record<ToolName, Tool> = {
  helm: {
    built: { name: 'helm', module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.19.0', variable: 'HELM' },
    isTakenFromPath: false,
    versionArgs: ['version', '--template', '{{ .Version }} ({{ .GoVersion }})'],
    args: (values) => ['template', 'fleet', path.join(BENCH, 'helm'), '--namespace', NAMESPACE, '-f', values],
  },
  jsonnet: {
    built: {
      name: 'jsonnet', module: 'github.com/google/go-jsonnet/cmd/jsonnet', version: 'v0.21.0', variable: 'JSONNET',
    },
    isTakenFromPath: true,
    versionArgs: ['--version'],
    args: (values) => ['-y', '--tla-code-file', `values=${values}`, path.join(BENCH, 'jsonnet/fleet.jsonnet')],
  },
};

/** Where the program is, else why there is none; without `mayBuild` only if it is there already. */
export function findTool(name: ToolName, mayBuild: boolean): Found {
  const { built, isTakenFromPath } = TABLE[name];
  const isInstalled = () => spawnSync(name, ['--version']).status === 0;
  if (isTakenFromPath && process.env[built.variable] === undefined && isInstalled()) return { program: name };
  return goProgram(built, mayBuild);
}

/** Its output goes to a file, as a user would redirect it. */
export function toolCommand(name: ToolName, program: string, values: string, outdir: string): Command {
  return { program, args: TABLE[name].args(values), output: path.join(outdir, 'fleet.yaml') };
}

export function toolVersion(name: ToolName, program: string): string {
  const { stdout, error } = spawnSync(program, TABLE[name].versionArgs, { encoding: 'utf8' });
  if (error) throw error;
  // Before the number, some say at length what they are.
  return stdout.slice(stdout.search(/v\d/)).trim();
}
