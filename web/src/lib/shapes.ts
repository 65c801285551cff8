// What the parts draw.

export interface Field {
  key: string;
  label: string;
  kind?: 'text' | 'date' | 'choice';
  choices?: readonly string[];
  labelOf?: (choice: string) => string; // as it is shown
  wide?: boolean;
}
export interface Column<Row> {
  key: string;
  label: string;
  value: (row: Row) => string | number | undefined;
  hidden?: boolean; // until chosen
  number?: boolean;
}
export interface Bin {
  begin: string; // ISO day
  end: string; // ISO day, the last of the bin
  counts: Record<string, number>; // by quad class
}
export interface Spot {
  name: string;
  lat: number;
  lon: number;
  precision: number; // 1 town, 2 part of a region, 3 region or country
  count: number;
}
export interface Edge {
  actor: string;
  recipient: string;
  quad: string;
  mutual: boolean; // both act
  count: number;
  reports: number;
}
