import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import type { Plan } from './variants/fleet';

/** The variants, in the order in which a round runs them; the first is compared with the second. */
export const VARIANTS = ['library', 'plus', 'raw', 'plain'] as const;
export type VariantName = typeof VARIANTS[number];

/** What a measurement in a process of its own tells: times in milliseconds, memory in MiB. */
export interface Told {
  /** From the first line of the program until its modules are loaded. */
  readonly load: number;
  /** Making the objects. */
  readonly build: number;
  /** `app.synth()`: validating, rendering, printing, writing. */
  readonly write: number;
  /** Processor time of the whole process. */
  readonly cpu: number;
  /** The most memory that the process held. */
  readonly peak: number;
}

export interface Measured extends Told {
  /** From the start of the process to its end. */
  readonly wall: number;
}

/** All runs of all variants for one number of services. */
export interface Cell {
  readonly charts: Plan['charts'];
  readonly services: number;
  readonly rounds: ReadonlyArray<Record<VariantName, Measured>>;
}

/** Runs the compiled variants, each in a process of its own, until the time is over. */
export class Bench {
  private readonly deadline: number;

  public constructor(private readonly folder: string, minutes: number) {
    this.deadline = performance.now() + minutes * 60_000;
  }

  /** One round: every variant once; every other round in reverse, so that a slow moment hits each of them alike. */
  public round(charts: Plan['charts'], services: number, index: number): Record<VariantName, Measured> | undefined {
    const measured: Partial<Record<VariantName, Measured>> = {};
    for (const variant of index % 2 === 0 ? VARIANTS : [...VARIANTS].reverse()) {
      const outdir = this.outdir(charts, variant);
      const one = this.run([variant, String(services), charts, outdir]);
      fs.rmSync(outdir, { recursive: true, force: true });
      if (!one) return undefined;
      measured[variant] = one;
    }
    return measured as Record<VariantName, Measured>;
  }

  public cell(charts: Plan['charts'], services: number, runs: number): Cell {
    const rounds: Array<Record<VariantName, Measured>> = [];
    for (let i = 0; i < runs; i++) {
      const round = this.round(charts, services, i);
      if (!round) break;
      rounds.push(round);
    }
    return { charts, services, rounds };
  }

  /** What `require` of a module costs; `nothing` is Node.js itself. */
  public load(module: string): Measured | undefined {
    return this.run(['load', module]);
  }

  /** The files that a variant writes. */
  public files(charts: Plan['charts'], services: number, variant: VariantName): Map<string, string> {
    const outdir = this.outdir(charts, variant);
    if (!this.run([variant, String(services), charts, outdir])) {
      throw new Error('there was no time to compare the variants');
    }
    const files = fs.readdirSync(outdir).sort()
      .map((file) => [file, fs.readFileSync(path.join(outdir, file), 'utf8')] as const);
    fs.rmSync(outdir, { recursive: true, force: true });
    return new Map(files);
  }

  private outdir(charts: Plan['charts'], variant: VariantName): string {
    return path.join(this.folder, 'out', charts, variant);
  }

  /** Undefined when the time was over before its end. */
  private run(args: string[]): Measured | undefined {
    const left = Math.ceil(this.deadline - performance.now());
    if (left <= 0) return undefined;
    const started = performance.now();
    const program = path.join(this.folder, 'variants', 'child.js');
    const child = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', timeout: left });
    const wall = performance.now() - started;
    if (child.error && 'code' in child.error && child.error.code === 'ETIMEDOUT') return undefined;
    if (child.status !== 0) throw new Error(`${args.join(' ')} failed:\n${child.stderr}`);
    return { ...JSON.parse(child.stdout) as Told, wall };
  }
}
