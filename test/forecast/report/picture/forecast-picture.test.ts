import type { ServiceForecastData } from '../../../../src/forecast/report/forecast-data';
import { comparisonPicture } from '../../../../src/forecast/report/picture/comparison-picture';
import { nodesPicture, servicePicture } from '../../../../src/forecast/report/picture/forecast-picture';
import { frontierPicture } from '../../../../src/forecast/report/picture/frontier-picture';
import { COMPARISON, SEVERAL, SUGGESTION } from '../sample-data';

const ranker = SEVERAL.services[1];
const odd = SEVERAL.services[3];
const withoutLoad = SEVERAL.services[4];
const later = COMPARISON.after.services[1];

const PICTURES: ReadonlyArray<readonly [string, string]> = [
  ['a service', servicePicture(ranker, SEVERAL)],
  ['a service with an odd name', servicePicture(odd, SEVERAL, { width: 340 })],
  ['a service without a load', servicePicture(withoutLoad, SEVERAL)],
  ['nodes', nodesPicture(SEVERAL.nodes!, SEVERAL)],
  ['a comparison', comparisonPicture(ranker, later, COMPARISON)],
  ['a frontier', frontierPicture(SUGGESTION)],
];

/** Well-formed: each tag that is opened is closed, in order. */
function tagsOf(svg: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, end, name, alone] of svg.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (end !== '') {
      expect(open.pop()).toBe(name);
    } else {
      seen.push(name);
      if (alone === '') open.push(name);
    }
  }
  expect(open).toEqual([]);
  return seen;
}

describe.each(PICTURES)('the picture of %s', (_, svg) => {
  test('is well-formed SVG of known elements, without a number that is none', () => {
    const known = ['circle', 'defs', 'desc', 'path', 'pattern', 'rect', 'style', 'svg', 'text', 'title'];
    expect(tagsOf(svg).filter((tag) => !known.includes(tag))).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('has a name and a description for those who do not see it', () => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="picture-t picture-d"><title id="picture-t">[^<]+</);
    expect(svg).toMatch(/<\/title><desc id="picture-d">[^<]+\.<\/desc>/);
  });

  test('follows the colour scheme of the reader, and loads nothing', () => {
    expect(svg).toContain('@media screen and (prefers-color-scheme:dark)');
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|@import/);
  });
});

describe('the picture of a service', () => {
  const headings = (svg: string) => [...svg.matchAll(/class="h"[^>]*>([^<]*)</g)].map(([, text]) => text);

  test('has a panel for demand, replicas and the highest metric', () => {
    expect(headings(servicePicture(ranker, SEVERAL)))
      .toEqual(['Demand, requests/s', 'Replicas', 'Highest metric, % of its target']);
  });

  test('has no panel for what there is not', () => {
    expect(headings(servicePicture(withoutLoad, SEVERAL))).toEqual(['Replicas']);
  });

  test('says the figures in sentences', () => {
    expect(servicePicture(ranker, SEVERAL)).toContain('1.4 % of the demand found no room, within');
    expect(servicePicture(withoutLoad, SEVERAL)).toContain('How much demand found no room is unknown.');
  });

  test('tells what found no room by stripes, and the limits by dots', () => {
    const svg = servicePicture(ranker, SEVERAL, { id: 'x' });
    expect(svg).toMatch(/<path fill="url\(#x-h\)" d="M[^"]+"\/>/);
    expect(svg.match(/class="t s"/g)?.length).toBe(4);
  });

  test('lets no name become markup', () => {
    const svg = servicePicture(odd, SEVERAL);
    expect(svg).not.toMatch(/<b>|<i>/);
    expect(svg).toContain('&lt;b&gt;&quot;x&quot;&amp;&lt;/b&gt;');
  });

  test('within a page leaves the style and the background to it', () => {
    expect(servicePicture(ranker, SEVERAL, { within: true })).not.toMatch(/<style|class="b"/);
  });

  test('is small: a day of two peaks, with noise, in both widths', () => {
    expect(servicePicture(ranker, SEVERAL).length).toBeLessThan(20000);
    expect(servicePicture(ranker, SEVERAL, { width: 340 }).length).toBeLessThan(20000);
  });

  test.each<[string, Partial<ServiceForecastData['series']>, number]>([
    ['without spans', { replicas: [], ready: [], demand: [], unserved: [], ofTarget: [] }, 0],
    ['of one span', { replicas: [3], ready: [2], demand: [5], unserved: [1], ofTarget: [120] }, 60],
    ['of zeros', { replicas: [0, 0], ready: [0, 0], demand: [0, 0], unserved: [0, 0], ofTarget: [0, 0] }, 600],
    [
      'of huge figures',
      { replicas: [1e6, 1], ready: [1, 1], demand: [1e12, 0], unserved: [1e12, 0], ofTarget: [1e9, null] },
      600,
    ],
  ])('draws a course %s', (_, series, seconds) => {
    const service = { ...ranker, series: { ...ranker.series, ...series } };
    const svg = servicePicture(service, { seconds });
    tagsOf(svg);
    expect(svg).not.toMatch(/NaN|Infinity/);
    expect(svg).toContain('class="l m"');
  });
});

describe('the picture of a comparison', () => {
  test('draws before with dashes and after without', () => {
    const svg = comparisonPicture(ranker, later, COMPARISON);
    expect(svg).toContain('before (peak 12): the manifests');
    expect(svg.match(/class="d s"/g)?.length).toBe(svg.match(/class="l m"/g)?.length);
  });
});

describe('the picture of a frontier', () => {
  test('names the present and the best settings beside their marks', () => {
    expect(frontierPicture(SUGGESTION).match(/class="h">(present|best)</g)).toHaveLength(4);
    expect(frontierPicture({ ...SUGGESTION, best: undefined }).match(/class="h">(present|best)</g)).toHaveLength(2);
  });

  test('draws the time above target alone where the capacity is unknown', () => {
    const unknown = (c: typeof SUGGESTION.present) => ({ ...c, unservedShare: undefined });
    const svg = frontierPicture({
      ...SUGGESTION,
      present: unknown(SUGGESTION.present),
      tried: SUGGESTION.tried.map(unknown),
      frontier: SUGGESTION.frontier.map(unknown),
      best: undefined,
    });
    expect(svg).not.toContain('Demand that found no room');
    expect(svg).toContain('Time above target, %');
  });

  test('draws one candidate alone', () => {
    const svg = frontierPicture({ ...SUGGESTION, tried: [], frontier: [], best: undefined });
    expect(svg).not.toMatch(/NaN/);
  });
});
