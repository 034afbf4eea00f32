/** Colours of the page and the pictures. Text has a contrast of 4.5 or more on `paper` and on `card`, lines of 3. */
export interface Palette {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  /** Text of less weight. */
  readonly soft: string;
  readonly rule: string;
  readonly link: string;
  /** The first line of a panel, and the area under it. */
  readonly main: string;
  readonly fill: string;
  /** What should not be: no room, above target. */
  readonly alarm: string;
  readonly alarmFill: string;
}

export const LIGHT: Palette = {
  paper: '#f6f7f9',
  card: '#ffffff',
  ink: '#16202c',
  soft: '#526072',
  rule: '#dde2e9',
  link: '#0b57b8',
  main: '#1a5fb4',
  fill: '#d3e3f6',
  alarm: '#b93a0e',
  alarmFill: '#fbe1d5',
};

export const DARK: Palette = {
  paper: '#0d131a',
  card: '#151d27',
  ink: '#e8edf3',
  soft: '#a3b1c2',
  rule: '#2b3745',
  link: '#84bcff',
  main: '#6fb1fb',
  fill: '#1f3a5a',
  alarm: '#ff9a6b',
  alarmFill: '#4c2a1c',
};

/** Both schemes; paper is printed in the light one. */
export function inBothSchemes(rules: (palette: Palette) => string): string {
  return `${rules(LIGHT)}@media screen and (prefers-color-scheme:dark){${rules(DARK)}}`;
}
