import { describe, expect, it } from 'vitest';
import { draw, interval, shares, strataOf, weighted } from '../../src/lib/audit';

const strata = strataOf([
  { from: '2016-01-01', until: '2016-01-31', kinds: { ASSAULT: 60, AID: 4 } },
  { from: '2016-02-01', until: '2016-02-29', kinds: { ASSAULT: 30, AID: 6 } },
]);
const name = (p: { type: string; from: string; index: number }) => `${p.type} ${p.from} ${p.index}`;

describe('strata', () => {
  it('are the types with what each has', () => {
    expect(strata.map((s) => [s.type, s.total])).toEqual([['AID', 10], ['ASSAULT', 90]]);
  });
  it('share alike, as far as they have', () => {
    expect(shares([10, 90], 20)).toEqual([10, 10]);
    expect(shares([10, 90], 60)).toEqual([10, 50]);
    expect(shares([1, 2, 3], 99)).toEqual([1, 2, 3]);
    expect(shares([5, 5, 5], 4)).toEqual([2, 1, 1]);
  });
});

describe('draw', () => {
  it('gives no event twice, and none that is not there', () => {
    const drawn = draw(strata, 100, 7);
    expect(new Set(drawn.map(name)).size).toBe(100);
    expect(drawn.filter((p) => p.from === '2016-02-01' && p.type === 'ASSAULT').map((p) => p.index).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 30 }, (_, i) => i),
    );
  });
  it('is the same for the same seed only', () => {
    expect(draw(strata, 20, 3)).toEqual(draw(strata, 20, 3));
    expect(draw(strata, 20, 3)).not.toEqual(draw(strata, 20, 4));
  });
  it('takes each as often as any other', () => {
    const early = Array.from({ length: 400 }, (_, seed) => draw(strata, 2, seed + 1)).flat().filter((p) => p.type === 'ASSAULT' && p.from === '2016-01-01').length;
    expect(early / 400).toBeGreaterThan(0.58); // two thirds
    expect(early / 400).toBeLessThan(0.75);
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

describe('weighted', () => {
  it('counts a frequent type for more', () => {
    const got = weighted([{ total: 900, right: 5, n: 10 }, { total: 100, right: 10, n: 10 }])!;
    expect(got.share).toBeCloseTo(0.55);
    expect(got.interval[0]).toBeLessThan(0.4);
    expect(got.interval[1]).toBeGreaterThan(0.7);
  });
  it('is Wilson’s for one type', () => {
    expect(weighted([{ total: 70, right: 2, n: 2 }])!.interval).toEqual(interval(2, 2));
  });
  it('leaves out what has no label, and is not certain of a few', () => {
    expect(weighted([{ total: 5, right: 0, n: 0 }])).toBeUndefined();
    expect(weighted([{ total: 5, right: 3, n: 3 }, { total: 9, right: 0, n: 0 }])!.interval[0]).toBeLessThan(0.8);
  });
});
