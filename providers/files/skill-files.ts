import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import type { SkillSummary } from '../../engine/middleware/generate/skills.ts';
import { DurakitError } from '../../schemas/durakit-error.ts';
import { codeOf, resolveInside } from './resolve-inside.ts';

/** The skills of some directories, by the names of their folders; of two of one name the first counts. What cannot be read is left out. */
export async function listSkills(skillPaths: readonly string[]): Promise<SkillSummary[]> {
  const groups = await Promise.all(skillPaths.map((path) => listSkillsOf(resolve(path))));
  const byName = new Map<string, SkillSummary>();
  for (const skill of groups.flat()) if (!byName.has(skill.name)) byName.set(skill.name, skill);
  return [...byName.values()];
}

/** A skill's `SKILL.md`. Throws NOT_FOUND, and PERMISSION_DENIED for a name that leads out of the directories. */
export async function readSkill(skillPaths: readonly string[], skillName: unknown): Promise<string> {
  if (typeof skillName !== 'string' || skillName === '') {
    throw new DurakitError({ status: 'INVALID_ARGUMENT', message: 'skillName must be the name of a skill.' });
  }
  let reason: unknown = 'there is no directory of skills';
  for (const directory of skillPaths) {
    try {
      return await readFile(await resolveInside({ directory, label: 'skills directory' }, join(skillName, 'SKILL.md')), 'utf8');
    } catch (error) {
      if (error instanceof DurakitError && error.status === 'PERMISSION_DENIED') throw error;
      reason = error;
    }
  }
  const words = reason instanceof DurakitError ? reason.originalMessage : codeOf(reason);
  throw new DurakitError({ status: 'NOT_FOUND', message: `Failed to read skill '${skillName}': ${words}`, cause: reason });
}

async function listSkillsOf(directory: string): Promise<SkillSummary[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  const skills = await Promise.all(names.sort().map((name) => readSummary(directory, name)));
  return skills.flatMap((skill) => skill ?? []);
}

async function readSummary(directory: string, name: string): Promise<SkillSummary | undefined> {
  try {
    const description = toDescription(await readFile(join(directory, name, 'SKILL.md'), 'utf8'));
    return description === undefined ? { name } : { name, description };
  } catch {
    // no skill, or one that nobody may read
    return undefined;
  }
}

function toDescription(source: string): string | undefined {
  const [, frontMatter] = /^\u{FEFF}?---[^\S\n]*\r?\n([\s\S]*?)\r?\n---/u.exec(source) ?? [];
  if (frontMatter === undefined) return undefined;
  const values: unknown = parse(frontMatter);
  const description: unknown = typeof values === 'object' && values !== null && 'description' in values ? values.description : undefined;
  return typeof description === 'string' && description.trim() !== '' ? description.trim() : undefined;
}
