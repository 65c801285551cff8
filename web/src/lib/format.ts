// How values are written for people.

export function quadClass(quad: string | undefined): string {
  return (quad ?? '').replace(/\s+/g, '-');
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });

// "2016-03-23" -> "23 Mar 2016", "2016-03" -> "Mar 2016"; anything else as it is.
export function date(value: string | undefined): string {
  if (!value) return '';
  const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(value);
  if (day) {
    const at = Date.UTC(+day[1], +day[2] - 1, +day[3]);
    return Number.isNaN(at) ? value : dayFormat.format(at);
  }
  const month = /^(\d{4})-(\d\d)$/.exec(value);
  return month ? monthFormat.format(Date.UTC(+month[1], +month[2] - 1, 1)) : value;
}

const counts = new Intl.NumberFormat('en-GB');
export function count(n: number, one: string, many = `${one}s`): string {
  return `${counts.format(n)} ${n === 1 ? one : many}`;
}

export function list(names: string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

// A field of CSV. What a spreadsheet would take for a formula gets an apostrophe in front.
export function csvField(value: unknown): string {
  let text = value === undefined || value === null ? '' : String(value);
  if (/^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) text = `'${text}`;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(columns: string[], rows: unknown[][]): string {
  return [columns, ...rows].map((row) => row.map(csvField).join(',')).join('\r\n') + '\r\n';
}

export function save(name: string, type: string, body: string | Blob): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(typeof body === 'string' ? new Blob([body], { type }) : body);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}

// A day, so many days later.
export function shifted(day: string, days: number): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

// Days, weeks or months: as fine as the chosen period has room for.
export function stepOf(query: Record<string, string | undefined>): 'day' | 'week' | 'month' {
  const from = query.since ?? query.published_since;
  const to = query.until ?? query.published_until;
  const days = from && to ? (Date.parse(to) - Date.parse(from)) / 86_400_000 : Infinity;
  return days <= 92 ? 'day' : days <= 730 ? 'week' : 'month';
}

// Words that were said directly, in one pair of marks however they came.
export function quoted(words: string): string {
  return `“${words.replace(/^[“"‘'\s]+/, '').replace(/[”"’'\s]+$/, '')}”`;
}
