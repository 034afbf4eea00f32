/**
 * The target for requests in flight: 70 % of those that a replica works on at once. With more, the number of waiting
 * requests changes so steeply with the number of replicas that an autoscaler would not settle.
 */
export function shareOf(concurrency: number | undefined): string | undefined {
  if (concurrency === undefined || !Number.isSafeInteger(concurrency)) return undefined;
  const thousandths = concurrency * 700;
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
