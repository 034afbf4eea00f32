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

/** Problems of arguments of the user that the library computes too, with other names of its flags. */
export function repeatedFlagProblems(
  computed: readonly string[],
  extraArgs: unknown,
  aliases: Readonly<Record<string, string>> = {},
): Problem[] {
  if (!Array.isArray(extraArgs)) return [];
  const known = new Set(computed.map(flagOf));
  const others = new Map(Object.entries(aliases));
  const problems = new Problems();
  for (const [i, word] of extraArgs.entries()) {
    const name = flagOf(word) ?? shortFlagOf(word);
    const flag = name === undefined ? undefined : others.get(name) ?? name;
    if (flag === undefined || !known.has(flag)) continue;
    problems.add({
      code: 'servers/flag-repeated',
      field: `extraArgs[${i}]`,
      value: word,
      rule: `must not repeat ${flag}, which the library computes`,
      why: 'probes, ports, targets and the grace period follow the computed one, and the server may use the other',
      fix: 'use the property for it, or write the whole list in args',
    });
  }
  return problems.all;
}

/** The name of a long flag, with hyphens; undefined for any other word. */
function flagOf(word: unknown): string | undefined {
  const [name] = /^--[A-Za-z][\w-]*/.exec(String(word)) ?? [];
  return name?.replace(/_/g, '-');
}

/** The name of a flag with one hyphen, such as `-np`. */
function shortFlagOf(word: unknown): string | undefined {
  return /^-[A-Za-z][A-Za-z-]*(?==|$)/.exec(String(word))?.[0];
}
