// What leaves the desk as a file.
import { api, page, type Page, type Query } from './api';
import { save } from './format';

export interface Download {
  label: string;
  name: string; // of the file
  type: string;
  make: () => Promise<string | Blob> | string | Blob;
}
export async function saveAs(download: Download): Promise<void> {
  save(download.name, download.type, await download.make());
}

// All that matches, page by page; a store may hold more than a browser should.
export const mostRows = 20_000;
export async function allOf<T>(ask: (query: Query) => Promise<Page<T>>, query: Query): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  do {
    const got = await ask({ ...query, limit: '500', cursor });
    found.push(...got.items);
    cursor = got.next;
  } while (cursor && found.length < mostRows);
  return found;
}

const json = (value: unknown): string => JSON.stringify(value, null, 1);
export const asJson = (name: string, make: () => unknown): Download => ({
  label: 'JSON',
  name: `${name}.json`,
  type: 'application/json',
  make: async () => json(await make()),
});
export const asGeoJson = (name: string, make: () => unknown): Download => ({
  label: 'GeoJSON',
  name: `${name}.geojson`,
  type: 'application/geo+json',
  make: async () => json(await make()),
});
// What the server writes itself, asked for with the token.
export const asFile = (label: string, name: string, type: string, path: string, query: Query = {}): Download => ({
  label,
  name,
  type,
  make: () => api.file(path, query),
});

// A list of the API with the filters of the view: its columns as `dragoman export` has them, and its items.
export function asList(list: string, query: Query): Download[] {
  const table = async (): Promise<string> => {
    let text = '';
    let cursor: string | undefined;
    let rows = 0;
    do {
      const got = await page(list, { ...query, limit: '500', format: 'csv', cursor });
      text += text ? got.text.slice(got.text.indexOf('\n') + 1) : got.text;
      rows += 500;
      cursor = got.next;
    } while (cursor && rows < mostRows);
    return text;
  };
  return [
    { label: 'CSV', name: `dragoman-${list}.csv`, type: 'text/csv', make: table },
    asJson(`dragoman-${list}`, () => allOf((asked) => api.list(list, asked), query)),
  ];
}
