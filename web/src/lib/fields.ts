// What of an entry can be corrected, and from which labels (docs/formats/corrections.md).
import type { Report } from './record';
import { eventTypes, factualities, pledgeKinds, statementKinds } from './vocabulary';

export const correctable: Record<string, readonly string[]> = {
  event: ['type', 'mode', 'cameo', 'factuality', 'actors', 'recipients', 'date', 'place'],
  statement: ['kind', 'speaker', 'addressee', 'stance', 'polarity', 'date'],
  actor: ['same_as', 'name', 'kind', 'code', 'country', 'sector', 'role', 'kb'],
  mention: ['actor'],
  place: ['where'],
  time: ['value'],
  pledge: ['kind', 'by', 'to', 'type', 'due'],
  fate: ['kind', 'by', 'date', 'due'],
  process: ['name', 'kind', 'round', 'when'],
};
export const layers = Object.keys(correctable);
const labels: Record<string, readonly string[]> = {
  'event type': eventTypes,
  'event factuality': factualities,
  'statement kind': statementKinds,
  'statement stance': ['positive', 'neutral', 'negative'],
  'pledge kind': pledgeKinds,
  'actor kind': ['person', 'country', 'organisation', 'group'],
};
export const labelsOf = (layer: string, field: string): readonly string[] | undefined => labels[`${layer} ${field}`];

const lists = ['actors', 'recipients'];
const parties = ['speaker', 'addressee', 'actor', 'by', 'to', 'same_as', ...lists];
const places = ['place', 'where'];
export const isParty = (field: string): boolean => parties.includes(field);
export const isList = (field: string): boolean => lists.includes(field);

type Named = Pick<Report, 'actors' | 'places'>;
// What the report has that the field may be.
export function known(field: string, report: Named): string[] {
  const named = isParty(field) ? report.actors : places.includes(field) ? report.places : [];
  return [...new Set((named ?? []).map((one) => one.name))];
}
// What was typed, as the API takes it: what the report has by its id, else by name; lists by commas.
export function valueOf(field: string, typed: string, report: Named = {}): unknown {
  const text = typed.trim();
  const named = places.includes(field) ? report.places : report.actors;
  const one = (name: string): unknown => named?.find((n) => n.name === name || n.id === name)?.id ?? { name };
  if (text === '') return isList(field) ? [] : '';
  if (isList(field)) return text.split(',').map((part) => part.trim()).filter(Boolean).map(one);
  return isParty(field) || places.includes(field) ? one(text) : text;
}
