import type { UnfollowedCall } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import { withSeverity } from './diagnostics.ts';
import { isDefiningRole, SITE_TABLE } from './site-table.ts';
import type { Diagnostic, Severity } from './split-result.ts';
import { childOf } from './syntax.ts';

/** An error where the call is in the workflow program: there it would be missing, or do something else. */
export function toUnfollowedDiagnostic({ diagnostic }: ModuleAnalysis, { callee, method }: UnfollowedCall, severity: Severity): Diagnostic {
  const object = childOf(callee, 'object');
  const text = object?.isIdentifier() === true ? `\`${object.node.name}\`` : 'the object of this call';
  const message = `It cannot be seen whether ${text} is the \`ai\` object, so \`${method}\` is not split.`;
  return withSeverity(diagnostic('DK1002', callee.node, message), severity);
}

/** `engine.defineFlow(…)`: a definition, if `engine` is the \`ai\` object. */
export function isDefinition({ method }: UnfollowedCall): boolean {
  const role = SITE_TABLE[method]?.role;
  return role !== undefined && isDefiningRole(role);
}
