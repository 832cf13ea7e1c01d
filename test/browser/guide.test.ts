// The guided first run in a real browser: every step is pressed, each is ticked off by what happened, and a reload keeps it.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { openBrowser } from '../../playground/browser.ts';
import { openPlayground } from '../scenario/playground.ts';

/** The fault and the wait for its verdict. */
const SLOWEST_MS = 110_000;
const TITLES = [
  'Ask',
  'Start',
  'Ask for too much',
  'Ask others',
  'Jon agrees',
  'Mara agrees',
  'Ana starts it',
  'Promise an alert',
  'Kill the bot',
];

async function openPage(t: TestContext): Promise<Page> {
  const play = await openPlayground(t, { measured: true, alerting: true });
  const browser = await openBrowser(process.env['PATH']);
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(SLOWEST_MS);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  t.after(() => assert.deepEqual(complaints, []));
  await page.goto(play.playground.addresses().page);
  return page;
}

const stepOf = (page: Page): Locator => page.locator('#guide li[aria-current=step]');
const goOf = (page: Page): Locator => page.locator('#guide button.primary');

async function atStep(page: Page, index: number): Promise<void> {
  const title = TITLES[index];
  if (title === undefined) await page.getByRole('button', { name: 'First run: done' }).waitFor();
  else
    await stepOf(page)
      .getByText(`${index + 1} ${title}`, { exact: true })
      .waitFor();
}

test('the guide leads from a first plan to a kept promise, with its chart', async (t) => {
  const page = await openPage(t);
  for (const [index, title] of TITLES.entries()) {
    await atStep(page, index);
    if (title === 'Jon agrees') {
      await page.reload();
      await atStep(page, index);
    }
    // By keyboard as well as by mouse.
    if (index % 2 === 0) await goOf(page).press('Enter');
    else await goOf(page).click();
    await atStep(page, index + 1);
  }

  const unexpected = page.locator('#messages article', { hasText: 'Unexpected' });
  assert.equal(await unexpected.count(), 0);
  const card = page.locator('#messages article', { hasText: /CheckoutSlow had to fire.*: after/ });
  assert.match((await card.textContent()) ?? '', /RECOVERED.*verdict PASSED/su);
  const chart = page.locator('#replies img').first();
  await chart.waitFor();
  assert.match((await chart.getAttribute('alt')) ?? '', /^shop p99 .* limit 500 ms/);
  assert.ok((await chart.evaluate((image: HTMLImageElement) => image.naturalWidth)) > 300);

  await page.reload();
  await atStep(page, TITLES.length);
  await card.waitFor();
  await page.getByRole('button', { name: 'Dismiss the guide' }).click();
  await page.reload();
  await page.getByRole('button', { name: 'Show the first run' }).click();
  await atStep(page, TITLES.length);
});

test('what a person does by themselves is ticked off too, and a press alone is not', async (t) => {
  const page = await openPage(t);
  await atStep(page, 0);
  await page.locator('#text').fill('/chaos kill web');
  await page.locator('#text').press('Enter');
  await atStep(page, 1);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Start now', exact: true }).waitFor({ state: 'detached' });
  await goOf(page).click();
  await page.locator('#guide').getByText('What this step needs is not there').waitFor();
  await atStep(page, 1);
  await page.getByRole('button', { name: 'First run: 2 of 9' }).press('Enter');
  assert.equal(await stepOf(page).count(), 0);
});
