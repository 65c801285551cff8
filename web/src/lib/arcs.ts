// A sentence as words in a row with an arc from each word to the one it depends on.
import type { Sentence } from './api';

export interface Word {
  form: string;
  tag: string;
  x: number; // middle
  width: number;
}
export interface Arc {
  from: number;
  to: number;
  label: string;
  level: number; // arcs of one level do not cross
}
export interface Arcs {
  words: Word[];
  arcs: Arc[];
  levels: number;
  width: number;
}

const letter = 7.2;
const gap = 16;

export function arcsOf(sentence: Sentence): Arcs {
  let x = gap;
  const words = sentence.tokens.map((token) => {
    const width = Math.max(token.form.length, token.deprel.length, token.upos.length) * letter;
    const word = { form: token.form, tag: token.upos, x: x + width / 2, width };
    x += width + gap;
    return word;
  });
  const pairs = sentence.tokens.flatMap((token, i) =>
    token.head === null || token.head === undefined || token.head === i || token.head < 0
      ? []
      : [{ from: token.head, to: i, label: token.deprel, level: 1 }],
  );
  // The short ones first; each above all that lie under it.
  pairs.sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
  const placed: Arc[] = [];
  for (const pair of pairs) {
    const [low, high] = [Math.min(pair.from, pair.to), Math.max(pair.from, pair.to)];
    const under = placed.filter((p) => Math.min(p.from, p.to) < high && Math.max(p.from, p.to) > low);
    placed.push({ ...pair, level: 1 + Math.max(0, ...under.map((u) => u.level)) });
  }
  return { words, arcs: placed, levels: Math.max(1, ...placed.map((p) => p.level)), width: x };
}
