import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { run } from '../../src/cli/command-line';
import type { Terminal } from '../../src/cli/terminal';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal that keeps what is written. */
export function fakeTerminal(
  changes: Partial<Terminal> = {},
): Terminal & { readonly written: { out: string; err: string } } {
  const written = { out: '', err: '' };
  return {
    written,
    input: pieces(''),
    isInputInteractive: false,
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    hasColors: false,
    isErrorInteractive: false,
    cwd: tmpdir(),
    ...changes,
  };
}

/** Runs the command in a terminal of its own. */
export async function ran(args: readonly string[], changes: Partial<Terminal> = {}): Promise<Ran> {
  const terminal = fakeTerminal(changes);
  const code = await run(args, terminal);
  return { code, ...terminal.written };
}

/** Judges a text on standard input; gives the object that `--format json` prints. */
export async function judged(text: string, ...args: string[]): Promise<any> {
  const { out } = await ran(['check', '-', '--format', 'json', ...args], { input: pieces(text) });
  return JSON.parse(out);
}

export async function* pieces(...given: Array<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for (const text of given) yield Buffer.from(text as string);
}

/** The texts of a stream. */
export async function* texts(...given: string[]): AsyncGenerator<string> {
  yield* given;
}

export async function all<T>(given: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of given) found.push(one);
  return found;
}

const made: string[] = [];

/** A folder of files, by their paths. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), 'elastic-inference-cli-'));
  made.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Removes the folders that were made; for `afterAll`. */
export function removeFolders(): void {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true });
}

/** A Deployment whose image has no fixed tag, of which `latest-tag` warns. */
export function deployment(name: string, image = 'registry.example.com/server:latest'): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels: { app: ${name} }
  template:
    metadata:
      labels: { app: ${name} }
    spec:
      containers:
        - name: server
          image: ${image}
`;
}

/** A Deployment that cannot be scaled by the autoscaler that follows it: `hpa-missing-request`, an error. */
export function unscalable(name: string): string {
  return `${deployment(name, 'registry.example.com/server:1.4')}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: ${name}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }
  maxReplicas: 3
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: 50 } }
`;
}
