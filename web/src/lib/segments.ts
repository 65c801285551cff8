// Cuts a text at the edges of overlapping marks, so that each piece can be drawn with all marks that cover it.
import type { Report, Span } from './record';

export type Layer = 'statement' | 'cue' | 'source' | 'event' | 'factuality' | 'place' | 'time' | 'actor' | 'pledge' | 'found';

export interface Mark {
  layer: Layer;
  entry: string; // id of the statement, event, actor, ...; a time has its value
  span: Span;
}
export interface Segment {
  begin: number;
  end: number;
  marks: Mark[];
}

export function marksOf(report: Report): Mark[] {
  const marks: Mark[] = [];
  const add = (layer: Layer, entry: string, spans: Span[] | undefined) => {
    for (const span of spans ?? []) if (span[1] > span[0]) marks.push({ layer, entry, span });
  };
  for (const s of report.statements ?? []) {
    add('statement', s.id, s.content);
    add('cue', s.id, s.cue);
    add('source', s.id, s.source);
  }
  for (const e of report.events ?? []) {
    add('event', e.id, e.trigger);
    add('factuality', e.id, e.factuality_cues);
  }
  for (const p of report.pledges ?? []) add('pledge', p.id, p.what);
  for (const p of report.places ?? []) add('place', p.id, [[p.begin, p.end]]);
  for (const t of report.times ?? []) add('time', t.value, [[t.begin, t.end]]);
  for (const m of report.mentions ?? []) if (m.actor) add('actor', m.actor, [[m.begin, m.end]]);
  return marks;
}

// Segments of [0, length) in order; neighbours differ in their marks.
export function segmentsOf(length: number, marks: Mark[]): Segment[] {
  const starts = new Map<number, Mark[]>();
  const ends = new Map<number, Mark[]>();
  const edges = new Set<number>([0, length]);
  for (const mark of marks) {
    const begin = Math.max(0, mark.span[0]);
    const end = Math.min(length, mark.span[1]);
    if (end <= begin) continue;
    edges.add(begin);
    edges.add(end);
    starts.set(begin, [...(starts.get(begin) ?? []), mark]);
    ends.set(end, [...(ends.get(end) ?? []), mark]);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const open = new Set<Mark>();
  const out: Segment[] = [];
  for (let i = 0; i + 1 < cuts.length; ++i) {
    for (const mark of ends.get(cuts[i]) ?? []) open.delete(mark);
    for (const mark of starts.get(cuts[i]) ?? []) open.add(mark);
    out.push({ begin: cuts[i], end: cuts[i + 1], marks: [...open] });
  }
  return out;
}

// The segments of each paragraph: text is cut at empty lines.
export function paragraphsOf(text: string): Span[] {
  const out: Span[] = [];
  const points = Array.from(text);
  let begin = 0;
  for (let i = 0; i <= points.length; ++i) {
    const gap = i === points.length || (points[i] === '\n' && points[i + 1] === '\n');
    if (!gap) continue;
    if (i > begin) out.push([begin, i]);
    while (points[i] === '\n') ++i;
    begin = i;
  }
  return out;
}
