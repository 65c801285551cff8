// Markup in titles, names and texts is shown as text, wherever it turns up.
import { expect, it } from 'vitest';
import { close, open, reportWith, rest } from './browser';

const views = ['desk?day=2016-05-04&days=7', 'brief?date=2016-05-04', 'reports?search=Ruiz', 'events?search=Ruiz', 'quotes?search=Ruiz', 'happenings?search=Ruiz', 'stories?search=Ruiz', 'actors?actor=Ruiz', 'ledger'];

it.each(views)('in %s', async (view) => {
  const page = await open(view);
  expect(await page.evaluate(() => (window as unknown as { taken?: number }).taken)).toBeUndefined();
  expect(await page.locator('main script, main img, main svg[onload], a[href^="javascript:"]').count()).toBe(0);
  await close(page);
});

it('in the report itself', async () => {
  const page = await open(`report/${await reportWith('Ruiz')}`);
  expect(await page.locator('h1').textContent()).toContain('<script>window.taken=1</script>');
  expect(await page.locator('.text').textContent()).toContain('<svg onload=window.taken=4>');
  await page.locator('aside [data-row]').first().click();
  await rest(page);
  expect(await page.evaluate(() => (window as unknown as { taken?: number }).taken)).toBeUndefined();
  await close(page);
});

it('in an address', async () => {
  const page = await open('nowhere/%3Cimg%20src=x%20onerror=window.taken=6%3E');
  await page.getByText('There is no such page.').waitFor();
  await page.goto(`${page.url().split('#')[0]}#/report/%3Cscript%3E`);
  await page.getByRole('alert').waitFor();
  await close(page);
});
