import { comparisonPage } from '../../../../src/forecast/report/page/comparison-page';
import { forecastPage } from '../../../../src/forecast/report/page/forecast-page';
import { suggestionPage } from '../../../../src/forecast/report/page/suggestion-page';
import { COMPARISON, many, serviceOf, SEVERAL, SMALL, SUGGESTION } from '../sample-data';

const PAGES: ReadonlyArray<readonly [string, string]> = [
  ['one service', forecastPage(SMALL)],
  ['several services', forecastPage(SEVERAL)],
  ['no services', forecastPage({ ...SMALL, services: [], notes: [] })],
  ['a comparison', comparisonPage(COMPARISON)],
  ['a comparison of the same', comparisonPage({ ...COMPARISON, after: COMPARISON.before })],
  ['suggestions', suggestionPage([SUGGESTION, { ...SUGGESTION, service: '<b>"x"&</b>', best: undefined }])],
];

const LARGE = forecastPage(many(1000));
const all = (html: string, what: RegExp) => [...html.matchAll(what)].map(([, found]) => found);

describe.each(PAGES)('the page of %s', (_, html) => {
  test('loads nothing and runs nothing', () => {
    expect(html).toContain('content="default-src &#39;none&#39;; style-src'.replace(/&#39;/g, '\''));
    expect(html).not.toMatch(/<script|<iframe|<object|@import|url\((?!#)| on[a-z]+="|https?:/);
    expect(all(html, / (?:src|href)="([^"]*)"/g).filter((link) => !/^#|^data:,$/.test(link))).toEqual([]);
  });

  test('has each id once, and each link leads to one', () => {
    const ids = all(html, / id="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const named = all(html, / aria-labelledby="([^"]*)"/g).flatMap((names) => names.split(' '));
    expect([...all(html, / href="#([^"]*)"/g), ...named].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('has one h1, and no level of headings is left out', () => {
    const levels = all(html, /<h([1-6])/g).map(Number);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    expect(levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1)).toEqual([]);
  });

  test('lets no name become markup', () => {
    expect(html).not.toMatch(/<b>|<i>|\u001b|\u202e/);
  });

  test('says no figure that is none', () => {
    expect(html).not.toMatch(/NaN|undefined|Infinity|\[object/);
  });
});

describe('the page of a forecast', () => {
  const html = forecastPage(SEVERAL);

  test('draws each picture for a phone and for a wide screen', () => {
    expect(all(html, /<svg class="fc (narrow|wide)"/g)).toEqual(Array(6).fill(['narrow', 'wide']).flat());
  });

  test('has the figures of each service in a table, and its course', () => {
    expect(html).toContain('<tr><th scope="row">Demand that found no room</th><td>1.4 %</td></tr>');
    expect(all(html, /<summary>Values of ([^<]*) over time/g)).toHaveLength(5);
    expect(html).toContain('<th scope="row">2 Nov 2026, 00:30</th>');
  });

  test('has a table of contents only where there is a choice', () => {
    expect(html).toContain('<nav aria-label="Contents">');
    expect(forecastPage(SMALL)).not.toContain('<nav');
  });

  test('of 1,000 services lists all, draws the 20 that matter, says so, and is not too large', () => {
    expect(all(LARGE, /<th scope="row">(?:<a href="#s\d+">)?(service-\d+)</g)).toHaveLength(1000);
    expect(all(LARGE, /<svg class="fc (wide)"/g)).toHaveLength(20);
    expect(LARGE).toContain('Pictures are drawn for 20 of 1,000 services: most demand without room');
    expect(LARGE.length).toBeLessThan(1000000);
  });

  test('draws what matters most first', () => {
    const worst = { ...serviceOf({ name: 'worst', peak: 10, perPod: 2, max: 2, late: 1 }) };
    const data = many(30);
    const drawn = forecastPage({ ...data, services: [...data.services, worst] });
    expect(all(drawn, /<h3 id="s0">([^<]*)</g)).toEqual(['worst']);
  });

  test('is the same each time', () => {
    expect(forecastPage(SEVERAL)).toBe(html);
  });
});

describe('the page of a comparison', () => {
  test('draws only the services that differ', () => {
    expect(all(comparisonPage(COMPARISON), /<h3 id="s\d+">([^<]*)</g)).toEqual(['ranker']);
    expect(comparisonPage({ ...COMPARISON, after: COMPARISON.before })).toContain('No service differs');
  });

  test('of 1,000 that differ draws 20, and lists all', () => {
    const before = many(1000);
    const services = before.services.map((s) => ({ ...s, replicaHours: s.replicaHours + 1 }));
    const html = comparisonPage({ before, after: { ...before, services }, beforeName: 'a', afterName: 'b' });
    expect(all(html, /<svg class="fc (wide)"/g)).toHaveLength(20);
    expect(all(html, /<th scope="row">(service-\d+)</g)).toHaveLength(1000);
    expect(html.length).toBeLessThan(1000000);
  });
});

describe('the page of suggestions', () => {
  test('marks the best settings in words', () => {
    const [row] = all(suggestionPage([SUGGESTION]), /<tr class="best">(.*?)<\/tr>/g);
    expect(row).toMatch(/^<th scope="row">target 60 %[^<]*<\/th><td class="words">best</);
  });
});
