import type { NodePath, types as t } from '@babel/core';
import type { Binding } from './bindings.ts';
import type { Site } from './find-sites.ts';
import type { Diagnostic } from './split-result.ts';
import type { StepName } from './step-keys.ts';

/** A variable whose value travels to the step. */
export interface CapturedValue {
  readonly name: string;
  readonly binding: Binding;
  /** The members that the step reads, where it reads nothing else: only those travel. */
  readonly fields: readonly string[] | undefined;
}

/** A name that the step gets from its own surroundings: the `ai` object, or a method taken off it. */
export interface SurroundingName {
  readonly name: string;
  readonly member: string | undefined;
}

/** What the step uses of `this`. */
export interface CapturedInstance {
  readonly fields: readonly string[];
  /** Fields that hold `ai`. */
  readonly aiFields: readonly string[];
  /** The class whose methods the step calls. */
  readonly className: string | undefined;
}

/** All that printing needs to know of one step. */
export interface StepPlan {
  readonly site: Site;
  readonly name: StepName;
  readonly body: NodePath;
  readonly values: readonly CapturedValue[];
  readonly writes: readonly string[];
  readonly surroundings: readonly SurroundingName[];
  /** The flow's own second parameter, as it is written there. */
  readonly sideChannel: t.Node | undefined;
  /** Local functions, classes and names derived from the side channel, in source order. */
  readonly declarations: readonly NodePath[];
  readonly instance: CapturedInstance | undefined;
  /** Why the step cannot be hoisted; the flow around it is journaled then. */
  readonly reasons: readonly Diagnostic[];
}
