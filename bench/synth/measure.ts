import * as fs from 'fs';
import * as path from 'path';
import type { Cell, Round } from './cells';
import { isTool, nameOf, type Contestant, type ToolName } from './contestants';
import { toolCommand } from './tools';
import { writeValues } from './values';
import { run, type Command, type Cost } from '../program';
import type { Told } from '../variants/child';

/** What it costs to load a module: the process, and the milliseconds of the loading alone. */
export interface Loaded {
  readonly cost: Cost;
  readonly load: number;
}

/** Runs contestants, each in a process of its own, until the time is over. */
export class Bench {
  private readonly deadline: number;

  /** The folder holds the compiled variants; the tools are those that were found. */
  public constructor(
    private readonly folder: string,
    private readonly tools: ReadonlyMap<ToolName, string>,
    minutes: number,
  ) {
    this.deadline = performance.now() + minutes * 60_000;
  }

  /** So many rounds, or as many as there was time for. */
  public async cell(all: readonly Contestant[], services: number, runs: number): Promise<Cell> {
    const rounds: Round[] = [];
    for (let i = 0; i < runs; i++) {
      process.stderr.write(`measuring ${services} services: round ${i + 1} of ${runs}\n`);
      // Every other round in reverse, so that a slow moment hits each of them alike.
      const round = await this.round(i % 2 === 0 ? all : [...all].reverse(), services);
      if (!round) break;
      rounds.push(round);
    }
    return { services, rounds };
  }

  /** What it costs to load a module and to ask for some of its classes; `nothing` is Node.js itself. */
  public async load(module: string, classes: readonly string[]): Promise<Loaded | undefined> {
    const output = path.join(this.folder, 'told.json');
    const cost = await this.run({ program: process.execPath, args: [this.child, 'load', module, ...classes], output });
    return cost && { cost, load: (JSON.parse(fs.readFileSync(output, 'utf8')) as Told).load };
  }

  /** The files that a contestant writes, by name. */
  public async files(contestant: Contestant, services: number): Promise<Map<string, string>> {
    const outdir = this.outdir();
    if (!await this.run(this.command(contestant, services, outdir))) {
      throw new Error('there was no time to compare the variants');
    }
    const files = fs.readdirSync(outdir).sort()
      .map((file) => [file, fs.readFileSync(path.join(outdir, file), 'utf8')] as const);
    return new Map(files);
  }

  private get child(): string {
    return path.join(this.folder, 'variants/child.js');
  }

  /** Every contestant once; undefined when the time was over before the end. */
  private async round(all: readonly Contestant[], services: number): Promise<Round | undefined> {
    const costs = new Map<string, Cost>();
    for (const contestant of all) {
      const cost = await this.run(this.command(contestant, services, this.outdir()));
      if (!cost) return undefined;
      costs.set(nameOf(contestant), cost);
    }
    return costs;
  }

  /**
   * An empty folder for what a run writes. It stays until the end: for some seconds after files were deleted, ext4
   * creates others up to ten times as slowly, which would count against whoever comes next.
   */
  private outdir(): string {
    return fs.mkdtempSync(path.join(this.folder, 'out-'));
  }

  private command({ variant, charts }: Contestant, services: number, outdir: string): Command {
    if (!isTool(variant)) {
      return { program: process.execPath, args: [this.child, variant, String(services), charts!, outdir] };
    }
    const values = path.join(this.folder, `values-${services}.json`);
    if (!fs.existsSync(values)) writeValues(values, services);
    return toolCommand(variant, this.tools.get(variant)!, values, outdir);
  }

  /** Undefined when the time was over before its end. */
  private async run(command: Command): Promise<Cost | undefined> {
    const left = (this.deadline - performance.now()) / 1000;
    if (left <= 0) return undefined;
    const cost = await run(command, left);
    if (cost.isCut) return undefined;
    if (cost.code === 0) return cost;
    throw new Error(`${command.program} ${command.args.join(' ')} failed:\n${cost.complaint}`);
  }
}
