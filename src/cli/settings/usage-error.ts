/** What is wrong with the command line or the configuration file, in words for the user. */
export class UsageError extends Error {
  public constructor(message: string, public readonly hint?: string) {
    super(message);
  }
}
