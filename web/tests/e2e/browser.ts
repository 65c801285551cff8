// One browser for the tests of a file, and what they ask of a page.
import axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';

export const base = process.env.BASE ?? 'http://127.0.0.1:7878/';
export const locked = process.env.LOCKED ?? ''; // lets in those who have a token
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
});
afterAll(() => browser?.close());

export interface Look {
  dark?: boolean;
  phone?: boolean;
  still?: boolean;
  at?: string; // another server
}
// A page at this address of the desk, when it has come to rest; errors of its scripts fail the test.
export async function open(hash: string, look: Look = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: look.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
    colorScheme: look.dark ? 'dark' : 'light',
    reducedMotion: look.still ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const from = look.at ?? base;
  const page = await context.newPage();
  page.on('pageerror', (error) => expect.unreachable(`script failed: ${error.message}`));
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) expect(request.url().startsWith(from), request.url()).toBe(true);
  });
  await page.goto(`${from}#/${hash}`);
  await rest(page);
  return page;
}
// Nothing is loading any more.
export async function rest(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => ![...document.querySelectorAll('[role=status]')].some((e) => e.textContent?.includes('Loading')));
}
export async function close(page: Page): Promise<void> {
  await page.context().close();
}
export async function shot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${name}.png` });
}
// Findings of axe that are serious or worse, as text.
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const result = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return result.violations
    .filter((v) => v.impact === 'serious' || v.impact === 'critical')
    .map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
}
export async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`${base}api/v1/${path}`);
  expect(answer.ok, path).toBe(true);
  return (await answer.json()) as T;
}
export async function reportWith(words: string): Promise<string> {
  const found = await ask<{ items: { id: string }[] }>(`reports?search=${encodeURIComponent(words)}&limit=1`);
  return found.items[0].id;
}
