// What of an entry can be corrected, and from which labels (docs/formats/corrections.md).
import { eventTypes, factualities, pledgeKinds, statementKinds } from './vocabulary';

export const correctable: Record<string, readonly string[]> = {
  event: ['type', 'mode', 'cameo', 'factuality', 'actors', 'recipients', 'date', 'place'],
  statement: ['kind', 'speaker', 'addressee', 'stance', 'polarity', 'date'],
  actor: ['name', 'kind', 'code', 'country', 'sector', 'role', 'kb', 'same_as'],
  mention: ['actor'],
  place: ['where'],
  time: ['value'],
  pledge: ['kind', 'by', 'to', 'type', 'due'],
  fate: ['kind', 'by', 'date', 'due'],
  process: ['name', 'kind', 'round', 'when'],
};
const labels: Record<string, readonly string[]> = {
  'event type': eventTypes,
  'event factuality': factualities,
  'statement kind': statementKinds,
  'pledge kind': pledgeKinds,
  'actor kind': ['person', 'country', 'organisation', 'group'],
};
export const labelsOf = (layer: string, field: string): readonly string[] | undefined => labels[`${layer} ${field}`];

// What was typed, as the API takes it: actors and places by id or name, lists by commas.
export function valueOf(field: string, typed: string): unknown {
  const text = typed.trim();
  const party = (one: string): unknown => (/^[ap]\d+$/.test(one) ? one : { name: one });
  if (text === '') return '';
  if (field === 'actors' || field === 'recipients') return text.split(',').map((one) => party(one.trim()));
  if (['speaker', 'addressee', 'actor', 'by', 'to', 'same_as', 'place', 'where'].includes(field)) return party(text);
  return text;
}
