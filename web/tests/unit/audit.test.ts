import { describe, expect, it } from 'vitest';
import { interval, sample } from '../../src/lib/audit';

const items = Array.from({ length: 100 }, (_, i) => ({ id: i, type: i < 90 ? 'ASSAULT' : 'AID' }));

describe('sample', () => {
  it('is drawn from all strata alike', () => {
    const drawn = sample(items, 20, 7, (x) => x.type);
    expect(drawn.filter((x) => x.type === 'AID')).toHaveLength(10);
    expect(new Set(drawn.map((x) => x.id)).size).toBe(20);
  });
  it('takes what there is of a small stratum', () => {
    const drawn = sample(items, 60, 7, (x) => x.type);
    expect(drawn).toHaveLength(60);
    expect(drawn.filter((x) => x.type === 'AID')).toHaveLength(10);
  });
  it('is the same for the same seed only', () => {
    const ids = (seed: number) => sample(items, 20, seed, (x) => x.type).map((x) => x.id);
    expect(ids(3)).toEqual(ids(3));
    expect(ids(3)).not.toEqual(ids(4));
  });
});

describe('interval', () => {
  it('is Wilson’s', () => {
    const [low, high] = interval(81, 100);
    expect(low).toBeCloseTo(0.7222, 3);
    expect(high).toBeCloseTo(0.8749, 3);
    expect(interval(0, 0)).toEqual([0, 1]);
  });
});
