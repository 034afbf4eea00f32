import { inBothSchemes, type Palette } from './palette';

/** How marks look, once for a page or within a picture that stands alone. No colour says what a dash does not. */
export function pictureStyle(): string {
  return [
    '.fc{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:13px}',
    '.fc .h{font-weight:600}',
    '.fc .k{font-size:15px;font-weight:600}',
    '.fc .l{fill:none;stroke-width:2;stroke-linejoin:round}',
    '.fc .d{fill:none;stroke-width:2;stroke-dasharray:6 4}',
    '.fc .t{fill:none;stroke-width:1.5;stroke-dasharray:1.5 3.5;stroke-linecap:round}',
    '.fc .g{stroke-width:1}',
    '.fc .y,.fc .n{font-variant-numeric:tabular-nums}',
    inBothSchemes(colours),
  ].join('');
}

function colours(p: Palette): string {
  return [
    `.fc .b{fill:${p.card}}`,
    `.fc text{fill:${p.ink}}`,
    `.fc .y,.fc .n{fill:${p.soft}}`,
    `.fc .g{stroke:${p.rule}}`,
    `.fc .m{stroke:${p.main}}`,
    `.fc .s{stroke:${p.soft}}`,
    `.fc .w{stroke:${p.alarm}}`,
    `.fc .a{fill:${p.fill};stroke:none}`,
    `.fc .u{fill:${p.alarmFill};stroke:none}`,
    `.fc .c{fill:${p.card};stroke-width:1.5}`,
    `.fc .f{fill:${p.main}}`,
    `.fc .p{fill:${p.alarm};stroke:${p.card}}`,
  ].join('');
}
