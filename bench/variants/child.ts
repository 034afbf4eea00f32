/**
 * One measurement, in a process of its own, as compiled JavaScript:
 *
 *   node child.js <variant> <services> <one|each> <outdir>
 *   node child.js load <module> [<class>…]
 */
import * as fs from 'fs';
import type { Plan, Variant } from './fleet';

/** What a measurement tells of itself, in milliseconds. */
export interface Told {
  /** From the first line of the program until its modules are loaded. */
  readonly load: number;
  /** Making the objects. */
  readonly build: number;
  /** `app.synth()`: validating, rendering, printing, writing. */
  readonly write: number;
}

async function synthesize([variant, services, charts, outdir]: string[]): Promise<Told> {
  const plan: Plan = { services: Number(services), charts: charts as Plan['charts'], outdir };
  const started = performance.now();
  const { build } = await import(`./${variant}`) as Variant;
  const loaded = performance.now();
  const write = build(plan);
  const built = performance.now();
  write();
  return { load: loaded - started, build: built - loaded, write: performance.now() - built };
}

/** Asks for the classes too, since the index of this library loads a file when its class is used. */
async function load([module, ...classes]: string[]): Promise<Told> {
  const started = performance.now();
  const exported = module === 'nothing' ? {} : await import(module) as Record<string, unknown>;
  for (const name of classes) {
    if (exported[name] === undefined) throw new Error(`${module} has no ${name}`);
  }
  return { load: performance.now() - started, build: 0, write: 0 };
}

async function main([first, ...rest]: string[]): Promise<void> {
  const told = await (first === 'load' ? load(rest) : synthesize([first, ...rest]));
  fs.writeSync(1, JSON.stringify(told));
}

void main(process.argv.slice(2));
