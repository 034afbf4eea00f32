import { seconds } from './prometheus-duration';
import { tokensOf } from './promql-tokens';

/** The shortest time window of a query, in seconds; undefined when it has none. */
export function shortestWindow(query: string): number | undefined {
  let shortest: number | undefined;
  for (const { kind, text } of tokensOf(query)) {
    const window = kind === 'range' ? seconds(/^\[\s*(\w+)/.exec(text)?.[1]) : undefined;
    if (window !== undefined) shortest = Math.min(window, shortest ?? window);
  }
  return shortest;
}
