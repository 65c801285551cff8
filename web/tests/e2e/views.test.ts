// Each view of the desk, used as a reader would.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ask, close, open, reportWith, rest, shot } from './browser';

const process = async (): Promise<string> => `process/${(await ask<Listed>('processes?q=Havana&limit=1')).items[0].id}`;

interface Listed {
  items: { id: string }[];
}

describe('desk', () => {
  it('says what is new, due, silent and moving, and marks it as seen', async () => {
    const page = await open('desk');
    for (const heading of ['Brief', 'Due and overdue', 'Silence', 'Processes that moved', 'Events by country'])
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.getByText('Havana talks', { exact: true }).first().waitFor();
    await shot(page, 'desk');
    await page.getByRole('button', { name: 'Mark as seen' }).click();
    await page.reload();
    await page.getByText('Nothing new since your last look.').waitFor();
    await close(page);
  });
  it('answers "says who?" in one click', async () => {
    const page = await open('desk');
    const line = page.locator('details.says').first();
    await line.locator('summary').click();
    await line.locator('q').first().waitFor();
    await line.getByRole('link').first().click();
    await page.locator('article .text').waitFor();
    expect(page.url()).toContain('#/report/');
    await close(page);
  });
  it('shows hints until they were read', async () => {
    const page = await open('desk');
    for (let i = 0; i < 4; ++i) await page.getByRole('button', { name: 'Got it' }).click();
    await page.reload();
    await rest(page);
    expect(await page.getByRole('button', { name: 'Got it' }).count()).toBe(0);
    await close(page);
  });
});

describe('brief', () => {
  it('has its sources, and a page for paper', async () => {
    const page = await open('brief?date=2016-06-24&days=7');
    await page.getByRole('heading', { name: 'Sources', exact: true }).waitFor();
    expect(await page.locator('.notes li').count()).toBeGreaterThan(3);
    await shot(page, 'brief');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    await close(page);
  });
});

describe('process file', () => {
  it('has state, roles, timeline, agenda and positions, each with its source', async () => {
    const page = await open('processes');
    await page.getByRole('link', { name: 'Havana talks', exact: true }).click();
    await page.getByRole('heading', { name: 'Havana talks' }).waitFor();
    for (const heading of ['Timeline', 'Agenda and positions', 'Parties and roles', 'Rounds', 'Outcomes', 'Places'])
      await page.getByRole('heading', { name: heading, exact: true }).waitFor();
    await page.getByRole('rowheader', { name: /rural development/ }).waitFor();
    expect(await page.locator('dl.roles dt').allTextContents()).toContain('guarantor');
    await shot(page, 'process');
    await close(page);
  });
  it('goes back to what was known on a day', async () => {
    const [process] = (await ask<Listed>('processes?q=Havana&limit=1')).items;
    const page = await open(`process/${process.id}?as_of=2013-06-01`);
    expect(await page.locator('header').last().textContent()).not.toContain('2016');
    await close(page);
  });
});

describe('events', () => {
  it('are filtered by brushing, type and realis; the link keeps it', async () => {
    const page = await open('events');
    const chart = page.locator('.panel svg');
    const box = (await chart.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.75, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.95, box.y + 60, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/since=/);
    await page.getByRole('combobox', { name: 'Type', exact: true }).selectOption('CONSULT');
    await page.getByRole('combobox', { name: 'Realis' }).selectOption('occurred');
    await rest(page);
    await page.locator('tbody tr').first().waitFor();
    const types = new Set(await page.locator('tbody .kind').allTextContents());
    expect([...types]).toEqual(['CONSULT']);
    const again = await open(page.url().split('#/')[1]);
    expect(await again.getByRole('combobox', { name: 'Type', exact: true }).inputValue()).toBe('CONSULT');
    await close(again);
    await close(page);
  });
  it('count by the day of the event and by the day of the report', async () => {
    const page = await open('events');
    await shot(page, 'events');
    await page.getByRole('button', { name: 'Day of the report' }).click();
    await page.waitForURL(/clock=published/);
    await page.locator('.panel .part').first().waitFor();
    await close(page);
  });
  it('are sorted, with columns to choose, in the address', async () => {
    const page = await open('events?order=type&columns=day,type,cameo');
    await page.locator('th').nth(2).waitFor();
    expect(await page.locator('th').allTextContents()).toEqual(['Day', 'Type ↑', 'CAMEO']);
    await page.getByRole('button', { name: 'Type' }).click();
    await page.waitForURL(/order=-type/);
    await close(page);
  });
  it('stand on a map as wide as they are known, and in a network', async () => {
    const page = await open('events?view=map');
    await page.locator('.panel circle').first().waitFor();
    expect(await page.locator('.panel .area').count()).toBeGreaterThan(0);
    await shot(page, 'map');
    await page.getByRole('button', { name: 'Network' }).click();
    await page.locator('.panel circle').first().waitFor();
    await shot(page, 'network');
    await close(page);
  });
  it('are drawn near and far, and the link keeps the part that is shown', async () => {
    const page = await open('events?view=map');
    await page.locator('.panel circle').first().waitFor();
    const before = await page.locator('.panel path.land').first().getAttribute('d');
    await page.getByRole('button', { name: 'Nearer' }).click();
    await page.waitForURL(/map=/);
    await page.locator('.panel path.land').first().waitFor();
    expect(await page.locator('.panel path.land').first().getAttribute('d')).not.toBe(before);
    await page.getByRole('button', { name: 'Where most is' }).click();
    expect(page.url()).not.toContain('map=');
    await close(page);
  });
  it('show one relation of the network, and leave out classes', async () => {
    const page = await open('events?view=network');
    await page.getByRole('button', { name: 'meets', exact: true }).click();
    await page.waitForURL(/type=CONSULT/);
    await rest(page);
    const ties = await page.locator('.panel svg > path').count();
    expect(ties).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'verbal cooperation' }).click();
    await page.waitForURL(/without=/);
    expect(await page.locator('.panel svg > path').count()).toBe(0);
    await close(page);
  });
  it('are shown to the last, and long tables are drawn in pieces', async () => {
    const page = await open('events');
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('button', { name: 'Show all' }).waitFor({ state: 'detached' });
    const all = Number(/(\d+) events/.exec((await page.locator('.tools [role=status]').textContent()) ?? '')?.[1]);
    expect(all).toBeGreaterThan(150);
    await page.waitForFunction(() => document.querySelectorAll('tbody tr.gap').length > 0);
    expect(await page.locator('tbody tr:not(.gap)').count()).toBeLessThan(all);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.locator('tbody').last().locator('.kind').first().waitFor();
    await close(page);
  });
});

describe('report', () => {
  it('lights words and entries both ways, and draws on whose word', async () => {
    const id = await reportWith('ceasefire extended');
    const page = await open(`report/${id}`);
    const entry = page.locator('aside [data-row]').first();
    await entry.hover();
    await page.locator('.text .lit').first().waitFor();
    const word = page.locator('.text span.event').first();
    await word.click();
    await page.locator('aside .entry.lit').first().waitFor();
    await page.getByText('On whose word', { exact: true }).waitFor();
    await shot(page, 'report');
    await page.getByRole('button', { name: 'Tree' }).click();
    await page.locator('.tree .arc').first().waitFor();
    await close(page);
  });
  it('names who else carries it, by origin, with what they changed', async () => {
    const id = await reportWith('handshake');
    const page = await open(`report/${id}`);
    await page.getByRole('heading', { name: 'Also reported by' }).waitFor();
    await page.locator('.group').first().waitFor();
    await close(page);
  });
  it('shows the words that a link points to', async () => {
    const id = await reportWith('ceasefire extended');
    const page = await open(`report/${id}?at=30-60`);
    await page.locator('.text .found').first().waitFor();
    await close(page);
  });
});

describe('quotes', () => {
  it('go by speaker, and tell who said it first', async () => {
    const page = await open('quotes?speaker=Santos');
    await page.locator('.speaker').first().waitFor();
    await shot(page, 'quotes');
    await page.getByRole('button', { name: 'first said first' }).click();
    await page.getByText('first said by').waitFor();
    await close(page);
  });
});

describe('explain and correct', () => {
  it('gives reasons, keeps a correction apart, and makes a line of it', async () => {
    const id = await reportWith('"escalation"').catch(() => reportWith('ceasefire'));
    const page = await open(`report/${id}`);
    await page.locator('aside [data-row]').first().click();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.locator('.reasons li').first().waitFor();
    await page.getByRole('combobox', { name: 'Field' }).selectOption('type');
    await page.getByRole('combobox', { name: 'What it is' }).selectOption('COOPERATE');
    await page.getByLabel('Reason').fill('they worked together');
    await page.getByLabel('Your name').fill('ana');
    await shot(page, 'correct');
    await page.getByRole('button', { name: 'Keep' }).click();
    await page.locator('.explain .kept').getByText('COOPERATE').waitFor();
    await page.locator('.explain').getByRole('button', { name: 'as a test case' }).click();
    await page.locator('.explain pre, .explain p[role=status]').first().waitFor();
    await page.locator('.explain').getByRole('button', { name: 'Take back' }).click();
    await page.locator('.explain .kept').waitFor({ state: 'detached' }); // the machine's own stands again
    await close(page);
  });
});

describe('ledger, happenings and stories', () => {
  it('tell what became of pledges', async () => {
    const page = await open('ledger?status=kept');
    await page.locator('.chip.kept').first().waitFor();
    await close(page);
  });
  it('show a happening once, with those who tell it', async () => {
    const page = await open('happenings?min_reports=2');
    await page.locator('main [data-row]').first().click();
    await page.getByRole('heading', { name: 'Who tells it' }).waitFor();
    expect(await page.locator('.lines li').count()).toBeGreaterThan(1);
    await shot(page, 'happening');
    await close(page);
  });
  it('show a story as its reports', async () => {
    const page = await open('stories?min_reports=2');
    await page.locator('main [data-row]').first().click();
    await page.getByRole('heading', { name: 'Reports, in their order' }).waitFor();
    await close(page);
  });
});

describe('audit', () => {
  it('draws a sample, takes labels by keyboard, and counts', async () => {
    const page = await open('audit');
    await page.getByRole('button', { name: /^Draw/ }).click();
    await page.locator('blockquote').waitFor();
    for (const key of ['r', 'w', 'r', 'u', 'r', 'r', 'a']) await page.keyboard.press(key);
    await page.getByText('2 of 50 labelled').waitFor();
    await page.getByRole('rowheader', { name: 'actor', exact: true }).waitFor();
    await shot(page, 'audit');
    await close(page);
  });
});

describe('watches', () => {
  it('are looked at on past data, kept, paused and removed', async () => {
    const page = await open('watches');
    await page.getByLabel('Name', { exact: true }).fill('Meetings');
    await page.getByLabel('CONSULT').check();
    await page.getByRole('button', { name: 'Preview on the past' }).click();
    await page.getByText(/It would have told \d+ on/).waitFor();
    await shot(page, 'watches');
    await page.getByRole('button', { name: 'Keep this watch' }).click();
    await page.locator('strong', { hasText: 'Meetings' }).waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('paused').waitFor();
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No watch yet').waitFor();
    await close(page);
  });
});

describe('files', () => {
  it.each<[string, () => Promise<string>, string[]]>([
    ['desk', async () => 'desk', ['JSON', 'PNG']],
    ['brief', async () => 'brief', ['Markdown', 'HTML', 'JSON']],
    ['process', process, ['Markdown', 'CSV', 'JSON', 'GeoJSON', 'PNG']],
    ['ledger', async () => 'ledger', ['CSV', 'JSON']],
    ['happenings', async () => 'happenings', ['CSV', 'JSON']],
    ['stories', async () => 'stories', ['CSV', 'JSON']],
    ['processes', async () => 'processes', ['CSV', 'JSON']],
    ['timeline', async () => 'events', ['CSV', 'JSON', 'PNG']],
    ['map', async () => 'events?view=map', ['CSV', 'JSON', 'GeoJSON', 'PNG']],
    ['network', async () => 'events?view=network', ['Pairs (CSV)', 'PNG']],
    ['quotes', async () => 'quotes?speaker=Santos', ['CSV', 'JSON']],
    ['reports', async () => 'reports', ['CSV', 'JSON']],
    ['actors', async () => 'actors', ['CSV', 'JSON']],
    ['corrections', async () => 'corrections', ['CSV', 'JSON']],
  ])('of %s', async (_, view, kinds) => {
    const page = await open(await view());
    for (const kind of kinds) {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: kind, exact: true }).first().click()]);
      expect(readFileSync(await download.path()).length, kind).toBeGreaterThan(kind === 'JSON' ? 1 : 20);
    }
    await close(page);
  });
  it('hold all that matches, not what is shown', async () => {
    const page = await open('events?quad=verbal+cooperation');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'JSON', exact: true }).click()]);
    const rows = JSON.parse(readFileSync(await download.path(), 'utf8')) as unknown[];
    const { items } = await ask<Listed>('events?quad=verbal+cooperation&limit=500');
    expect(rows.length).toBe(items.length);
    expect(rows.length).toBeGreaterThan(50);
    await close(page);
  });
});

describe('reports', () => {
  it('are brought in as text and as files', async () => {
    const page = await open('reports');
    await page.getByText('Bring in reports').click();
    await page.getByLabel('A text as it stands').fill('Talks\n\nGENEVA, May 3, 2016 - Kenya and Sudan held talks on Monday.');
    await page.getByLabel('Files').setInputFiles({ name: 'second.txt', mimeType: 'text/plain', buffer: Buffer.from('More talks\n\nGENEVA, May 4, 2016 - Chad accused Sudan.') });
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    expect(await page.locator('details [role=status] a').nth(1).textContent()).toBeTruthy();
    await page.locator('details [role=status] a').first().click();
    await page.locator('article .text').waitFor();
    await close(page);
  });
});

describe('keys', () => {
  it('go everywhere, and are listed', async () => {
    const page = await open('desk');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await page.getByRole('heading', { name: 'Processes' }).waitFor();
    await page.locator('main [data-row]').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(/process\//);
    await close(page);
  });
});
