import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** A list of words that becomes a part of a container: arguments, a command, the archives of TorchServe. */
export function wordsProblems(field: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || (field === 'models' && value.length === 0)) {
    return [{
      code: 'servers/not-a-list-of-strings',
      field,
      value,
      rule: 'must be a list of strings, not empty',
      why: 'the API server would reject the container',
      fix: 'give each argument as an item of its own',
    }];
  }
  const problems = new Problems();
  for (const [i, word] of value.entries()) {
    if (typeof word === 'string' && word !== '') continue;
    problems.add({
      code: 'servers/invalid-argument',
      field: `${field}[${i}]`,
      value: word,
      rule: 'must be a string, not empty',
      why: 'the server would be started with an empty argument',
      fix: 'remove it or write it as a string',
    });
  }
  return problems.all;
}

/** A file below the mounted folder. */
export function relativeFileProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string' && /^[^/\s]\S*$/.test(value) && !value.split('/').includes('..')) return [];
  return [{
    code: 'servers/file-outside-model-folder',
    field,
    value,
    rule: 'must be a file in the model\'s folder, without a leading slash, ".." and spaces',
    why: 'the server would not find it',
    fix: 'give the path below the mounted folder',
  }];
}
