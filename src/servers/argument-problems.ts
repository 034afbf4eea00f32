import type { Problem } from '../validation/problem';
import { Problems } from '../validation/problems';

/** Problems of a list of strings: arguments, a command, the archives of TorchServe. */
export function wordsProblems(field: string, value: unknown): Problem[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || (field === 'models' && value.length === 0)) {
    return [{
      code: 'servers/not-a-list-of-strings',
      field,
      value,
      rule: 'must be a list of strings',
      why: 'the API server would reject the container',
      fix: 'write each argument as an item of the list',
    }];
  }
  const problems = new Problems();
  for (const [i, word] of value.entries()) {
    if (typeof word === 'string' && word !== '') continue;
    problems.add({
      code: 'servers/invalid-argument',
      field: `${field}[${i}]`,
      value: word,
      rule: 'must be a non-empty string',
      why: 'the server would start with an empty argument',
      fix: 'remove the item, or write it as a string',
    });
  }
  return problems.all;
}

/** Problems of a file in the mounted folder. */
export function relativeFileProblems(field: string, value: unknown): Problem[] {
  if (typeof value === 'string' && /^[^/\s]\S*$/.test(value) && !value.split('/').includes('..')) return [];
  return [{
    code: 'servers/file-outside-model-folder',
    field,
    value,
    rule: 'must be a file in the folder of the model, without a leading slash, ".." and spaces',
    why: 'the server would not find it',
    fix: 'set the path relative to the mounted folder',
  }];
}
