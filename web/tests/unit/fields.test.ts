import { describe, expect, it } from 'vitest';
import { known, valueOf } from '../../src/lib/fields';

const actor = (id: string, name: string) => ({ id, name, kind: 'group' });
const report = { actors: [actor('a1', 'rebels'), actor('a2', 'FARC')], places: [{ id: 'p1', name: 'Havana', begin: 0, end: 6 }] };

describe('valueOf', () => {
  it('takes what the report has by its id, else by name', () => {
    expect(valueOf('same_as', 'FARC', report)).toBe('a2');
    expect(valueOf('same_as', 'a2', report)).toBe('a2');
    expect(valueOf('speaker', ' Juan Manuel Santos ', report)).toEqual({ name: 'Juan Manuel Santos' });
    expect(valueOf('where', 'Havana', report)).toBe('p1');
    expect(valueOf('actors', 'rebels, Chad', report)).toEqual(['a1', { name: 'Chad' }]);
  });
  it('keeps texts, and says none', () => {
    expect(valueOf('type', 'PROTEST', report)).toBe('PROTEST');
    expect(valueOf('name', 'FARC', report)).toBe('FARC');
    expect(valueOf('recipients', ' ', report)).toEqual([]);
    expect(valueOf('place', '', report)).toBe('');
  });
  it('proposes what the report has', () => {
    expect(known('place', report)).toEqual(['Havana']);
    expect(known('type', report)).toEqual([]);
  });
});
