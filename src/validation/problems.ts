import { within, type Problem } from './problem';

/** Problems as they are found, one statement each. */
export class Problems {
  /** Most checks find nothing, so there is no list before the first problem. */
  private found?: Problem[];

  /** Adds a problem. */
  public add(problem: Problem): void {
    this.found ??= [];
    this.found.push(problem);
  }

  /** Adds what another check found. */
  public addAll(problems: readonly Problem[]): void {
    if (problems.length === 0) return;
    for (const problem of problems) this.add(problem);
  }

  /** Adds what a check found inside a field: `within('ports[0]', portProblems(port))`. */
  public within(field: string, problems: readonly Problem[]): void {
    if (problems.length > 0) this.addAll(within(field, problems));
  }

  public get isEmpty(): boolean {
    return this.found === undefined;
  }

  public get all(): Problem[] {
    return this.found ?? [];
  }
}
