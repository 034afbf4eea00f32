import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { comparisonPage } from '../../../src/forecast/report/page/comparison-page';
import { forecastPage } from '../../../src/forecast/report/page/forecast-page';
import { suggestionPage } from '../../../src/forecast/report/page/suggestion-page';
import { servicePicture } from '../../../src/forecast/report/picture/forecast-picture';
import { frontierPicture } from '../../../src/forecast/report/picture/frontier-picture';
import { COMPARISON, many, SEVERAL, SMALL, SUGGESTION } from '../report/sample-data';

/**
 * Opens the pages of a forecast in a real browser, as files, and judges what a reader gets: `run.ts CHROMIUM [FOLDER]`.
 * Pictures of the pages are left in the folder.
 */
const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const WIDTHS = [320, 390, 1280];
const SCHEMES = ['light', 'dark'] as const;

const PAGES: Readonly<Record<string, () => string>> = {
  one: () => forecastPage(SMALL),
  several: () => forecastPage(SEVERAL),
  many: () => forecastPage(many(1000)),
  comparison: () => comparisonPage(COMPARISON),
  suggestion: () => suggestionPage([SUGGESTION]),
  suggestions: () => suggestionPage([SUGGESTION, { ...SUGGESTION, service: 'ranker', best: undefined }]),
  pictures: () => `<!DOCTYPE html><html lang="en"><title>Pictures</title><h1>Pictures</h1>${[
    servicePicture(SEVERAL.services[1], SEVERAL, { id: 'a' }),
    servicePicture(SEVERAL.services[3], SEVERAL, { id: 'b', width: 340 }),
    frontierPicture(SUGGESTION, { id: 'c', width: 340 }),
  ].map((svg) => `<p><img alt="a picture" style="max-width:100%" src="data:image/svg+xml,${encodeURIComponent(svg)}">`)
    .join('')}`,
};

interface Measured {
  readonly faults: readonly string[];
  readonly texts: number;
  readonly least: number;
  readonly smallest: number;
  readonly pictures: number;
}

const measure = fs.readFileSync(path.join(__dirname, 'measure.js'), 'utf8');
const faults: string[] = [];

async function main(executablePath: string, shots: string | undefined): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'forecast-pages-'));
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    for (const [name, write] of Object.entries(PAGES)) {
      const file = path.join(folder, `${name}.html`);
      fs.writeFileSync(file, write());
      await judge(browser, name, `file://${file}`, shots);
    }
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
  [...new Set(faults)].forEach((fault) => console.log(`FAULT ${fault.slice(0, 300)}`));
  process.exitCode = faults.length > 0 ? 1 : 0;
}

async function judge(browser: Browser, name: string, url: string, shots: string | undefined): Promise<void> {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      // It takes its time: the narrowest in one scheme, the widest in the other.
      if (name === 'many' && !['320 light', '1280 dark'].includes(`${width} ${colorScheme}`)) continue;
      const at = `${name}, ${width} px, ${colorScheme}`;
      // Without JavaScript it is the page that has none; what measures it runs from outside all the same.
      const viewport = { width, height: 800 };
      const context = await browser.newContext({ viewport, colorScheme, javaScriptEnabled: false });
      const page = await opened(context, url, at);
      if (shots !== undefined) {
        fs.mkdirSync(shots, { recursive: true });
        const file = path.join(shots, `${name}-${width}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: name !== 'many' });
      }
      const found = await page.evaluate<Measured>(measure);
      found.faults.forEach((fault) => faults.push(`${at}: ${fault}`));
      await names(page, at);
      await keyboard(page, at);
      const size = Number.isFinite(found.smallest) ? `, smallest in a picture ${found.smallest.toFixed(1)} px` : '';
      const contrast = found.least.toFixed(2);
      console.log(`${at}: ${found.pictures} pictures, ${found.texts} texts, least contrast ${contrast}${size}`);
      await context.close();
    }
  }
}

async function opened(context: BrowserContext, url: string, at: string): Promise<Page> {
  const page = await context.newPage();
  page.on('request', (request) => {
    if (request.url() !== url && !request.url().startsWith('data:')) {
      faults.push(`${at}: asks for ${request.url()}`);
    }
  });
  page.on('console', (message) => faults.push(`${at}: ${message.text()}`));
  page.on('pageerror', (error) => faults.push(`${at}: ${error.message}`));
  await page.goto(url);
  return page;
}

/** Each picture has a name for those who do not see it, and there are as many as are shown. */
async function names(page: Page, at: string): Promise<void> {
  const tree = await page.locator('body').ariaSnapshot();
  const images = tree.split('\n').filter((line) => /^\s*- (?:'|")?img\b/.test(line));
  const shown = await page.evaluate<number>(
    '[...document.querySelectorAll("svg, img")].filter((e) => e.checkVisibility()).length');
  if (images.length !== shown) {
    faults.push(`${at}: ${images.length} of ${shown} pictures are in the accessibility tree`);
  }
  images.filter((line) => !/img "?.*\w/.test(line)).forEach((line) => faults.push(`${at}: no name: ${line.trim()}`));
}

/** The tab key reaches all links, regions that scroll and details, in the order of the page. */
async function keyboard(page: Page, at: string): Promise<void> {
  const all = 'a[href], summary, .scroll';
  const wanted = await page.evaluate<number>(
    `[...document.querySelectorAll("${all}")].filter((e) => e.checkVisibility()).length`);
  const most = Math.min(wanted, 150);
  let last = -1;
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate<number>(
      `[...document.querySelectorAll("${all}")].filter((e) => e.checkVisibility()).indexOf(document.activeElement)`);
    if (place !== last + 1) {
      faults.push(`${at}: the tab key goes from ${last} to ${place} of ${wanted}`);
      return;
    }
    last = place;
  }
  // Opened by the keyboard, a table of values is reached as well.
  const details = page.locator('summary').first();
  if (await details.count() > 0) {
    await details.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    if (!await page.evaluate<boolean>('document.activeElement.matches("details[open] .scroll")')) {
      faults.push(`${at}: the table of values is not reached`);
    }
    const found = await page.evaluate<Measured>(measure);
    found.faults.forEach((fault) => faults.push(`${at}, with values: ${fault}`));
  }
}

const [executable, folderOfShots] = process.argv.slice(2);
if (executable === undefined) {
  console.error('run.ts CHROMIUM [FOLDER]');
  process.exitCode = 2;
} else {
  void main(executable, folderOfShots);
}
