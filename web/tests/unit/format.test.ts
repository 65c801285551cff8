import { describe, expect, it } from 'vitest';
import { count, csv, date, list, quadClass } from '../../src/lib/format';

describe('format', () => {
  it('writes dates as precisely as they are known', () => {
    expect(date('2016-03-23')).toBe('23 Mar 2016');
    expect(date('2016-03')).toBe('Mar 2016');
    expect(date('2016-W12')).toBe('2016-W12');
    expect(date(undefined)).toBe('');
  });
  it('counts and lists', () => {
    expect(count(1, 'report')).toBe('1 report');
    expect(count(12000, 'report')).toBe('12,000 reports');
    expect(list(['Cuba', 'Norway', 'Chile'])).toBe('Cuba, Norway and Chile');
  });
  it('keeps spreadsheets from running what a report says', () => {
    expect(csv(['a', 'b'], [['=1+1', 'say "no"'], [-4.5, '-x']])).toBe(
      'a,b\r\n\'=1+1,"say ""no"""\r\n-4.5,\'-x\r\n',
    );
  });
  it('names a quad class for style sheets', () => {
    expect(quadClass('verbal cooperation')).toBe('verbal-cooperation');
    expect(quadClass(undefined)).toBe('');
  });
});
