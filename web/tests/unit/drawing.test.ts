import { describe, expect, it } from 'vitest';
import { longAgo } from '../../src/lib/ago';
import { crowd, read, written } from '../../src/lib/frame';
import { collection } from '../../src/lib/geojson';
import { placed } from '../../src/lib/labels';

const year = 365 * 86_400_000;
const bins = (totals: Record<number, number>) =>
  Object.entries(totals).map(([at, total]) => ({ begin: (+at - 1970) * year, end: (+at - 1969) * year, total }));

describe('longAgo', () => {
  it('leaves out a few of long ago, however they lie', () => {
    expect(longAgo(bins({ 1924: 1, 1960: 1, 1991: 1, 2003: 1, 2014: 90, 2015: 120, 2016: 80 }))).toBe(4);
  });
  it('leaves all where nothing would be gained', () => {
    expect(longAgo(bins({ 2012: 1, 2013: 60, 2014: 90, 2015: 120, 2016: 80 }))).toBe(0);
    expect(longAgo(bins({ 1924: 40, 2014: 90 }))).toBe(0);
    expect(longAgo([])).toBe(0);
  });
});

describe('crowd', () => {
  const spot = (name: string, lat: number, lon: number, count: number) => ({ name, lat, lon, count, precision: 1 });
  it('is where most is', () => {
    const spots = [spot('Aleppo', 36.2, 37.2, 50), spot('Damascus', 33.5, 36.3, 60), spot('Homs', 34.7, 36.7, 20), spot('Portland', 45.5, -122.7, 2)];
    expect(crowd(spots).map((s) => s.name)).not.toContain('Portland');
    expect(crowd([])).toEqual([]);
  });
  it('goes into an address and back', () => {
    expect(read(written({ lon: 36.5, lat: 34.25, scale: 1.5 }))).toEqual({ lon: 36.5, lat: 34.25, scale: 1.5 });
    for (const bad of [undefined, '', '1,2', 'a,b,c', '0,0,-1', '0,99,1', '0,0,0']) expect(read(bad)).toBeUndefined();
  });
  it('leaves as GeoJSON with how well each is known', () => {
    const [feature] = collection([spot('Homs', 34.7, 36.7, 20)]).features;
    expect(feature.geometry.coordinates).toEqual([36.7, 34.7]);
    expect(feature.properties).toEqual({ name: 'Homs', count: 20, precision: 1 });
  });
});

describe('labels', () => {
  it('give way to weightier ones that they would lie over', () => {
    const heavy = { x: 0, y: 0, text: 'Damascus', weight: 9 };
    const light = { x: 10, y: 4, text: 'Douma', weight: 1 };
    const far = { x: 10, y: 40, text: 'Homs', weight: 1 };
    expect([...placed([light, far, heavy])]).toEqual([heavy, far]);
  });
});
