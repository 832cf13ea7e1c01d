// Makes the picture in the README: a playground, two runs, a screenshot of the page. Needs Debian's chromium.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { startPlayground } from './playground.ts';

const target = process.argv[2] ?? 'docs/faultline.png';
async function say(page: Page, text: string): Promise<void> {
  await page.locator('#text').fill(text);
  await page.locator('#text').press('Enter');
}

async function speakAs(page: Page, name: string): Promise<void> {
  await page.locator('#person').selectOption({ label: name });
}

async function press(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).last().click();
}

const playground = await startPlayground({ path: process.env['PATH'], redisUrl: process.env['REDIS_URL'] });
const browser = await openBrowser(process.env['PATH']);
try {
  await playground.ready(30_000);
  const page = await browser.newPage({ viewport: { width: 1180, height: 740 }, deviceScaleFactor: 2 });
  await page.goto(playground.addresses().page);
  await press(page, 'Dismiss the guide');
  await say(page, '/chaos delay cart 200ms for 2m go because does the shop stay usable?');
  await page.getByText('RUNNING').waitFor();
  await say(page, '/chaos kill prod:web because does checkout survive losing a pod?');
  await press(page, 'Request approval');
  await page.getByText('WAITING').waitFor();
  await speakAs(page, 'Jon');
  await press(page, 'Approve');
  await page.locator('#confirm').getByRole('button', { name: 'Approve' }).click();
  await page.getByText('1 more of 2').waitFor();
  await sleep(500);
  await page.screenshot({ path: target });
} finally {
  await browser.close();
  await playground.end();
}
