import { element, escaped } from '../markup';

/** The height of a line of text in a picture. */
export const LINE = 20;

/** About how wide a text is at 13 px, in any common sans-serif: rather too wide than too narrow. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if ((character.codePointAt(0) ?? 0) > 0x2e7f) {
      width += 13.5;
    } else if (/[A-Zmw%@]/.test(character)) {
      width += 10.2;
    } else if (/\d/.test(character)) {
      width += 8.4;
    } else {
      width += /[ ijl.,:;|'!()fIt-]/.test(character) ? 5 : 7.6;
    }
  }
  return width;
}

/** A text that does not fit ends with an ellipsis; the whole of it stands in the description of the picture. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) {
    return text;
  }
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`) > width) {
    characters.pop();
  }
  return `${characters.join('')}…`;
}

const GAP = 12;

export interface Item {
  readonly width: number;
  draw(x: number, baseline: number): string;
}

/** Items from left to right. Where they do not fit in one line, the first (the heading) has a line of its own. */
export function flowed(
  items: readonly Item[], left: number, right: number, top: number,
): { text: string; lines: number } {
  let x = left;
  let lines = 1;
  const whole = items.reduce((sum, item) => sum + item.width + GAP, -GAP);
  const breaks = left + whole > right;
  const drawn = items.map((item, i) => {
    if ((i === 1 && breaks) || (x > left && x + item.width > right)) {
      x = left;
      lines += 1;
    }
    const text = item.draw(round(x), top + lines * LINE - 6);
    x += item.width + GAP;
    return text;
  });
  return { text: drawn.join(''), lines };
}

/** A place in a picture, to a tenth of its unit. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function label(x: number, y: number, text: string, style?: string, anchor?: string): string {
  return element('text', { 'x': round(x), 'y': round(y), 'class': style, 'text-anchor': anchor }, escaped(text));
}
