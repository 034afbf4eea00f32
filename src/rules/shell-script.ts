const SHELL = /(^|\/)(sh|ash|bash|dash|ksh|zsh)$/;

/** A cluster of options with `-c` among them, in any order: `-c`, `-ec`, `-ecx`. */
const COMMAND_OPTION = /^-[a-zA-Z]*c[a-zA-Z]*$/;

/** Whether the words of a command may start a shell that runs one of them as a script. */
export function mayRunShell(words: readonly string[]): boolean {
  return words.some((w) => SHELL.test(w)) && words.some((w) => COMMAND_OPTION.test(w));
}

/** The script of a command that starts with a shell: the first word that is no option, behind `-c`. */
export function shellScript(words: readonly string[]): string | undefined {
  if (!SHELL.test(words[0] ?? '')) return undefined;
  let isScript = false;
  let i = 1;
  for (; i < words.length && /^[-+]./.test(words[i]); i += 1) {
    isScript ||= COMMAND_OPTION.test(words[i]);
    // `-o pipefail`: the name of the option is the next word.
    if (/^[-+][a-zA-Z]*o$/.test(words[i])) i += 1;
  }
  return isScript ? words[i] : undefined;
}
