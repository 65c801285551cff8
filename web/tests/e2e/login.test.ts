// A server that lets in those who have a token: the page asks for one, keeps it while its tab is open, sends it, and
// gives it up when it no longer does.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { close, locked, open, rest, shot } from './browser';

const tokens = JSON.parse(process.env.TOKENS ?? '{}') as Record<'reader' | 'writer' | 'expired', string>;
async function enter(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Go in' }).click();
}

describe('login', () => {
  it('is asked for, on the page that a link leads to', async () => {
    const page = await open('ledger', { at: locked });
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await shot(page, 'login');
    expect(await page.locator('nav').count()).toBe(0);
    await enter(page, tokens.reader);
    await page.getByRole('heading', { name: 'Ledger' }).waitFor();
    await page.locator('.rows li').first().waitFor();
    expect(await page.locator('.who').textContent()).toContain('guest');
    await close(page);
  });
  it('tells why a token does not do', async () => {
    const page = await open('desk', { at: locked });
    await enter(page, 'x');
    await page.getByRole('alert').getByText('not known').waitFor();
    await enter(page, tokens.expired);
    await page.getByRole('alert').getByText('expired').waitFor();
    await close(page);
  });
  it('lasts while the tab is open, and ends with Log out', async () => {
    const page = await open('reports', { at: locked });
    await enter(page, tokens.reader);
    await page.getByRole('heading', { name: 'Reports' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Reports' }).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await other.close();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    await close(page);
  });
  it('is asked for anew when the token is taken away', async () => {
    const file = process.env.TOKEN_FILE ?? '';
    const before = readFileSync(file, 'utf8');
    const page = await open('reports', { at: locked });
    await enter(page, tokens.reader);
    await page.getByRole('heading', { name: 'Reports' }).waitFor();
    writeFileSync(file, before.split('\n').filter((line) => !line.startsWith('guest')).join('\n'));
    appendFileSync(file, '');
    try {
      // The server looks at the file again every second or so.
      for (let i = 0; i < 40 && (await page.getByRole('heading', { name: 'Who are you?' }).count()) === 0; ++i) {
        await page.getByRole('link', { name: i % 2 ? 'Reports' : 'Quotes', exact: true }).click({ timeout: 2000 }).catch(() => undefined);
        await page.waitForTimeout(400);
      }
      await page.getByRole('alert').getByText('not known').waitFor();
    } finally {
      writeFileSync(file, before);
    }
    await close(page);
  });
});

describe('roles', () => {
  it('leave readers the controls dead, with the reason', async () => {
    const page = await open('watches', { at: locked });
    await enter(page, tokens.reader);
    await page.getByRole('heading', { name: 'A new watch' }).waitFor();
    expect(await page.getByRole('button', { name: 'Keep this watch' }).isDisabled()).toBe(true);
    await page.getByText('Your token may read only').waitFor();
    await page.getByRole('button', { name: 'Preview on the past' }).click(); // reading is allowed
    await page.getByText(/It would have told/).waitFor();
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    await page.locator('main [data-row]').first().click();
    await page.locator('aside [data-row]').first().click();
    await page.getByRole('button', { name: 'Why?' }).click();
    expect(await page.getByRole('button', { name: 'Wrong', exact: true }).isDisabled()).toBe(true);
    await close(page);
  });
  it('let writers correct, under the name of their token', async () => {
    const page = await open('reports', { at: locked });
    await enter(page, tokens.writer);
    await page.locator('main [data-row]').first().click();
    await page.locator('aside [data-row]').first().click();
    await page.getByRole('button', { name: 'Why?' }).click();
    expect(await page.getByLabel('Your name').count()).toBe(0);
    await page.getByRole('button', { name: 'Right', exact: true }).click();
    await page.locator('.explain .kept').getByText('ana').waitFor();
    await page.goto(`${locked}#/corrections?author=ana`);
    await rest(page);
    await page.locator('.kept li').first().waitFor();
    await close(page);
  });
  it('let files be saved, which links could not', async () => {
    const page = await open('brief', { at: locked });
    await enter(page, tokens.reader);
    await page.getByRole('heading', { name: /^Brief/ }).waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Markdown' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('#');
    await close(page);
  });
});
