/** Says once of each step and variable that the journal cannot keep what the step makes of it. */
export function createLossReport(flow: string, warn: (message: string) => void): (step: string, variable: string, reason: string) => void {
  const reported = new Set<string>();
  return (step, variable, reason) => {
    const message =
      `Flow '${flow}': step '${step}' changes \`${variable}\`, which ${reason}. The journal cannot keep that: ` +
      'after a crash the flow would not see the change. Keep plain data in it, or return the change from the step.';
    if (!reported.has(message)) warn(message);
    reported.add(message);
  };
}
