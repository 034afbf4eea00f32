import { loadUnit, unitKey } from '../../../src/forecast/demand/load-unit';

test.each<[string, string | undefined]>([
  ['requests/s', 'requests/s@'],
  ['req/s', 'requests/s@'],
  ['rps', 'requests/s@'],
  ['requests/s@200ms', 'requests/s@200'],
  ['requests/s @ 1.5s', 'requests/s@1500'],
  ['cores', 'cores'],
  ['vllm_requests_in_flight', 'vllm_requests_in_flight'],
  ['vllm:num_requests_running', 'vllm:num_requests_running'],
  ['requests/s@soon', undefined],
  ['requests/s@200', undefined],
  ['cpu', undefined],
  ['#A', undefined],
  ['two words', undefined],
  ['', undefined],
])('the unit %j is known or not', (text, key) => {
  const unit = loadUnit(text);
  expect(unit && unitKey(unit)).toBe(key);
});
