// The API of `dragoman serve`, as the views see it. All requests go to the server that served the page.
import type { Report } from './record';
import type { Bin, Edge, Spot } from './shapes';
import { quadOf } from './vocabulary';

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
}
export interface Summary {
  reports: number;
  sources: number;
  statements: number;
  events: number;
  pledges: number;
  processes: number;
  first?: string;
  last?: string;
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

// ---- as the server sends them (openapi.json) ----

interface ReportRef {
  id: string;
  uri?: string;
  outlet?: string;
  published?: string;
  title?: string;
}
interface PartyRef {
  name: string;
}
interface EventRow {
  id: string;
  report: ReportRef;
  type: string;
  mode?: string;
  actors: PartyRef[];
  recipients: PartyRef[];
  day?: string;
  place?: { name: string };
  factuality?: string;
  speaker?: string;
  evidence?: string;
  cameo?: string;
  quad?: string;
  score: number;
  confidence: number;
  rule?: string;
}
interface StatementRow {
  id: string;
  report: ReportRef;
  kind: string;
  about: { name: string }[];
  speaker?: PartyRef;
  addressee?: PartyRef;
  stance?: string;
  source?: string;
  source_type?: string;
  chain?: string[];
  day?: string;
  content?: string;
}
interface Network {
  nodes: { key: string; name: string }[];
  edges: { from: string; to: string; quad: string; events: number }[];
}
interface PlaceProperties {
  name: string;
  precision: number;
  events: number;
}

function eventItem(row: EventRow): EventItem {
  return {
    ...row,
    report: row.report.id,
    outlet: row.report.outlet ?? '',
    published: row.report.published ?? '',
    actors: row.actors.map((a) => a.name),
    recipients: row.recipients.map((a) => a.name),
    day: row.day ?? '',
    place: row.place?.name,
    factuality: row.factuality ?? '',
    evidence: row.evidence ?? '',
  };
}

function statementItem(row: StatementRow): StatementItem {
  return {
    report: row.report.id,
    outlet: row.report.outlet ?? '',
    published: row.report.published ?? '',
    id: row.id,
    kind: row.kind,
    chain: row.chain ?? [row.speaker?.name ?? row.source ?? ''].filter(Boolean),
    addressee: row.addressee?.name,
    stance: row.stance,
    source_type: row.source_type,
    day: row.day ?? '',
    content: row.content ?? '',
    topics: row.about.map((t) => t.name),
  };
}

// The last day of a bucket that begins on `from`.
function lastDay(from: string, by: string): string {
  const at = new Date(`${from}T00:00:00Z`);
  if (by === 'month') at.setUTCMonth(at.getUTCMonth() + 1);
  else at.setUTCDate(at.getUTCDate() + (by === 'week' ? 7 : 1));
  at.setUTCDate(at.getUTCDate() - 1);
  return at.toISOString().slice(0, 10);
}

export const api = {
  report: (id: string) => ask<Report>(`reports/${encodeURIComponent(id)}/record`),
  reports: (query: Query) => ask<Page<ReportItem>>('reports', query),
  events: (query: Query): Promise<Page<EventItem>> =>
    ask<Page<EventRow>>('events', query).then((got) => ({ ...got, items: got.items.map(eventItem) })),
  statements: (query: Query): Promise<Page<StatementItem>> =>
    ask<Page<StatementRow>>('statements', query).then((got) => ({ ...got, items: got.items.map(statementItem) })),
  actors: (query: Query) => ask<Page<ActorItem>>('actors', query),
  summary: () => ask<Summary>('summary'),
  series: (query: Query, by: 'day' | 'week' | 'month' = 'month'): Promise<Bin[]> =>
    ask<{ buckets: { from: string; kinds: Record<string, number> }[] }>('series', { ...query, by }).then((got) =>
      got.buckets.map((bucket) => {
        const counts: Record<string, number> = {};
        for (const [type, n] of Object.entries(bucket.kinds)) counts[quadOf(type)] = (counts[quadOf(type)] ?? 0) + n;
        return { begin: bucket.from, end: lastDay(bucket.from, by), counts };
      }),
    ),
  edges: (query: Query): Promise<Edge[]> =>
    ask<Network>('network', query).then((got) => {
      const names = new Map(got.nodes.map((n) => [n.key, n.name]));
      return got.edges.map((e) => ({
        actor: names.get(e.from) ?? e.from,
        recipient: names.get(e.to) ?? e.to,
        quad: e.quad,
        count: e.events,
      }));
    }),
  places: (query: Query) => ask<GeoJSON.FeatureCollection<GeoJSON.Point | null, PlaceProperties>>('places', query),
  spots: (query: Query): Promise<Spot[]> =>
    api.places(query).then((got) =>
      got.features.flatMap((f) =>
        f.geometry
          ? [{
              name: f.properties.name,
              precision: f.properties.precision,
              count: f.properties.events,
              lon: f.geometry.coordinates[0],
              lat: f.geometry.coordinates[1],
            }]
          : [],
      ),
    ),
  read: (text: string) =>
    ask<{ id: string }>('reports', {}, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: text }),
};
