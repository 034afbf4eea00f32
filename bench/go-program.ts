import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

/** A program that Go builds from a module. */
export interface GoProgram {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** The environment variable that names the program, where somebody has it. */
  readonly variable: string;
}

/** Where a program is, else why there is none. */
export type Found = { readonly program: string } | { readonly missing: string };

/** Programs that were built once; the version is in the name. */
const CACHE = path.join(
  process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'cdk8s-elastic-inference', 'bench');
/** Without symbols, as releases are built: Helm holds up to 20 MiB less. */
const RELEASED = '-ldflags=-w -s';
const SUFFIX = process.platform === 'win32' ? '.exe' : '';

/** The program of the environment, else one that was built before, else one that Go builds now if it may. */
export function goProgram(wanted: GoProgram, mayBuild: boolean): Found {
  const { name, version, variable } = wanted;
  const given = process.env[variable];
  if (given !== undefined) return { program: given };
  const built = path.join(CACHE, `${name}-${version}${SUFFIX}`);
  if (fs.existsSync(built)) return { program: built };
  if (!mayBuild) return { missing: `${variable} names no program, and none was built before` };
  return build(wanted, built);
}

function build({ name, module, version, variable }: GoProgram, target: string): Found {
  if (spawnSync('go', ['version']).status !== 0) {
    return { missing: `Go is not at hand, and ${variable} names no program` };
  }
  process.stderr.write(`building ${name} ${version} …\n`);
  fs.mkdirSync(CACHE, { recursive: true });
  const folder = fs.mkdtempSync(path.join(CACHE, 'build-'));
  try {
    const env = { ...process.env, GOBIN: folder, CGO_ENABLED: '0' };
    const args = ['install', RELEASED, `${module}@${version}`];
    const { stderr } = spawnSync('go', args, { env, encoding: 'utf8', cwd: folder });
    const program = path.join(folder, `${name}${SUFFIX}`);
    if (!fs.existsSync(program)) return { missing: `go install ${module}@${version}: ${stderr.trim()}` };
    // Whole or not at all, so that a bench that is stopped leaves no half of a program.
    fs.renameSync(program, target);
    return { program: target };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
