/**
 * One measurement, in a process of its own, as compiled JavaScript:
 *
 *   node child.js <variant> <services> <one|each> <outdir>
 *   node child.js load <module>
 */
import * as fs from 'fs';
import type { Plan, Variant } from './fleet';

/** What a measurement tells: times in milliseconds, memory in MiB. */
export interface Told {
  readonly load: number;
  readonly build: number;
  readonly write: number;
  readonly cpu: number;
  readonly peak: number;
}

/** `maxRSS` of a child on Linux begins at what its parent held when it started it; VmHWM begins at nothing. */
function peakMemory(): number {
  const status = fs.existsSync('/proc/self/status') ? fs.readFileSync('/proc/self/status', 'utf8') : '';
  const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) / 1024;
}

async function main([variant, ...rest]: string[]): Promise<void> {
  const started = performance.now();
  let [loaded, built, written] = [0, 0, 0];
  if (variant === 'load') {
    if (rest[0] !== 'nothing') await import(rest[0]);
    loaded = built = written = performance.now();
  } else {
    const plan: Plan = { services: Number(rest[0]), charts: rest[1] as Plan['charts'], outdir: rest[2] };
    const { build } = await import(`./${variant}`) as Variant;
    loaded = performance.now();
    const write = build(plan);
    built = performance.now();
    write();
    written = performance.now();
  }
  const { user, system } = process.cpuUsage();
  const told: Told = {
    load: loaded - started,
    build: built - loaded,
    write: written - built,
    cpu: (user + system) / 1000,
    peak: peakMemory(),
  };
  fs.writeSync(1, JSON.stringify(told));
}

void main(process.argv.slice(2));
