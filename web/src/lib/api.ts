// The API of `dragoman serve`, as the views see it. All requests go to the server that served the page.
import type { Report } from './record';
import type { Bin, Edge, Spot } from './shapes';

export interface Page<T> {
  items: T[];
  next?: string;
}
export interface ReportItem {
  id: string;
  uri: string;
  outlet?: string;
  title?: string;
  published?: string;
  events?: number;
  statements?: number;
}
export interface EventItem {
  report: string;
  outlet: string;
  published: string;
  id: string;
  type: string;
  mode?: string;
  actors: string[];
  recipients: string[];
  day: string;
  place?: string;
  factuality: string;
  speaker?: string;
  evidence: string;
  cameo?: string;
  quad?: string;
  score?: number;
  confidence?: number;
  rule?: string;
}
export interface StatementItem {
  report: string;
  outlet: string;
  published: string;
  id: string;
  kind: string;
  chain: string[];
  addressee?: string;
  stance?: string;
  source_type?: string;
  day: string;
  content: string;
  topics: string[];
}
export interface ActorItem {
  name: string;
  kind: string;
  code?: string;
  country?: string;
  role?: string;
  kb?: string;
  reports: number;
  mentions: number;
  statements: number;
  events: number;
}
export type Query = Record<string, string | undefined>;

// What the server says when it cannot: RFC 9457.
export class Problem extends Error {
  constructor(
    readonly title: string,
    readonly detail: string,
    readonly status: number,
  ) {
    super(detail || title);
  }
}

async function ask<T>(path: string, query: Query = {}, init?: RequestInit): Promise<T> {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const tail = kept.length ? `?${new URLSearchParams(kept).toString()}` : '';
  const answer = await fetch(`api/v1/${path}${tail}`, init);
  const json = answer.headers.get('content-type')?.includes('json') ? await answer.json() : undefined;
  if (!answer.ok) throw new Problem(json?.title ?? answer.statusText, json?.detail ?? '', answer.status);
  return json as T;
}

export const api = {
  report: (id: string) => ask<Report>(`reports/${encodeURIComponent(id)}`),
  reports: (query: Query) => ask<Page<ReportItem>>('reports', query),
  events: (query: Query) => ask<Page<EventItem>>('events', query),
  statements: (query: Query) => ask<Page<StatementItem>>('statements', query),
  actors: (query: Query) => ask<Page<ActorItem>>('actors', query),
  series: (query: Query) => ask<{ items: Bin[] }>('series', query).then((got) => got.items),
  edges: (query: Query) => ask<{ items: Edge[] }>('edges', query).then((got) => got.items),
  places: (query: Query) => ask<GeoJSON.FeatureCollection<GeoJSON.Point, Spot>>('places', query),
  spots: (query: Query) =>
    api.places(query).then((got) =>
      got.features.map((f) => ({ ...f.properties, lon: f.geometry.coordinates[0], lat: f.geometry.coordinates[1] })),
    ),
  read: (text: string) =>
    ask<{ id: string }>('reports', {}, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: text }),
};
