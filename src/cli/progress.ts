import type { Terminal } from './terminal';

/** How long a run is silent, in milliseconds. */
const SILENT = 2000;

/** How often the line changes. */
const PACE = 200;

/** One line on standard error that counts, for runs of over two seconds that a person watches. */
export class Progress {
  private next = Date.now() + SILENT;
  private isShown = false;

  public constructor(private readonly terminal: Terminal) {}

  public show(objects: number): void {
    if (!this.terminal.isErrorInteractive || Date.now() < this.next) return;
    this.next = Date.now() + PACE;
    this.isShown = true;
    this.terminal.err(`\r\u001b[K${objects.toLocaleString('en')} objects read …`);
  }

  public judging(objects: number): void {
    if (this.isShown) this.terminal.err(`\r\u001b[Kjudging ${objects.toLocaleString('en')} objects …`);
  }

  public end(): void {
    if (this.isShown) this.terminal.err('\r\u001b[K');
    this.isShown = false;
  }
}
