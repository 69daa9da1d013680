/** Stand around what was found, on the way from the database: of Unicode's private use, and taken out of bodies. */
export const START = '\ue000';
export const STOP = '\ue001';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Part of a body as HTML: everything in it is text, and only what was found is marked. */
export function toHighlight(headline: string): string {
  return headline
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(START, '<mark>')
    .replaceAll(STOP, '</mark>');
}
