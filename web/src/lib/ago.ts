// How many of the first bins to leave out of a drawing: so few that nearly nothing is missed, where that gives most of
// the room to the rest.
export interface Counted {
  begin: number; // ms
  end: number;
  total: number;
}
const missed = 0.03; // at most this share of what is counted
const gained = 0.4; // for at least this share of the time

export function longAgo(bins: readonly Counted[]): number {
  const sum = bins.reduce((n, bin) => n + bin.total, 0);
  let cut = 0;
  for (let seen = 0; cut < bins.length && seen + bins[cut].total <= sum * missed; ++cut) seen += bins[cut].total;
  if (cut === 0 || cut === bins.length) return 0;
  const span = bins[bins.length - 1].end - bins[0].begin;
  return bins[cut].begin - bins[0].begin >= span * gained ? cut : 0;
}
