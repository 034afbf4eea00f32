import type { Bench, Loaded } from './measure';
import { median } from '../statistics';
import { table } from '../table';

/** Modules, and what a program of a fleet uses of this library. */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  'nothing': [],
  'yaml': [],
  'cdk8s': [],
  'cdk8s-plus-27': [],
  'cdk8s-elastic-inference': ['AutoscaledInference', 'InferenceApp'],
};

/** What it costs to load a module, beside Node.js alone; each one is loaded once a round. */
export async function loads(bench: Bench, runs: number): Promise<string> {
  const found = new Map<string, Loaded[]>(Object.keys(MODULES).map((module) => [module, []]));
  for (let i = 0; i < runs; i++) {
    for (const [module, all] of found) {
      const one = await bench.load(module, MODULES[module]);
      if (one) all.push(one);
    }
  }
  const rows = [...found].filter(([, all]) => all.length > 0).map(([module, all]) => [
    module,
    median(all.map(({ cost }) => cost.wall)).toFixed(3),
    median(all.map(({ load }) => load)).toFixed(0),
    median(all.map(({ cost }) => cost.peak ?? NaN)).toFixed(0),
  ]);
  const head = ['module', 'wall s', 'load ms', 'peak MiB'];
  return `What it costs to load, medians of ${runs}\n\n${table([head, ...rows])}`;
}
