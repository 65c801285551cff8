// A stream of server-sent events, read by fetch: a browser's EventSource cannot send a token.
export interface Told {
  event: string;
  data: string;
  id: string;
}

// Takes the text as it comes; gives what is whole. Comments and what is half are nothing yet.
export class Frames {
  private rest = '';

  take(text: string): Told[] {
    const blocks = (this.rest + text).replaceAll('\r\n', '\n').split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      const told: Told = { event: 'message', data: '', id: '' };
      for (const line of block.split('\n')) {
        const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
        if (name === 'data') told.data += (told.data ? '\n' : '') + value;
        else if (name === 'event' || name === 'id') told[name] = value;
      }
      return told.data ? [told] : [];
    });
  }
}

// Reads until the stream ends; comes again after some seconds, from where it was, for as long as `wanted`.
export async function follow(
  open: (last: string) => Promise<Response>,
  wanted: () => boolean,
  take: (told: Told) => void,
  opened: () => void,
): Promise<void> {
  let last = '';
  for (let wait = 1000; wanted(); wait = Math.min(30_000, 2 * wait)) {
    try {
      const answer = await open(last);
      if (answer.status === 401 || answer.status === 403) return;
      if (answer.ok && answer.body) {
        opened();
        const frames = new Frames();
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let got = await reader.read(); !got.done && wanted(); got = await reader.read()) {
          wait = 1000;
          for (const told of frames.take(got.value)) {
            if (told.id) last = told.id;
            take(told);
          }
        }
      }
    } catch {
      // The server is away; it is asked again.
    }
    await new Promise((later) => setTimeout(later, wait));
  }
}
