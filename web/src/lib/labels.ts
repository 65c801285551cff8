// Labels on a drawing: the weightiest first, and those that would lie over an earlier one are left out.
export interface Label {
  x: number; // where it begins, or its middle
  y: number;
  text: string;
  weight: number;
  middle?: boolean;
}
const letter = 6.3;
const line = 13;

export function placed<T extends Label>(labels: readonly T[]): Set<T> {
  const boxes: [number, number, number, number][] = [];
  const kept = new Set<T>();
  for (const label of [...labels].sort((a, b) => b.weight - a.weight)) {
    const width = label.text.length * letter;
    const left = label.middle ? label.x - width / 2 : label.x;
    const box: [number, number, number, number] = [left, label.y - line / 2, left + width, label.y + line / 2];
    if (boxes.some((b) => b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1])) continue;
    boxes.push(box);
    kept.add(label);
  }
  return kept;
}
