import { types as t, type NodePath } from '@babel/core';
import { findDoubleDefinitions } from './find-double-definitions.ts';
import { definitionSites } from './defining-code.ts';
import { argumentPaths } from './find-sites.ts';
import type { ModuleAnalysis } from './module-analysis.ts';
import type { SplitPlan } from './split-plan.ts';
import type { Diagnostic } from './split-result.ts';
import { childOf, endOf, isWithin, memberNameOf, startOf, unwrapPath } from './syntax.ts';

/** What is wrong in a file whichever way its flows run, and what is likely to be nondeterministic. */
export function fileProblems(plan: SplitPlan): Diagnostic[] {
  const { analysis } = plan;
  return [
    ...definitionsInFlows(analysis),
    ...findDoubleDefinitions(analysis),
    ...unreadableConfigurations(analysis),
    ...plan.flows.flatMap(({ body, flow }) => (body === undefined || flow.mode === 'journal' ? [] : nondeterminism(analysis, body))),
  ];
}

function definitionsInFlows(analysis: ModuleAnalysis): Diagnostic[] {
  const bodies = [...analysis.flowBodies.keys()];
  return definitionSites(analysis)
    .filter(({ call, rule }) => rule.role !== 'pure' && rule.role !== 'middleware' && bodies.some((body) => isWithin(call.node, body)))
    .map(({ call, method }) => analysis.diagnostic('DK1005', call.node, `\`${method}\` in flow code would define anew in each run.`));
}

/** A flow whose configuration is a value of run time has no name here, and `durability` in it is not seen. */
function unreadableConfigurations(analysis: ModuleAnalysis): Diagnostic[] {
  return [...analysis.flowBodies.values()].flatMap(({ call }) => {
    const [first] = argumentPaths(call);
    const target = first === undefined ? undefined : unwrapPath(first);
    if (target === undefined || !target.isCallExpression()) return [];
    return [analysis.diagnostic('DK1006', target.node, 'The configuration of this flow is the result of a call: its name cannot be read.')];
  });
}

function nondeterminism(analysis: ModuleAnalysis, body: NodePath): Diagnostic[] {
  const found: Diagnostic[] = [];
  const text = analysis.surroundings.code.slice(startOf(body.node), endOf(body.node));
  if (!/\brace\b|\bfor\b/.test(text)) return found;
  body.traverse({
    CallExpression(path) {
      const callee = path.get('callee');
      const isRace = memberNameOf(callee.node) === 'race' && childOf(callee, 'object')?.isIdentifier({ name: 'Promise' }) === true;
      if (!isRace || !hasSites(analysis, path)) return;
      found.push(
        analysis.diagnostic(
          'DK1501',
          path.node,
          'The steps that lose this race go on: nothing cancels them, and each is run again after a crash.',
        ),
      );
    },
    ForInStatement(path) {
      if (hasSites(analysis, path.get('body'))) found.push(unordered(analysis, path.get('right')));
    },
    ForOfStatement(path) {
      const keys = path.get('right');
      if (isKeyList(keys) && hasSites(analysis, path.get('body'))) found.push(unordered(analysis, keys));
    },
  });
  return found;
}

function unordered({ diagnostic }: ModuleAnalysis, path: NodePath): Diagnostic {
  return diagnostic(
    'DK1502',
    path.node,
    'Steps are started in the order of an object’s keys: it is that of the data, and may differ between sources.',
  );
}

function isKeyList(path: NodePath): boolean {
  const { node } = path;
  if (!t.isCallExpression(node)) return false;
  const name = memberNameOf(node.callee);
  const object = childOf(path, 'callee.object');
  return object?.isIdentifier({ name: 'Object' }) === true && (name === 'keys' || name === 'values' || name === 'entries');
}

function hasSites({ found }: ModuleAnalysis, path: NodePath): boolean {
  return found.sites.some(({ call }) => startOf(call.node) > startOf(path.node) && isWithin(call.node, path.node));
}
