import { run } from './command-line';
import { CLEAN, processTerminal, UNUSABLE } from './terminal';

// A reader that wants no more (`| head`) is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? CLEAN : UNUSABLE));
}

run(process.argv.slice(2), processTerminal(process)).then(
  (code) => { process.exitCode = code; },
  (error: Error) => {
    process.stderr.write(`elastic-inference: ${error.message}\nThis is a fault of the command; please report it.\n`);
    process.exitCode = UNUSABLE;
  },
);
