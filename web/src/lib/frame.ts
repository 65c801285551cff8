// Which part of the world a map shows: its middle and its scale for each pixel of its width, so that a link shows the
// same part on a screen of any width.
import type { Spot } from './shapes';

export interface Frame {
  lon: number;
  lat: number;
  scale: number;
}
export const written = (f: Frame): string => [f.lon.toFixed(2), f.lat.toFixed(2), f.scale.toFixed(3)].join();
export function read(text: string | undefined): Frame | undefined {
  const [lon, lat, scale] = (text ?? '').split(',').map(Number);
  return text && [lon, lat, scale].every(Number.isFinite) && scale > 0 && Math.abs(lat) <= 90 ? { lon, lat, scale } : undefined;
}

// The spots that hold most of the events and lie close together; a few far away would shrink the rest to a dot.
export function crowd(spots: readonly Spot[], share = 0.9): Spot[] {
  const total = spots.reduce((n, s) => n + s.count, 0);
  const middle = (of: (s: Spot) => number): number => {
    let seen = 0;
    for (const s of [...spots].sort((a, b) => of(a) - of(b))) if ((seen += s.count) >= total / 2) return of(s);
    return 0;
  };
  const [lon, lat] = [middle((s) => s.lon), middle((s) => s.lat)];
  const far = (s: Spot): number => Math.hypot((s.lon - lon) * Math.cos((lat * Math.PI) / 180), s.lat - lat);
  const kept: Spot[] = [];
  let seen = 0;
  for (const s of [...spots].sort((a, b) => far(a) - far(b))) {
    if (seen >= share * total && kept.length >= 3) break;
    seen += s.count;
    kept.push(s);
  }
  return kept;
}
