/** What the reader of manifests reports itself, beside the rules. */
export const CLI_CODES: readonly string[] = ['cli/repeated-key', 'cli/reason-missing', 'cli/unknown-rule'];
