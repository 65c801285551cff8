// No serious finding of axe on any view, in light and in dark; nothing scrolls sideways on a phone.
import { describe, expect, it } from 'vitest';
import { ask, close, findings, locked, open, reportWith } from './browser';

interface Listed {
  items: { id: string }[];
}
const first = async (list: string): Promise<string> => (await ask<Listed>(list)).items[0].id;
const views: [string, () => Promise<string>][] = [
  ['desk', async () => 'desk'],
  ['brief', async () => 'brief?date=2016-06-24&days=7'],
  ['watches', async () => 'watches'],
  ['processes', async () => 'processes'],
  ['process', async () => `process/${await first('processes?q=Havana&limit=1')}`],
  ['ledger', async () => 'ledger'],
  ['happenings', async () => 'happenings'],
  ['happening', async () => `happening/${await first('happenings?min_reports=2&limit=1')}`],
  ['stories', async () => 'stories'],
  ['story', async () => `story/${await first('stories?min_reports=2&limit=1')}`],
  ['events', async () => 'events'],
  ['map', async () => 'events?view=map'],
  ['network', async () => 'events?view=network'],
  ['quotes', async () => 'quotes'],
  ['reports', async () => 'reports'],
  ['report', async () => `report/${await reportWith('ceasefire extended')}?entry=s1`],
  ['actors', async () => 'actors'],
  ['audit', async () => 'audit'],
  ['corrections', async () => 'corrections'],
];

describe.each([{ dark: false }, { dark: true }])('axe, dark: $dark', ({ dark }) => {
  it.each(views)('%s', async (_, address) => {
    const page = await open(await address(), { dark, still: true });
    expect(await findings(page)).toEqual([]);
    await close(page);
  });
  it('the question for a token', async () => {
    const page = await open('desk', { dark, still: true, at: locked });
    expect(await findings(page)).toEqual([]);
    await close(page);
  });
});

describe('on a phone', () => {
  it.each(views)('%s', async (_, address) => {
    const page = await open(await address(), { phone: true });
    const [has, wants] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    expect(wants).toBeLessThanOrEqual(has);
    await close(page);
  });
});
