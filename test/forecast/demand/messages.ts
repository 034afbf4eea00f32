import type { Problem } from '../../../src/validation/problem';
import { explain } from '../../../src/validation/problem-text';

/** The text of the first problem of each code. */
export function messages(problems: readonly Problem[]): string {
  const first = new Map([...problems].reverse().map((problem) => [problem.code, problem]));
  return [...first.values()].reverse().map((problem) => explain(problem, { about: '' })).join('\n');
}
