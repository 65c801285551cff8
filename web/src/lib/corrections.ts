// A correction in words.
import type { Correction } from './api';
import { strings } from './strings';

const shown = (what: unknown): string =>
  Array.isArray(what) ? what.map(shown).join(', ') : typeof what === 'object' && what !== null ? String((what as { name?: string }).name ?? '') : String(what ?? '');

export const fieldName = (field: string): string => (strings.explain.fields as Record<string, string>)[field] ?? field;

export function told(c: Correction): string {
  const field = c.field ? fieldName(c.field) : strings.explain.wholeEntry;
  return c.verdict === 'correct' ? `${field}: ${shown(c.machine) || '–'} → ${shown(c.value) || '–'}` : `${field}: ${strings.explain.verdicts[c.verdict]}`;
}
