import type { CaseTable } from './case-table.ts';
import { registryPluginRows } from './registry-plugin-rows.ts';
import { registryResourceRows } from './registry-resource-rows.ts';

/** Plugins, look-ups, dynamic action providers, resources, contexts, schemas. */
export const registryTable: CaseTable = [...registryPluginRows, ...registryResourceRows];
