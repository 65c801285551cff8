// The label sets of PLOVER and of the record, in their usual order.
export const eventTypes = [
  'AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT', 'REQUEST',
  'ACCUSE', 'REJECT', 'THREATEN', 'PROTEST', 'SANCTION', 'MOBILIZE', 'COERCE', 'ASSAULT',
] as const;

export const factualities = [
  'occurred', 'ongoing', 'planned', 'possible', 'conditional', 'requested', 'threatened', 'denied', 'negated', 'historical',
] as const;

export const quads = ['verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'] as const;

export const statementKinds = ['direct', 'indirect', 'mixed'] as const;
export const sourceTypes = ['named', 'role', 'anonymous', 'collective', 'document', 'medium', 'unknown'] as const;
export const pledgeStatuses = ['open', 'due', 'overdue', 'kept', 'broken', 'renegotiated', 'disputed'] as const;
