// What is new: reports that came in while the page is open, and since the last look of this browser. The store counts
// its reports; the number of the last one that was seen is kept.
import { address, type ReportItem } from './api';

const kept = 'look';
export interface Look {
  number: number; // of the last report that was seen; 0: no look yet
  at: string; // when, ISO
}
function last(): Look {
  try {
    const read = JSON.parse(localStorage.getItem(kept) ?? '') as Partial<Look>;
    return { number: Number(read.number) || 0, at: String(read.at ?? '') };
  } catch {
    return { number: 0, at: '' };
  }
}

class News {
  before: Look = $state(last());
  fresh: ReportItem[] = $state([]); // since the last look
  incoming = $state(0); // while the page is open
  settled = $state(false); // what was missed is here
  many = $state(false); // more was missed than the server keeps
  private newest = 0;
  private stream?: EventSource;
  private quiet?: ReturnType<typeof setTimeout>;

  open(): void {
    this.newest = this.before.number;
    this.stream = new EventSource(address('changes', { last_event_id: String(this.before.number) }));
    this.stream.addEventListener('report', (event) => {
      this.newest = Number(event.lastEventId) || this.newest;
      this.fresh = [JSON.parse(event.data) as ReportItem, ...this.fresh].slice(0, 1000);
      if (this.settled) this.incoming += 1;
      else this.wait();
    });
    this.stream.addEventListener('reset', (event) => {
      this.newest = Number((event as MessageEvent).lastEventId) || this.newest;
      this.many = true;
    });
    this.stream.addEventListener('open', () => this.wait());
  }
  // What was missed comes in one go; what comes when it has been quiet is news.
  private wait(): void {
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => (this.settled = true), 1000);
  }
  seen(): void {
    this.before = { number: this.newest, at: new Date().toISOString() };
    localStorage.setItem(kept, JSON.stringify(this.before));
    this.fresh = [];
    this.many = false;
    this.incoming = 0;
  }
}
export const news = new News();
