// A list that comes page by page, as far as it was asked for.
import type { Page, Query } from './api';

const mostShown = 5000;

export class Pager<T> {
  private later: T[] = $state([]);
  private cursor: string | undefined = $state();
  private started = $state(false);

  constructor(
    private readonly ask: (query: Query) => Promise<Page<T>>,
    private readonly query: Query,
    readonly first: Promise<Page<T>> = ask(query),
  ) {}

  rows(first: Page<T>): T[] {
    return [...first.items, ...this.later];
  }
  next(first: Page<T>): string | undefined {
    return this.started ? this.cursor : first.next;
  }
  async more(first: Page<T>): Promise<void> {
    const got = await this.ask({ ...this.query, limit: '500', cursor: this.next(first) });
    this.later = [...this.later, ...got.items];
    this.cursor = got.next;
    this.started = true;
  }
  // As far as a browser should hold.
  async rest(first: Page<T>): Promise<void> {
    while (this.next(first) && this.later.length < mostShown) await this.more(first);
  }
}
