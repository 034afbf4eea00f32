/** Parameters in a name: `70B`, `1.5b`, `8x7B`, and not the active ones of `235B-A22B`. */
const PARAMETERS = /(?:^|[-_.])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?=$|[-_.])/gi;

/** Marks of weights with one byte a parameter, and of those with about half a byte. */
const EIGHT_BITS = /fp8|int8|8bit|w8a(8|16)|q8/i;
const FOUR_BITS = /awq|gptq|gguf|int4|4bit|w4a(4|8|16)|fp4|exl2|q[2-6]([_-]|$)|gpt-oss/i;

/** About how many bytes the weights of a model have, where its name says that; undefined where it does not. */
export function bytesOfModel(id: string): number | undefined {
  const name = id.slice(id.lastIndexOf('/') + 1);
  const sizes = [...name.matchAll(PARAMETERS)].map(([, experts = '1', each]) => Number(experts) * Number(each));
  return sizes.length === 0 ? undefined : Math.max(...sizes) * 1e9 * bytesOfParameter(name);
}

function bytesOfParameter(name: string): number {
  if (EIGHT_BITS.test(name)) return 1;
  return FOUR_BITS.test(name) ? 0.5 : 2;
}
