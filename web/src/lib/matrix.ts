// The items of an agenda against the sides that take a position on them; whose side is not known stands for himself.
import type { ProcessFile } from './api';

type Item = ProcessFile['agenda'][number];
type Position = NonNullable<Item['positions']>[number];

export interface MatrixRow {
  item: string;
  number?: number;
  status?: string;
  date?: string;
  steps: { report: string; words?: string; outlet?: string; published?: string; note?: string; span?: number[] }[];
  cells: Position[][]; // one for each party
}
export interface Matrix {
  parties: string[]; // those with most positions first
  rows: MatrixRow[];
}

export function matrixOf(agenda: readonly Item[]): Matrix {
  const sideOf = (p: Position): string => p.side || p.who;
  const seen = new Map<string, number>();
  for (const item of agenda) for (const p of item.positions ?? []) seen.set(sideOf(p), (seen.get(sideOf(p)) ?? 0) + 1);
  const parties = [...seen].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([side]) => side);
  const rows = agenda.map((item) => ({
    item: item.item,
    number: item.number,
    status: item.status,
    date: item.date,
    steps: (item.steps ?? []).map((step) => ({ ...step.evidence, note: step.status })),
    cells: parties.map((side) => (item.positions ?? []).filter((p) => sideOf(p) === side)),
  }));
  return { parties, rows };
}
