import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const MODULE = 'github.com/zegl/kube-score/cmd/kube-score@v1.20.0';

/** The program kube-score: of the environment, or built by Go; else why there is none. */
export function kubeScore(folder: string): { readonly program: string } | { readonly missing: string } {
  const { KUBE_SCORE: given } = process.env;
  if (given !== undefined) return { program: given };
  if (spawnSync('go', ['version']).status !== 0) {
    return { missing: 'Go is not at hand, and KUBE_SCORE names no program' };
  }
  const env = { ...process.env, GOBIN: folder };
  const built = spawnSync('go', ['install', MODULE], { env, encoding: 'utf8', cwd: folder });
  const program = path.join(folder, process.platform === 'win32' ? 'kube-score.exe' : 'kube-score');
  return fs.existsSync(program) ? { program } : { missing: `go install ${MODULE}: ${built.stderr.trim()}` };
}
