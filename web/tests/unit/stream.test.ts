import { describe, expect, it } from 'vitest';
import { Frames, follow, type Told } from '../../src/lib/stream';

describe('frames', () => {
  it('are given when they are whole', () => {
    const frames = new Frames();
    expect(frames.take(': beat\n\nevent: report\nid: 7\nda')).toEqual([]);
    expect(frames.take('ta: {"a":1}\n\n')).toEqual([{ event: 'report', id: '7', data: '{"a":1}' }]);
    expect(frames.take('data: one\r\ndata: two\r\n\r\n')).toEqual([{ event: 'message', id: '', data: 'one\ntwo' }]);
  });
});

describe('follow', () => {
  const answer = (text: string, status = 200) => new Response(text, { status });
  it('comes again from where it was, and ends when it is not wanted', async () => {
    const asked: string[] = [];
    const told: Told[] = [];
    await follow(
      (last) => {
        asked.push(last);
        return Promise.resolve(answer(`event: report\nid: ${asked.length}\ndata: x\n\n`));
      },
      () => asked.length < 2 || told.length < 2,
      (one) => told.push(one),
      () => undefined,
    );
    expect(asked).toEqual(['', '1']);
    expect(told.map((t) => t.id)).toEqual(['1', '2']);
  });
  it('ends where it is not let in', async () => {
    let asked = 0;
    await follow(() => Promise.resolve(answer('', (asked += 1) && 401)), () => true, () => undefined, () => undefined);
    expect(asked).toBe(1);
  });
});
