const BEFORE = 60;
const LENGTH = 240;

/** The place of a query's first word in a text, with some text around it, on one line; the beginning where it is not found literally. */
export function toExcerpt(text: string, search: string): string {
  const place = findPlace(text.toLowerCase(), toTerms(search));
  const start = place <= BEFORE ? 0 : toWordStart(text, place - BEFORE);
  const end = Math.min(text.length, start + LENGTH);
  const line = text.slice(start, end).toWellFormed().replaceAll(/\s+/g, ' ').trim();
  return `${start > 0 ? '…' : ''}${line}${end < text.length ? '…' : ''}`;
}

/** Phrases and words, but not those that must not be there. */
function toTerms(search: string): string[] {
  const found = search.toLowerCase().matchAll(/(-?)(?:"([^"]*)"|([^\s"]+))/g);
  const terms = [...found].filter(([, minus]) => minus !== '-').flatMap(([, , phrase, word]) => [phrase ?? word ?? '']);
  return terms.map((term) => term.trim()).filter((term) => term !== '' && term !== 'or');
}

function findPlace(text: string, terms: readonly string[]): number {
  const places = terms.map((term) => text.indexOf(term)).filter((place) => place >= 0);
  return places.length === 0 ? 0 : Math.min(...places);
}

function toWordStart(text: string, place: number): number {
  const space = text.slice(place, place + 20).search(/\s/);
  return space < 0 ? place : place + space + 1;
}
