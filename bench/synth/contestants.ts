import type { Plan } from '../variants/fleet';

export type Charts = Plan['charts'];
export const CHARTS: readonly Charts[] = ['one', 'each'];

/** The variants, in the order of a round and of the table: what is compared with each other stands together. */
export const VARIANTS = ['jsonnet', 'helm', 'inference-app', 'library', 'plus', 'raw', 'plain', 'printer'] as const;
export type VariantName = typeof VARIANTS[number];

export const TITLES: Record<VariantName, string> = {
  'jsonnet': 'Jsonnet',
  'helm': 'Helm',
  'inference-app': 'this library in InferenceApp',
  'library': 'this library in App',
  'plus': 'cdk8s-plus-27',
  'raw': 'ApiObject',
  'plain': 'plain + yaml',
  'printer': 'plain + printer',
};

/** Programs that print one stream of objects: the charts of cdk8s make no difference to them. */
export const TOOLS = ['jsonnet', 'helm'] as const;
export type ToolName = typeof TOOLS[number];

export function isTool(variant: VariantName): variant is ToolName {
  return (TOOLS as readonly VariantName[]).includes(variant);
}

/** Where the services of each way of charts are. */
export const PLACES: Record<Charts, string> = { one: 'in one chart', each: 'in one chart each' };

/** One that takes part in a round: a variant with all services in one chart or each in its own, or a tool. */
export interface Contestant {
  readonly variant: VariantName;
  readonly charts?: Charts;
}

export function nameOf({ variant, charts }: Contestant): string {
  return charts === undefined ? variant : `${variant}, ${charts}`;
}

/** All that take part, in the order of the variants. */
export function contestants(variants: readonly VariantName[], ways: readonly Charts[]): Contestant[] {
  return VARIANTS.filter((variant) => variants.includes(variant)).flatMap((variant): Contestant[] => (
    isTool(variant) ? [{ variant }] : ways.map((charts) => ({ variant, charts }))));
}

/** The variants with the `App` of cdk8s, which walks the whole app again for each chart. */
const STOCK: readonly VariantName[] = ['library', 'plus', 'raw'];
/** With more charts than these, one run of such a variant takes minutes. */
const MANY_CHARTS = 1000;

/** Whether one run takes minutes. */
export function isSlow({ variant, charts }: Contestant, services: number): boolean {
  return charts === 'each' && services > MANY_CHARTS && STOCK.includes(variant);
}
