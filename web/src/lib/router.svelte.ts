// The address is the state: `#/events?country=SYR&view=map`. Every view can be shared by its link.
export interface Route {
  path: string[];
  query: Record<string, string>;
}

export function parse(hash: string): Route {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const out: Route = { path: [], query: {} };
  for (const part of path.split('/')) {
    if (part === '') continue;
    try {
      out.path.push(decodeURIComponent(part));
    } catch {
      out.path.push(part);
    }
  }
  for (const [key, value] of new URLSearchParams(query)) if (value !== '') out.query[key] = value;
  return out;
}

export function link(path: string[], query: Record<string, string | undefined> = {}): string {
  const kept = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  const tail = kept.length === 0 ? '' : `?${new URLSearchParams(kept).toString()}`;
  return `#/${path.map(encodeURIComponent).join('/')}${tail}`;
}

export const route: Route = $state(parse(location.hash));

addEventListener('hashchange', () => {
  const next = parse(location.hash);
  route.path = next.path;
  route.query = next.query;
});

export function go(path: string[], query: Record<string, string | undefined> = {}): void {
  location.hash = link(path, query);
}

// What of the address the server is asked; the rest says how it is shown.
const shownOnly = new Set(['view', 'columns', 'order', 'clock', 'entry', 'at', 'map', 'without']);
export function asked(): Record<string, string> {
  return Object.fromEntries(Object.entries(route.query).filter(([key]) => !shownOnly.has(key)));
}

// Changes some filters of the present view; without an entry in the history for each letter typed.
export function filter(changes: Record<string, string | undefined>): void {
  const next = link(route.path, { ...route.query, ...changes });
  history.replaceState(null, '', next);
  const parsed = parse(next);
  route.query = parsed.query;
}
