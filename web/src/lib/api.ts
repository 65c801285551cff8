// The API of `dragoman serve`, as the views see it. All requests go to the server that served the page. What the
// server sends is typed by its own description: `npm run types` makes openapi.ts of it.
import type { components } from './openapi';
import type { Report } from './record';
import type { Bin, Edge, Spot } from './shapes';
import { session } from './session.svelte';
import { quadOf } from './vocabulary';

type Schemas = components['schemas'];
export type ReportItem = Schemas['Report'];
export type ActorItem = Schemas['Actor'];
export type Summary = Schemas['Summary'];
export type Evidence = Schemas['Evidence'];
export type Process = Schemas['Process'];
export type ProcessFile = Schemas['ProcessFile'];
export type Happening = Schemas['Happening'];
export type HappeningFile = Schemas['HappeningFile'];
export type Story = Schemas['Story'];
export type Copies = Schemas['Copies'];
export type Pledge = Schemas['Pledge'];
export type PledgeEvidence = Schemas['PledgeEvidence'];
export type Alarms = Schemas['Alarms'];
export type Brief = Schemas['Brief'];
export type BriefNote = Schemas['BriefNote'];
export type Tree = Schemas['Tree'];
export type Sentence = Schemas['Sentence'];
export type Explanations = Schemas['Explanations'];
export type Explanation = Schemas['Explanation'];
export type NewCorrection = Schemas['NewCorrection'];
export type Correction = Schemas['Correction'];
export type CorrectionLine = Schemas['CorrectionLine'];
export type NewAlert = Schemas['NewAlert'];
export type Alert = Schemas['Alert'];
export type AlertPreview = Schemas['Preview'];
export type AlertMatch = Schemas['AlertMatch'];
export type Notification = Schemas['Notification'];
export type Notifications = Schemas['Notifications'];
export type Posted = Schemas['Posted'];
type EventRow = Schemas['Event'];
type StatementRow = Schemas['Statement'];

export interface Page<T> {
  items: T[];
  next?: string;
}
// An event as a row of a table has it.
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
  country?: string;
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
export type Step = 'day' | 'week' | 'month';
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

function address(path: string, query: Query = {}): string {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const tail = kept.length ? `?${new URLSearchParams(kept).toString()}` : '';
  return `api/v1/${path}${tail}`;
}

// Every request goes through here: with the token, and with a refusal of it noticed.
async function request(path: string, query: Query = {}, init: RequestInit = {}): Promise<Response> {
  const answer = await fetch(address(path, query), { ...init, headers: { ...init.headers, ...session.headers() } });
  if (answer.status === 401) {
    const json = await answer.clone().json().catch(() => ({}));
    session.refuse(json.detail ?? answer.statusText);
  }
  return answer;
}
async function problemOf(answer: Response): Promise<Problem> {
  const json = await answer.json().catch(() => ({}));
  return new Problem(json.title ?? answer.statusText, json.detail ?? '', answer.status);
}
async function ask<T>(path: string, query: Query = {}, init?: RequestInit): Promise<T> {
  const answer = await request(path, query, init);
  if (!answer.ok) throw await problemOf(answer);
  return answer.json() as Promise<T>;
}
async function file(path: string, query: Query = {}): Promise<Blob> {
  const answer = await request(path, query);
  if (!answer.ok) throw await problemOf(answer);
  return answer.blob();
}
// A page of a list as text, and the cursor of the next.
export async function page(list: string, query: Query): Promise<{ text: string; next?: string }> {
  const answer = await request(list, query);
  if (!answer.ok) throw await problemOf(answer);
  return { text: await answer.text(), next: answer.headers.get('x-next-cursor') ?? undefined };
}
export const stream = (path: string, query: Query): Promise<Response> => request(path, query, { headers: { accept: 'text/event-stream' } });

function send<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
  const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return ask<T>(path, query, { method, ...json });
}

const named = (parties: { name?: string }[]): string[] => parties.map((p) => p.name ?? '').filter(Boolean);

function eventItem(row: EventRow): EventItem {
  return {
    ...row,
    report: row.report.id,
    outlet: row.report.outlet ?? '',
    published: row.report.published ?? '',
    actors: named(row.actors),
    recipients: named(row.recipients),
    day: row.day ?? '',
    place: row.place?.name,
    country: row.place?.country ?? row.recipients.find((p) => p.country)?.country ?? row.actors.find((p) => p.country)?.country,
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

const one = (list: string, id: string): string => `${list}/${encodeURIComponent(id)}`;

export const api = {
  file,
  list: (list: string, query: Query) => ask<Page<unknown>>(list, query),
  report: (id: string) => ask<Report>(`${one('reports', id)}/record`),
  copies: (id: string) => ask<Copies>(`${one('reports', id)}/copies`),
  tree: (id: string, at: number) => ask<Tree>(`${one('reports', id)}/tree`, { at: String(at) }),
  reports: (query: Query) => ask<Page<ReportItem>>('reports', query),
  events: (query: Query): Promise<Page<EventItem>> =>
    ask<Page<EventRow>>('events', query).then((got) => ({ ...got, items: got.items.map(eventItem) })),
  statements: (query: Query): Promise<Page<StatementItem>> =>
    ask<Page<StatementRow>>('statements', query).then((got) => ({ ...got, items: got.items.map(statementItem) })),
  actors: (query: Query) => ask<Page<ActorItem>>('actors', query),
  summary: () => ask<Summary>('summary'),
  processes: (query: Query) => ask<Page<Process>>('processes', query),
  process: (id: string, query: Query = {}) => ask<ProcessFile>(one('processes', id), query),
  happenings: (query: Query) => ask<Page<Happening>>('happenings', query),
  happening: (id: string, query: Query = {}) => ask<HappeningFile>(one('happenings', id), query),
  stories: (query: Query) => ask<Page<Story>>('stories', query),
  story: (id: string) => ask<Story>(one('stories', id)),
  pledges: (query: Query) => ask<Page<Pledge>>('pledges', query),
  pledge: (id: string, query: Query = {}) => ask<Pledge>(one('pledges', id), query),
  alarms: (query: Query) => ask<Alarms>('alarms', query),
  brief: (query: Query) => ask<Brief>('brief', query),
  // Counts by type, each span of days with its last day.
  buckets: (query: Query, by: Step): Promise<{ from: string; until: string; kinds: Record<string, number> }[]> =>
    ask<Schemas['Series']>('series', { ...query, by }).then((got) =>
      got.buckets.map(({ from, kinds }) => ({ from, until: lastDay(from, by), kinds: kinds as Record<string, number> })),
    ),
  series: (query: Query, by: Step = 'month'): Promise<Bin[]> =>
    api.buckets(query, by).then((found) =>
      found.map(({ from, until, kinds }) => {
        const counts: Record<string, number> = {};
        for (const [type, n] of Object.entries(kinds)) counts[quadOf(type)] = (counts[quadOf(type)] ?? 0) + n;
        return { begin: from, end: until, counts };
      }),
    ),
  edges: (query: Query): Promise<Edge[]> =>
    ask<Schemas['Network']>('network', query).then((got) => {
      const names = new Map(got.nodes.map((n) => [n.key, n.name]));
      return got.edges.map((e) => ({
        actor: names.get(e.from) ?? e.from,
        recipient: names.get(e.to) ?? e.to,
        quad: e.quad,
        mutual: e.mutual,
        count: e.events,
        reports: e.reports,
      }));
    }),
  places: (query: Query) =>
    ask<GeoJSON.FeatureCollection<GeoJSON.Point | null, Schemas['PlaceFeature']['properties']>>('places', query),
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
  explain: (report: string, entry: string) => ask<Explanations>(`${one('reports', report)}/explain`, { entry }),
  correct: (correction: NewCorrection) => send<Schemas['PostedCorrections']>('POST', 'corrections', {}, correction),
  corrections: (query: Query) => ask<Page<Correction>>('corrections', query),
  withdraw: (id: string, author: string) => send<Correction>('DELETE', one('corrections', id), { author }),
  lineOf: (id: string, form: CorrectionLine['as']) => ask<CorrectionLine>(`${one('corrections', id)}/as/${form}`),
  alerts: () => ask<Page<Alert>>('alerts'),
  addAlert: (alert: NewAlert) => send<Alert>('POST', 'alerts', {}, alert),
  removeAlert: (id: string) => send<Alert>('DELETE', one('alerts', id)),
  pauseAlert: (id: string, paused: boolean) => send<Alert>('POST', `${one('alerts', id)}/pause`, { paused: String(paused) }),
  preview: (alert: NewAlert, query: Query) => send<AlertPreview>('POST', 'alerts/preview', query, alert),
  notifications: (query: Query) => ask<Notifications>('notifications', query),
  markRead: (id?: string) => send<Schemas['Unread']>('POST', id ? `${one('notifications', id)}/read` : 'notifications/read'),
  read: (body: string | Blob, type: string, name?: string) =>
    ask<Posted>('reports', { name }, { method: 'POST', headers: { 'content-type': type }, body }),
};
