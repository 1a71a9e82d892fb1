import type { PendingInterrupt } from '../../schemas/pending-interrupt.ts';

/** Lines of `durakit respond <workflow id>`: what is asked, with the tool's input and what it said. */
export function formatInterrupts(interrupts: readonly PendingInterrupt[]): string[] {
  if (interrupts.length === 0) return ['The run asks nothing.'];
  return interrupts.map(({ name, ref, input, interrupt }) => {
    const title = ref === undefined ? name : `${name}#${ref}`;
    const said = interrupt === true ? '' : `  ${JSON.stringify(interrupt)}`;
    return `${title}(${input === undefined ? '' : JSON.stringify(input)})${said}`;
  });
}
