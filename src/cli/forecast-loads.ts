import * as fs from 'fs';
import * as path from 'path';
import type { ForecastOptions } from './forecast-options';
import { UsageError } from './settings/usage-error';
import type { Terminal } from './terminal';
import type { Load } from '../forecast/demand/load';
import { readLoads } from '../forecast/demand/read-loads';
import { beginningOf } from '../forecast/study/beginning';
import type { Problem } from '../validation/problem';

/** Loads by the names that files give the services. */
export interface GivenLoads {
  readonly loads: ReadonlyMap<string, Load>;
  readonly seconds?: number;
  readonly beginning: ReturnType<typeof beginningOf>;
  /** Names of series of Prometheus, whose queries often give more than what an autoscaler scales. */
  readonly recorded: ReadonlySet<string>;
  readonly notes: readonly string[];
  readonly problems: readonly Problem[];
}

/** The loads in all files, those of one service added up. */
export function loadsOf({ loads: files, reading }: ForecastOptions, { cwd }: Terminal): GivenLoads {
  if (files.length === 0) {
    const hint = 'elastic-inference forecast --help lists the options';
    throw new UsageError('name a file with the load: --load monday.csv', hint);
  }
  const loads = new Map<string, Load>();
  const notes: string[] = [];
  const problems: Problem[] = [];
  const recorded = new Set<string>();
  let seconds: number | undefined;
  let beginning = beginningOf({});
  for (const file of files) {
    const text = textOf(file, cwd);
    const read = readLoads(text, file, reading);
    for (const [name, load] of read.loads) {
      loads.set(name, loads.get(name)?.plus(load) ?? load);
      if (/^\s*[[{]/.test(text)) recorded.add(name);
    }
    notes.push(...read.notes);
    problems.push(...read.problems);
    seconds = Math.max(seconds ?? 0, read.seconds ?? 0) || undefined;
    const begins = beginningOf(read);
    if (beginning.from !== undefined && begins.from !== undefined && +begins.from !== +beginning.from) {
      throw new UsageError(`--load ${file} begins at another time than ${files[0]}: give files of the same time`);
    }
    if (beginning.from === undefined) beginning = begins;
  }
  return { loads, seconds, beginning, recorded, notes, problems };
}

const READ_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name a file',
  EACCES: 'it may not be read',
};

function textOf(file: string, cwd: string): string {
  try {
    return fs.readFileSync(path.resolve(cwd, file), 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UsageError(`--load ${file}: ${READ_FAULTS[code ?? ''] ?? message}`);
  }
}
