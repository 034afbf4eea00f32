import { defaultActivation, defaultTarget } from '../../../src/forecast/reading/keda-targets';

test.each([
  ['redis', 'listLength', 5], ['kafka', 'lagThreshold', 10], ['redis', 'activationListLength', undefined],
  ['prometheus', 'threshold', undefined], ['toString', 'length', undefined], ['', '', undefined],
])('of %s, %s is %p by default', (type, field, target) => expect(defaultTarget(type, field)).toBe(target));

test('a trigger is active above 0, but for the queues of Artemis', () => {
  expect([defaultActivation('redis'), defaultActivation('artemis-queue')]).toEqual([0, 10]);
});
