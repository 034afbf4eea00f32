import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { App, Chart, Testing, type AppProps } from 'cdk8s';
import { InferenceApp } from '../../src';

/** Fills an app; it is called for one of cdk8s and for one of this library, and does the same in both. */
export type Program = (app: App) => void;

/** What is done with an app, one after the other. `chart` is what a test does: it renders the first chart alone. */
export type Step = 'synth' | 'synthYaml' | 'chart';

export type AppClass = new (props?: AppProps) => App;

/** What a step leaves: the error that it throws, the text or the objects that it returns, and what it writes. */
export interface Outcome {
  readonly message?: string;
  readonly returned?: unknown;
  /** The files by their path, and folders with a `/` at the end. */
  readonly files: Readonly<Record<string, string>>;
  /** What is printed to standard error. */
  readonly said: string;
}

const BOTH: readonly AppClass[] = [App, InferenceApp];

/** What each step leaves with cdk8s' app and with that of this library, each in a folder of its own. */
export function compared(
  program: Program,
  props: AppProps = {},
  steps: readonly Step[] = ['synth'],
  classes = BOTH,
): Array<[stock: Outcome, own: Outcome]> {
  const [stock, own] = classes.map((type) => outcomes(type, program, props, steps));
  return steps.map((_, i) => [stock[i], own[i]]);
}

/** Expects the app of this library to do what cdk8s' does, but to write nothing before it fails. */
export function expectAlike(...compare: Parameters<typeof compared>): void {
  for (const [stock, own] of compared(...compare)) expect(own).toEqual(withoutRest(stock));
}

/** Where cdk8s fails, it leaves what it wrote until then. */
export function withoutRest(outcome: Outcome): Outcome {
  return outcome.message === undefined ? outcome : { ...outcome, files: {} };
}

export function outcomes(type: AppClass, program: Program, props: AppProps, steps: readonly Step[]): Outcome[] {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'app-comparison-'));
  try {
    const app = new type({ outdir, ...props });
    program(app);
    return steps.map((step) => outcomeOf(app, step));
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

function outcomeOf(app: App, step: Step): Outcome {
  fs.rmSync(app.outdir, { recursive: true, force: true });
  const written: string[] = [];
  const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const returned = done(app, step);
    return { returned, files: filesBelow(app.outdir), said: written.join('') };
  } catch (error) {
    return { message: (error as Error).message, files: filesBelow(app.outdir), said: written.join('') };
  } finally {
    stderr.mockRestore();
  }
}

function done(app: App, step: Step): unknown {
  if (step === 'synth') return app.synth();
  if (step === 'synthYaml') return app.synthYaml();
  const chart = app.node.findAll().find((c) => c instanceof Chart);
  return chart && Testing.synth(chart);
}

export function filesBelow(folder: string, prefix: string = ''): Record<string, string> {
  const files: Record<string, string> = {};
  const entries = fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : [];
  for (const entry of entries) {
    const at = path.join(folder, entry.name);
    const name = `${prefix}${entry.name}`;
    if (entry.isDirectory()) Object.assign(files, { [`${name}/`]: '' }, filesBelow(at, `${name}/`));
    else files[name] = fs.readFileSync(at, 'utf8');
  }
  return files;
}
