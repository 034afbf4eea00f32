import { within, type Problem } from './problem';

/** Problems as they are found, one statement each. */
export class Problems {
  private readonly found: Problem[] = [];

  /** Adds a problem. */
  public add(problem: Problem): void {
    this.found.push(problem);
  }

  /** Adds what another check found. */
  public addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) this.found.push(problem);
  }

  /** Adds what a check found inside a field: `within('ports[0]', portProblems(port))`. */
  public within(field: string, problems: readonly Problem[]): void {
    this.addAll(within(field, problems));
  }

  public get isEmpty(): boolean {
    return this.found.length === 0;
  }

  public get all(): Problem[] {
    return [...this.found];
  }
}
