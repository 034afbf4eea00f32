import { run } from './command-line';
import { processTerminal, UNUSABLE } from './terminal';

// A reader that wants no more (`| head`) is no fault.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : UNUSABLE));

run(process.argv.slice(2), processTerminal(process)).then(
  (code) => { process.exitCode = code; },
  (error: Error) => {
    process.stderr.write(`elastic-inference: ${error.message}\nThis is a fault of the command; please report it.\n`);
    process.exitCode = UNUSABLE;
  },
);
