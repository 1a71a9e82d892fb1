import type { ActionType } from '../../schemas/action-key.ts';
import type { Engine } from '../engine.ts';
import type { ResolvedTool } from './resolved-tool.ts';

/** Makes a tool of an action that is more to a model than its input and output. Undefined where it is not known here. */
export type ToolForm = (name: string) => ResolvedTool | undefined;

const forms = new WeakMap<Engine, Map<ActionType, ToolForm>>();

/** Says how actions of a type are called as tools. The features above the tools say it: nothing here knows them. */
export function setToolForm(engine: Engine, type: ActionType, form: ToolForm): void {
  const known = forms.get(engine) ?? new Map<ActionType, ToolForm>();
  forms.set(engine, known.set(type, form));
}

/** The form of an action's type, applied. */
export function findToolForm(
  engine: Engine,
  { type, name }: { readonly type: ActionType; readonly name: string },
): ResolvedTool | undefined {
  return forms.get(engine)?.get(type)?.(name);
}
