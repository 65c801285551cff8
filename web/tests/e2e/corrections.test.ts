// What readers correct is put over what the machine found, stays when all reports are read anew, and can be taken back.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, close, open, reportWith, rest, shot } from './browser';

interface Entry {
  id: string;
  name: string;
  type: string;
  factuality: string;
  place?: string;
  actors?: string[];
}
interface Record_ {
  text: string;
  actors: Entry[];
  places: Entry[];
  events: Entry[];
  mentions: { begin: number; end: number; actor?: string }[];
}
const recordOf = (id: string): Promise<Record_> => ask<Record_>(`reports/${id}/record`);

function recode(): void {
  const resources = process.env.RESOURCES ? ['--resources', process.env.RESOURCES] : [];
  const done = spawnSync(process.env.DRAGOMAN ?? '', ['recode', '--store', process.env.STORE ?? '', ...resources], { encoding: 'utf8' });
  expect(done.status, done.stderr).toBe(0);
}
async function why(page: Page, entry: string): Promise<void> {
  await page.locator(`#entry-${entry}`).click();
  await page.getByRole('button', { name: 'Why?' }).click();
  await page.getByRole('combobox', { name: 'Field' }).waitFor();
}
async function correct(page: Page, entry: string, field: string, value: string): Promise<void> {
  await why(page, entry);
  await page.getByRole('combobox', { name: 'Field' }).selectOption(field);
  const what = page.getByLabel('What it is');
  if ((await what.evaluate((e) => e.tagName)) === 'SELECT') await what.selectOption(value);
  else await what.fill(value);
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  await page.locator('#said').waitFor();
}
async function takeBack(page: Page): Promise<void> {
  await page.locator('section:has(#said)').getByRole('button', { name: 'Take back' }).first().click();
  await page.locator('#said').waitFor({ state: 'detached' });
}

describe('corrections outlive recoding:', () => {
  it('two actors that are one', async () => {
    const id = await reportWith('ceasefire extended');
    const [one, two] = (await recordOf(id)).actors;
    const page = await open(`report/${id}`);
    await correct(page, one.id, 'same_as', two.name);
    await page.locator(`#entry-${one.id}`).waitFor({ state: 'detached' });
    await shot(page, 'merged');
    recode();
    expect((await recordOf(id)).actors.map((a) => a.id)).not.toContain(one.id);
    await page.reload();
    await rest(page);
    await takeBack(page); // also of an entry that the record no longer has
    await page.locator(`#entry-${one.id}`).waitFor();
    await close(page);
  });
  it('a name that means somebody else', async () => {
    const id = await reportWith('ceasefire extended');
    const before = await recordOf(id);
    const actor = before.actors.find((a) => before.mentions.filter((m) => m.actor === a.id).length > 1)!;
    const other = before.actors.find((a) => a.id !== actor.id)!;
    const count = (r: Record_) => r.mentions.filter((m) => m.actor === actor.id).length;
    const page = await open(`report/${id}`);
    await why(page, actor.id);
    await page.getByText(/Named \d+ times in the text/).click();
    await page.getByRole('button', { name: 'somebody else is meant here' }).last().click();
    await page.getByLabel('Who?').fill(other.name);
    await page.locator('details form').getByRole('button', { name: 'Keep' }).click();
    await page.locator('#said').waitFor();
    expect(count(await recordOf(id))).toBe(count(before) - 1);
    recode();
    expect(count(await recordOf(id))).toBe(count(before) - 1);
    await page.reload();
    await rest(page);
    await takeBack(page);
    expect(count(await recordOf(id))).toBe(count(before));
    await close(page);
  });
  it.each([
    ['type', 'COOPERATE', (_: Record_, e: Entry) => e.type],
    ['factuality', 'planned', (_: Record_, e: Entry) => e.factuality],
    ['place', 'Geneva', (r: Record_, e: Entry) => r.places.find((p) => p.id === e.place)?.name],
    ['actors', 'Kenya, Chad', (r: Record_, e: Entry) => e.actors?.map((a) => r.actors.find((one) => one.id === a)?.name).join(', ')],
  ])('%s of an event', async (field, value, read) => {
    const id = await reportWith('handshake');
    const event = (await recordOf(id)).events[0].id;
    const now = async () => {
      const record = await recordOf(id);
      return read(record, record.events.find((e) => e.id === event)!);
    };
    const before = await now();
    expect(before).not.toBe(value);
    const page = await open(`report/${id}`);
    await correct(page, event, field, value);
    expect(await now()).toBe(value);
    recode();
    expect(await now()).toBe(value);
    await page.reload();
    await rest(page);
    await takeBack(page);
    expect(await now()).toBe(before);
    await close(page);
  });
  it('all are listed in one place', async () => {
    const id = await reportWith('handshake');
    const page = await open(`report/${id}`);
    await page.locator('aside [data-row]').first().click();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.getByRole('button', { name: 'Wrong', exact: true }).click();
    await page.locator('#said').waitFor();
    await page.goto(`${page.url().split('#')[0]}#/corrections?verdict=reject`);
    await rest(page);
    await page.locator('.kept li').first().getByText('applied').waitFor();
    await page.getByRole('button', { name: 'Take back' }).first().click();
    await page.locator('.kept li').first().getByText('withdrawn').waitFor();
    await close(page);
  });
});
