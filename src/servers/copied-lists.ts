import type { ModelServerOptions } from './model-server-options';

/** Options with copies of their lists, so that the server does not change with the lists of its user. */
export function withCopiedLists(options: ModelServerOptions): ModelServerOptions & Readonly<Record<string, unknown>> {
  if (!('args' in options) && !('extraArgs' in options)) return { ...options };
  const { args, extraArgs, ...rest } = options;
  return {
    ...rest,
    ...(args !== undefined && { args: copy(args) }),
    ...(extraArgs !== undefined && { extraArgs: copy(extraArgs) }),
  };
}

/** A copy of a list; a check reports a value of another type. */
export function copy(words: string[]): string[] {
  return Array.isArray(words) ? [...words] : words;
}
