// An audit: a random sample of events, stratified by type, labelled right or wrong by field; kept in this browser.

export const auditFields = ['type', 'actor', 'recipient', 'place', 'date', 'realis'] as const;
export type AuditField = (typeof auditFields)[number];
export type Label = 'right' | 'wrong' | 'unsure';
export type Sheet = Record<string, Partial<Record<AuditField, Label>>>; // by "report event"

// A small generator with a seed, so that a sample can be drawn again.
export function generator(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// `n` of the items; each stratum gives as many as the others, as far as it has them.
export function sample<T>(items: T[], n: number, seed: number, stratum: (item: T) => string): T[] {
  const random = generator(seed);
  const strata = new Map<string, T[]>();
  for (const item of items) strata.set(stratum(item), [...(strata.get(stratum(item)) ?? []), item]);
  for (const members of strata.values()) {
    for (let i = members.length - 1; i > 0; --i) {
      const j = Math.floor(random() * (i + 1));
      [members[i], members[j]] = [members[j], members[i]];
    }
  }
  const queues = [...strata].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, members]) => members);
  const out: T[] = [];
  for (let round = 0; out.length < n && queues.some((q) => round < q.length); ++round) {
    for (const queue of queues) if (round < queue.length && out.length < n) out.push(queue[round]);
  }
  return out;
}

// Wilson's interval at 95 %.
export function interval(right: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.959964;
  const p = right / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
