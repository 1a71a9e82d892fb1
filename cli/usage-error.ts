/** The command was called in a wrong way: exit code 2. `example` is a call that works. */
export class UsageError extends Error {
  readonly example: string | undefined;

  constructor(message: string, example?: string) {
    super(message);
    this.name = 'UsageError';
    this.example = example;
  }
}
