import { objectProblems } from './not-an-object';
import { ENV_NAME } from '../validation/names';
import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';
import * as check from '../validation/value-checks';

/** The problems of a command or of arguments. */
export function argumentProblems(field: string, value: unknown): Problem[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    return [{
      code: 'tensorstack/not-a-list',
      field,
      value,
      rule: 'must be a list',
      why: 'the container could not start with other arguments than a list of strings',
      fix: 'write it as ["--verbose"]',
    }];
  }
  const problems = new Problems();
  for (const [i, argument] of value.entries()) {
    if (typeof argument === 'string') continue;
    problems.add({
      code: 'tensorstack/argument-not-a-string',
      field: `${field}[${i}]`,
      value: argument,
      rule: 'must be a string',
      why: 'the API server would reject the pods',
      fix: 'write the argument as a string',
    });
  }
  return problems.all;
}

/** The problems of the environment variables of a container, by name. */
export function environmentProblems(environment: unknown): Problem[] {
  if (environment === undefined) return [];
  const problems = new Problems();
  problems.addAll(objectProblems('environment', environment));
  if (!problems.isEmpty) return problems.all;
  for (const [name, value] of Object.entries(environment as object)) {
    const field = `environment[${JSON.stringify(name)}]`;
    problems.addAll(check.name(field, name, ENV_NAME, 'rename the variable'));
    if (typeof value !== 'string') {
      problems.add({
        code: 'tensorstack/variable-not-a-string',
        field,
        value,
        rule: 'must be a string',
        why: 'the API server would reject the pods',
        fix: 'write the value as a string',
      });
    }
  }
  return problems.all;
}
