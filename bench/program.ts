import { spawn } from 'child_process';
import * as fs from 'fs';

/** A program as it is started: with its arguments, and the file that its output goes to. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Without it the output is thrown away. */
  readonly output?: string;
}

/** What one run of a program cost: seconds and MiB. */
export interface Cost {
  /** From its start to its end, or to the limit. */
  readonly wall: number;
  /** Whether it was ended at the limit, so that it takes longer than was measured. */
  readonly isCut: boolean;
  /** Processor time; only on Linux. */
  readonly cpu?: number;
  /** The most memory that it held; only on Linux. */
  readonly peak?: number;
  readonly code?: number;
  /** What it wrote to standard error. */
  readonly complaint: string;
}

/** How often a running program is looked at, in milliseconds. */
const LOOK = 10;
/** Ticks of the clock in `/proc` a second, on every common Linux. */
const TICKS = 100;

/** Runs a program in a process of its own; it is ended after so many seconds. */
export async function run({ program, args, output }: Command, limit: number): Promise<Cost> {
  const to = output === undefined ? 'ignore' : fs.openSync(output, 'w');
  const started = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', to, 'pipe'] });
  let seen: Pick<Cost, 'cpu' | 'peak'> = {};
  const look = setInterval(() => { seen = { ...seen, ...lookAt(child.pid) }; }, LOOK);
  let isCut = false;
  const end = setTimeout(() => { isCut = child.kill('SIGKILL'); }, limit * 1000);
  let complaint = '';
  child.stderr?.on('data', (text: Buffer) => { complaint += text.toString(); });
  let wall = 0;
  child.once('exit', () => { wall = (performance.now() - started) / 1000; });
  try {
    const code = await new Promise<number | undefined>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? undefined));
    });
    return { wall, isCut, code, complaint, ...seen };
  } finally {
    clearInterval(look);
    clearTimeout(end);
    if (typeof to === 'number') fs.closeSync(to);
  }
}

/** The memory and the processor time of a process until now; nothing where the system does not say. */
function lookAt(pid: number | undefined): Pick<Cost, 'cpu' | 'peak'> {
  try {
    const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
    if (peak === undefined) return {};
    // Behind the name, which may hold anything but a last bracket: user and system time are fields 14 and 15.
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ');
    return { peak: Number(peak) / 1024, cpu: (Number(fields[11]) + Number(fields[12])) / TICKS };
  } catch {
    return {};
  }
}
