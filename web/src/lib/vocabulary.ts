// The label sets of PLOVER and of the record, in their usual order.
export const eventTypes = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST',
  'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
] as const;

export const factualities = [
  'occurred', 'ongoing', 'planned', 'possible', 'conditional', 'requested', 'threatened', 'denied', 'negated', 'historical',
] as const;

export const quads = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'] as const;

// PLOVER's types come in fours: verbal and material cooperation, verbal and material conflict.
export function quadOf(type: string): string {
  const at = (eventTypes as readonly string[]).indexOf(type);
  return at < 0 ? '' : at < 4 ? quads[0] : at < 7 ? quads[1] : at < 11 ? quads[2] : quads[3];
}

export const statementKinds = ['direct', 'indirect', 'mixed'] as const;
export const sourceTypes = ['named', 'role', 'anonymous', 'collective', 'document', 'medium', 'unknown'] as const;
export const pledgeStatuses = ['open', 'due', 'overdue', 'kept', 'broken', 'renegotiated', 'disputed'] as const;

export const processKinds = ['talks', 'ceasefire', 'aid', 'mission'] as const;
export const pledgeKinds = ['commitment', 'expectation', 'condition'] as const;
