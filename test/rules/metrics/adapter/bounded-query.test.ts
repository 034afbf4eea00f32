import { mostOfQuery, mostOfSeries } from '../../../../src/rules/metrics/adapter/bounded-query';

test.each<[string, number | undefined]>([
  ['avg(DCGM_FI_DEV_GPU_UTIL)', 100],
  ['max by (pod) (vllm:kv_cache_usage_perc{model="a, b"})', 1],
  ['avg(vllm:gpu_cache_usage_perc) without (pod) * 100', 100],
  ['100 * avg(avg_over_time(vllm:gpu_cache_usage_perc[1m]))', 100],
  ['(avg(DCGM_FI_DEV_GPU_UTIL{pod=~"a-.*"}) / 100)', 1],
  ['avg(vllm:kv_cache_usage_perc) or vector(0)', 1],
  ['avg(vllm:kv_cache_usage_perc) or vector(5)', 5],
  ['clamp_max(sum(queue), 7)', 7],
  ['floor(avg(DCGM_FI_DEV_GPU_UTIL) * 1000) / 1000', 100],
  ['vllm:kv_cache_usage_perc', 1],
  ['sum(DCGM_FI_DEV_GPU_UTIL)', undefined],
  ['count(DCGM_FI_DEV_GPU_UTIL)', undefined],
  ['avg(queue)', undefined],
  ['avg(DCGM_FI_DEV_GPU_UTIL) + 1', undefined],
  ['100 / avg(DCGM_FI_DEV_GPU_UTIL)', undefined],
  ['avg(DCGM_FI_DEV_GPU_UTIL) * sum(queue)', undefined],
  ['avg(DCGM_FI_DEV_GPU_UTIL) * on (pod) group_left a', undefined],
  ['avg(DCGM_FI_DEV_GPU_UTIL', undefined],
  ['clamp_max(sum(queue), sum(most))', undefined],
  ['avg(DCGM_FI_DEV_GPU_UTIL) > 50', undefined],
  ['-avg(DCGM_FI_DEV_GPU_UTIL)', undefined],
  ['', undefined],
])('the most of %j', (query, most) => {
  expect(mostOfQuery(query)).toBe(most);
});

test('deep and long queries are no fault of the reader', () => {
  expect(mostOfQuery(`${'('.repeat(50_000)}${')'.repeat(50_000)}`)).toBeUndefined();
  expect(mostOfQuery(`avg(nv_gpu_utilization)${' * 2'.repeat(10)}`)).toBe(1024);
});

test('a series is known by its exact name', () => {
  expect(mostOfSeries('DCGM_FI_DEV_GPU_UTIL')).toBe(100);
  expect(mostOfSeries('dcgm_fi_dev_gpu_util')).toBeUndefined();
  expect(mostOfSeries('constructor')).toBeUndefined();
});
