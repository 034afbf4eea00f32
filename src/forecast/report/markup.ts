/** Markup for HTML and SVG. All text of a forecast passes `escaped`: names come from foreign YAML. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;',
};

/** What XML does not allow, and what would turn the direction of the text around it. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text without control characters, for a terminal and for markup: nothing in a name can move the cursor. */
export function printable(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(UNPRINTABLE, '\ufffd').replace(LONE_SURROGATE, '\ufffd');
}

export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with content that is markup already. Attributes are escaped; those that are undefined are left out. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  return `<${name}${attributeText(attributes)}>${content.join('')}</${name}>`;
}

/** An element without content: `<br>` in HTML. */
export function single(name: string, attributes: Attributes): string {
  return `<${name}${attributeText(attributes)}>`;
}

/** An element without content, in SVG. */
export function shape(name: string, attributes: Attributes): string {
  return `<${name}${attributeText(attributes)}/>`;
}

function attributeText(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value))}"`))
    .join('');
}
