/** How long a synth says nothing, in milliseconds. */
const SILENT = 2000;

/** How often the line changes, in milliseconds. */
const PACE = 200;

/** Where the line is written: standard error. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** One line on standard error that counts, for a synth of over two seconds that a person watches. */
export class SynthProgress {
  private next: number;
  private isShown = false;

  public constructor(private readonly screen: Screen = process.stderr, private readonly now = () => Date.now()) {
    this.next = now() + SILENT;
  }

  /** Says how many objects were dealt with so far. */
  public show(what: 'rendered' | 'printed' | 'written', objects: number, total: number): void {
    if (!this.screen.isTTY || this.now() < this.next) return;
    this.next = this.now() + PACE;
    this.line(`${objects.toLocaleString('en')} of ${total.toLocaleString('en')} objects ${what} …`);
  }

  /** Says that the rules run. */
  public judging(objects: number): void {
    if (this.screen.isTTY && this.now() >= this.next) this.line(`judging ${objects.toLocaleString('en')} objects …`);
  }

  /** Removes the line. */
  public end(): void {
    if (this.isShown) this.screen.write('\r\u001b[K');
    this.isShown = false;
  }

  private line(text: string): void {
    this.isShown = true;
    this.screen.write(`\r\u001b[Kcdk8s-elastic-inference: ${text}`);
  }
}
