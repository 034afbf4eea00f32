import { inBothSchemes, type Palette } from '../picture/palette';
import { pictureStyle } from '../picture/picture-style';

/** The style of all pages: a phone first, wider layouts below, paper last. */
export function pageStyle(): string {
  return [
    ':root{color-scheme:light dark}',
    '*{box-sizing:border-box}',
    'html{-webkit-text-size-adjust:100%}',
    'body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}',
    'header,main,footer{max-width:1240px;margin:0 auto;padding:0 10px}',
    'header{padding-top:20px}footer{padding-bottom:32px}',
    'h1,h2,h3,p,li,dd,summary,tbody th,.figures td{overflow-wrap:anywhere}',
    'h1{font-size:1.6rem;line-height:1.25;margin:0 0 4px}',
    'h2{font-size:1.25rem;line-height:1.3;margin:36px 0 10px}',
    'h3{font-size:1.05rem;line-height:1.35;margin:0 0 2px}',
    'p{margin:0 0 8px}.lead{margin-bottom:16px}',
    'ul{margin:0 0 8px;padding-left:1.2em}li{margin:2px 0}',
    'nav ul{display:flex;flex-wrap:wrap;gap:0 18px;list-style:none;padding:0;margin:8px 0 0}',
    'nav a{display:inline-block;padding:4px 0}',
    '.skip{position:absolute;left:-999px}.skip:focus{position:static;display:inline-block;padding:8px 0}',
    'a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid;outline-offset:2px}',
    '.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(132px,1fr));gap:10px;margin:16px 0}',
    '.tiles div{border:1px solid;border-radius:10px;padding:10px 12px;display:flex;flex-direction:column}',
    '.tiles dt{font-size:.8125rem;line-height:1.3}',
    '.tiles dd{margin:2px 0 0;font-size:1.375rem;font-weight:600;line-height:1.2}',
    '.tiles dd.more{font-size:.8125rem;font-weight:400;line-height:1.35}',
    '.card{border:1px solid;border-radius:10px;padding:12px 10px;margin:0 0 16px;min-width:0}',
    '.card>h2{margin-top:0}',
    '.card ul{font-size:.875rem;margin-top:10px}',
    '.card>p{font-size:.875rem}',
    '.parts{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;margin-top:12px}',
    '.card>.parts:first-child{margin-top:0}',
    '.scroll{overflow-x:auto;max-width:100%}',
    'table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}',
    '.caption{font-size:.8125rem;margin:0 0 6px}',
    'th,td{text-align:right;padding:5px 10px;border-bottom:1px solid;font-variant-numeric:tabular-nums}',
    'th:first-child,td:first-child{text-align:left;padding-left:0}td:last-child,th:last-child{padding-right:0}',
    'th{font-weight:600;vertical-align:bottom}tbody th{font-weight:400;vertical-align:top}td{vertical-align:top}',
    '.scroll td{white-space:nowrap}.scroll tbody th{min-width:11em}.scroll thead th{min-width:5.5em}',
    '.facts{margin:0;font-size:.875rem}.facts dd{margin:0 0 10px}',
    '.figures th:first-child{width:64%}.compared td,.compared th+th{padding-left:5px;padding-right:5px}'
    + '.scroll .compared th{min-width:0}.scroll .compared tbody th{min-width:6.5em}td.words,th.words{text-align:left}',
    '.best th,.best td{font-weight:600}',
    'details{margin-top:12px}summary{cursor:pointer;padding:4px 0;font-size:.875rem}',
    '.limited{max-height:28em;overflow:auto}.limited thead th{position:sticky;top:0}',
    'svg.fc{display:block;width:100%;max-width:480px;height:auto}svg.wide{display:none}',
    '@media(min-width:800px){header,main,footer{padding-left:20px;padding-right:20px}.card{padding:18px 20px}'
    + 'svg.wide{display:block;max-width:720px}svg.narrow{display:none}h1{font-size:1.9rem}}',
    '@media(min-width:1200px){.parts{grid-template-columns:720px minmax(0,1fr);gap:28px}}',
    '@media print{body{font-size:11pt}nav,details,.skip{display:none}.card{break-inside:avoid}'
    + 'svg.wide{display:block;max-width:100%}svg.narrow{display:none}.scroll{overflow:visible;max-height:none}'
    + '.scroll table{font-size:8pt}.scroll th,.scroll td{padding:3px 4px;min-width:0}}',
    inBothSchemes(colours),
    pictureStyle(),
  ].join('');
}

function colours(p: Palette): string {
  return [
    `body{background:${p.paper};color:${p.ink}}`,
    `a,summary{color:${p.link}}`,
    `.lead,.card>p,.caption,.facts dt,.tiles dt,.tiles dd.more,footer{color:${p.soft}}`,
    `.card,.tiles div{background:${p.card};border-color:${p.rule}}`,
    `th,td{border-color:${p.rule}}.limited thead th{background:${p.card}}`,
  ].join('');
}
