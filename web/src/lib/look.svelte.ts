// What is new: reports that came in while the page is open, and since the last look of this browser. The store counts
// its reports; the number of the last one that was seen is kept.
import { stream, type ReportItem } from './api';
import { follow, type Told } from './stream';

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
  private following = 0; // which stream counts
  private quiet?: ReturnType<typeof setTimeout>;

  open(): void {
    this.newest = this.before.number;
    const mine = ++this.following;
    void follow(
      (last) => stream('changes', { last_event_id: last || String(this.before.number) }),
      () => mine === this.following,
      (told) => this.take(told),
      () => this.wait(),
    );
  }
  close(): void {
    this.following += 1;
  }
  private take({ event, data, id }: Told): void {
    if (event === 'report') {
      this.newest = Number(id) || this.newest;
      this.fresh = [JSON.parse(data) as ReportItem, ...this.fresh].slice(0, 1000);
      if (this.settled) this.incoming += 1;
      else this.wait();
    } else if (event === 'reset') {
      this.newest = Number(id) || this.newest;
      this.many = true;
    }
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
