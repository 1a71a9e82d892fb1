import { DurakitError } from '../../schemas/durakit-error.ts';

const START = '<<<<<<< SEARCH\n';
const SEPARATOR = '\n=======\n';
const END = '\n>>>>>>> REPLACE';

/**
 * Applies search and replace blocks in their order, each to the first place that fits. Where a block has several separators, the longest
 * search text that is found counts. Throws INVALID_ARGUMENT with words for the model. Source of form and words: Genkit's filesystem middleware.
 */
export function applyEditBlocks(content: string, { edits, filePath }: { edits: readonly string[]; filePath: string }): string {
  return edits.reduce((text, block) => applyEditBlock(text, block, filePath), content);
}

function applyEditBlock(content: string, block: string, filePath: string): string {
  if (!block.startsWith(START) || !block.endsWith(END)) {
    throw invalid('Invalid edit block format. Block must start with "<<<<<<< SEARCH\\n" and end with "\\n>>>>>>> REPLACE"');
  }
  const inner = block.slice(START.length, block.length - END.length);
  const found = findSplits(inner);
  // an empty replacement shares its line break with the end
  const splits = found.length > 0 ? found : findSplits(`${inner}\n`);
  if (splits.length === 0) throw invalid('Invalid edit block format. Missing separator "\\n=======\\n"');
  const match = splits.toReversed().find(({ search }) => content.includes(search));
  if (match === undefined) {
    throw invalid(
      `Search content not found in file ${filePath}. Make sure the search block matches the file content exactly, including whitespace and indentation.`,
    );
  }
  return content.replace(match.search, () => match.replace);
}

/** From the shortest search text to the longest. */
function findSplits(inner: string): { search: string; replace: string }[] {
  const splits: { search: string; replace: string }[] = [];
  for (let at = inner.indexOf(SEPARATOR); at !== -1; at = inner.indexOf(SEPARATOR, at + 1)) {
    splits.push({ search: inner.slice(0, at), replace: inner.slice(at + SEPARATOR.length) });
  }
  return splits;
}

function invalid(message: string): DurakitError {
  return new DurakitError({ status: 'INVALID_ARGUMENT', message });
}
