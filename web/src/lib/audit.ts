// An audit: a random sample of events, stratified by type, labelled right or wrong by field; kept in this browser.

export const auditFields = ['type', 'actor', 'recipient', 'place', 'date', 'realis'] as const;
export type AuditField = (typeof auditFields)[number];
export type Label = 'right' | 'wrong' | 'unsure';
export type Sheet = Record<string, Partial<Record<AuditField, Label>>>; // by "report event"

// How many events of a type each span of days has.
export interface Bucket {
  from: string;
  until: string;
  count: number;
}
export interface Stratum {
  type: string;
  total: number;
  buckets: Bucket[];
}
// The event of a type that stands at a place among those of a span of days.
export interface Pick {
  type: string;
  from: string;
  until: string;
  index: number;
}

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

export function strataOf(buckets: readonly { from: string; until: string; kinds: Record<string, number> }[]): Stratum[] {
  const found = new Map<string, Stratum>();
  for (const { from, until, kinds } of buckets) {
    for (const [type, count] of Object.entries(kinds)) {
      const stratum = found.get(type) ?? { type, total: 0, buckets: [] };
      stratum.total += count;
      stratum.buckets.push({ from, until, count });
      found.set(type, stratum);
    }
  }
  return [...found.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}

// How many of each stratum: alike, as far as it has them.
export function shares(totals: readonly number[], n: number): number[] {
  const out = totals.map(() => 0);
  for (let left = n; left > 0; ) {
    const open = out.map((_, i) => i).filter((i) => out[i] < totals[i]);
    if (open.length === 0) break;
    for (const i of open.slice(0, left)) out[i] += 1;
    left -= Math.min(left, open.length);
  }
  return out;
}

// `n` of the events, each of a type as likely as any other of it, none twice.
export function draw(strata: readonly Stratum[], n: number, seed: number): Pick[] {
  const random = generator(seed);
  const wanted = shares(strata.map((s) => s.total), n);
  const picks = strata.flatMap((stratum, i) => {
    const places = new Set<number>();
    while (places.size < wanted[i]) places.add(Math.floor(random() * stratum.total));
    return [...places].map((place) => placeIn(stratum, place));
  });
  // In an order of chance, so that the first labels are of all types.
  for (let i = picks.length - 1; i > 0; --i) {
    const j = Math.floor(random() * (i + 1));
    [picks[i], picks[j]] = [picks[j], picks[i]];
  }
  return picks;
}
function placeIn({ type, buckets }: Stratum, place: number): Pick {
  let index = place;
  for (const { from, until, count } of buckets) {
    if (index < count) return { type, from, until, index };
    index -= count;
  }
  throw new RangeError(`no event ${place} of ${type}`);
}

// Wilson's interval at 95 %.
const z = 1.959964;
export function interval(right: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const p = right / n;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}

export interface Counted {
  total: number; // events of the stratum in the store
  right: number;
  n: number; // labelled
}
// Precision over all events of the store: each stratum weighs as much as it has events. The interval is that of as many
// labels as would tell as much if all weighed the same.
export function weighted(strata: readonly Counted[]): { share: number; interval: [number, number] } | undefined {
  const labelled = strata.filter((s) => s.n > 0);
  const all = labelled.reduce((sum, s) => sum + s.total, 0);
  if (all === 0) return undefined;
  const share = labelled.reduce((sum, s) => sum + (s.total / all) * (s.right / s.n), 0);
  const n = 1 / labelled.reduce((sum, s) => sum + (s.total / all) ** 2 / s.n, 0);
  return { share, interval: interval(share * n, n) };
}
