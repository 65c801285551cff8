// The record of a report as docs/formats/record.md has it; offsets are Unicode code points into `text`.
export type Span = [number, number];

export interface Actor {
  id: string;
  name: string;
  kind: string;
  code?: string;
  country?: string;
  sector?: string;
  role?: string;
  kb?: string;
  rule?: string;
}
export interface Mention {
  begin: number;
  end: number;
  type: string;
  actor?: string;
  kind: string;
}
export interface Time {
  begin: number;
  end: number;
  type: string;
  value: string;
}
export interface Place {
  id: string;
  begin: number;
  end: number;
  name: string;
  country?: string;
  admin1?: string;
  lat?: number;
  lon?: number;
  precision?: number;
}
export interface Statement {
  id: string;
  kind: string;
  source: Span[];
  cue: Span[];
  content: Span[];
  speaker?: string;
  addressee?: string;
  parent?: string;
  source_type?: string;
  chain?: string[];
  chain_spans?: (Span | null)[];
  chain_kinds?: string[];
  stance?: string;
  date?: string;
  confidence?: number;
  rule?: string;
}
export interface Event {
  id: string;
  type: string;
  mode?: string;
  contexts?: string[];
  actors?: string[];
  recipients?: string[];
  trigger: Span[];
  evidence: Span[];
  date?: string;
  place?: string;
  factuality: string;
  factuality_cues?: Span[];
  said_by?: string;
  cameo?: string;
  quad?: string;
  score?: number;
  confidence?: number;
  rule?: string;
}
export interface Pledge {
  id: string;
  kind: string;
  by?: string;
  to?: string;
  what: Span[];
  type?: string;
  due?: string;
  said_by?: string;
  rule?: string;
}
export interface Process {
  id: string;
  name: string;
  kind: string;
  span: Span;
  mentions?: Span[];
  role?: Record<string, string>;
  round?: string;
  when?: string;
}
export interface Report {
  id: string;
  uri: string;
  outlet?: string;
  agency?: string;
  title?: string;
  byline?: string;
  published?: string;
  language?: string;
  text: string;
  mentions?: Mention[];
  actors?: Actor[];
  times?: Time[];
  places?: Place[];
  statements?: Statement[];
  events?: Event[];
  pledges?: Pledge[];
  processes?: Process[];
  versions?: Record<string, string>;
}

// Text addressed by code points, as spans are.
export class Text {
  private readonly points: string[];

  constructor(text: string) {
    this.points = Array.from(text);
  }
  get length(): number {
    return this.points.length;
  }
  slice(begin: number, end: number): string {
    return this.points.slice(begin, end).join('');
  }
  words(spans: Span[]): string {
    return spans.map(([begin, end]) => this.slice(begin, end)).join(' … ');
  }
}
