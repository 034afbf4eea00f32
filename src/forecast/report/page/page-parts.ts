import { element, escaped } from '../markup';
import { pageStyle } from './page-style';
import { NARROW, WIDE, type PictureOptions } from '../picture/forecast-picture';

/** Nothing may be loaded and nothing run: a page is one file. */
const POLICY = 'default-src \'none\'; style-src \'unsafe-inline\'; img-src data:';

export interface Page {
  readonly title: string;
  /** Markup below the title. */
  readonly lead: string;
  /** Links to parts of the page: id and text. */
  readonly contents: ReadonlyArray<readonly [id: string, text: string]>;
  /** Markup. */
  readonly main: string;
}

/** A whole document. */
export function document(page: Page): string {
  const many = page.contents.length > 1;
  const links = page.contents.map(([id, text]) => element('li', {}, element('a', { href: `#${id}` }, escaped(text))));
  const nav = many ? element('nav', { 'aria-label': 'Contents' }, element('ul', {}, ...links)) : '';
  const skip = many ? element('a', { class: 'skip', href: '#main' }, 'Skip the contents') : '';
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<link rel="icon" href="data:,">',
    element('title', {}, escaped(page.title)),
    element('style', {}, pageStyle()),
    '</head>',
    '<body>',
    skip,
    element('header', {}, element('h1', {}, escaped(page.title)), page.lead, nav),
    element('main', { id: 'main', tabindex: -1 }, page.main),
    element('footer', {}, element('p', {}, 'Printed by the forecast of cdk8s-elastic-inference. '
      + 'The autoscalers are replayed in virtual time; no cluster is queried.')),
    '</body>',
    '</html>',
    '',
  ].filter((line) => line !== '').join('\n') + '\n';
}

export function heading(level: number, text: string, id?: string): string {
  return element(`h${level}`, { id }, escaped(text));
}

export function paragraph(text: string, style?: string): string {
  return element('p', { class: style }, escaped(text));
}

export function bullets(items: readonly string[]): string {
  return items.length === 0 ? '' : element('ul', {}, ...items.map((item) => element('li', {}, escaped(item))));
}

/** The figures that are read first. */
export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
}

export function tiles(all: readonly Tile[]): string {
  return element('dl', { class: 'tiles' }, ...all.map(({ name, value, more }) => element(
    'div', {},
    element('dt', {}, escaped(name)),
    element('dd', {}, escaped(value)),
    more === undefined ? '' : element('dd', { class: 'more' }, escaped(more)))));
}

/** Terms and what they are. */
export function facts(all: ReadonlyArray<readonly [term: string, text: string]>): string {
  return element('dl', { class: 'facts' }, ...all.map(([term, text]) =>
    element('dt', {}, escaped(term)) + element('dd', {}, escaped(text))));
}

/** The same picture twice: the style shows the one that fits the screen, and hides the other from all. */
export function bothWidths(id: string, draw: (options: PictureOptions) => string): string {
  return draw({ id: `${id}n`, width: NARROW, within: true, style: 'narrow' })
    + draw({ id: `${id}w`, width: WIDE, within: true, style: 'wide' });
}

/** A part of the page on a card of its own. */
export function card(...content: readonly string[]): string {
  return element('section', { class: 'card' }, ...content);
}

/** Side by side where there is room. */
export function parts(...all: readonly string[]): string {
  return element('div', { class: 'parts' }, ...all.filter((p) => p !== '').map((p) => element('div', {}, p)));
}
