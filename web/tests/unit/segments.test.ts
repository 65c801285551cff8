import { describe, expect, it } from 'vitest';
import { Text } from '../../src/lib/record';
import { paragraphsOf, segmentsOf } from '../../src/lib/segments';

describe('segments', () => {
  it('cut overlapping marks at every edge', () => {
    const a = { layer: 'statement' as const, entry: 's1', span: [2, 8] as [number, number] };
    const b = { layer: 'event' as const, entry: 'e1', span: [5, 10] as [number, number] };
    const found = segmentsOf(12, [a, b]).map((s) => [s.begin, s.end, s.marks.map((m) => m.entry).join('+')]);
    expect(found).toEqual([
      [0, 2, ''],
      [2, 5, 's1'],
      [5, 8, 's1+e1'],
      [8, 10, 'e1'],
      [10, 12, ''],
    ]);
  });
  it('keep marks inside of the text', () => {
    const a = { layer: 'time' as const, entry: 't', span: [8, 90] as [number, number] };
    expect(segmentsOf(10, [a]).at(-1)).toEqual({ begin: 8, end: 10, marks: [a] });
    expect(segmentsOf(0, [a])).toEqual([]);
  });
});

describe('paragraphs', () => {
  it('stand between empty lines', () => {
    expect(paragraphsOf('One\n\nTwo\nstill two\n\n\n\nThree')).toEqual([
      [0, 3],
      [5, 18],
      [22, 27],
    ]);
    expect(paragraphsOf('')).toEqual([]);
  });
});

describe('text', () => {
  it('counts code points, not units', () => {
    const text = new Text('a\u{1F600}b');
    expect(text.length).toBe(3);
    expect(text.slice(1, 2)).toBe('\u{1F600}');
    expect(text.words([[0, 1], [2, 3]])).toBe('a … b');
  });
});
