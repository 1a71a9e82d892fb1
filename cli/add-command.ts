import type { Command } from 'commander';

/** How a command presents itself. */
export interface CommandText {
  readonly name: string;
  /** Some words for the list of commands. */
  readonly summary: string;
  readonly description: string;
  /** Calls that work as they stand; the first is shown after an error. */
  readonly examples: readonly [string, ...string[]];
  /** True: it is what the command around it does without a name. */
  readonly isDefault?: boolean;
}

/** Adds a command, or one below a command, with what all have: examples in its help, one of them after a wrong use, and `--verbose`. */
export function addCommand(program: Command, { name, summary, description, examples, isDefault = false }: CommandText): Command {
  const whole = program.parent === null ? name : `${program.name()} ${name}`;
  return program
    .command(name, { isDefault })
    .summary(summary)
    .description(description)
    .option('--verbose', 'show the stack and the causes of an error')
    .addHelpText('after', `\nExample${examples.length > 1 ? 's' : ''}:\n${examples.map((example) => `  ${example}`).join('\n')}`)
    .showHelpAfterError(`Example: ${examples[0]}\nAll options: durakit ${whole} --help`);
}
