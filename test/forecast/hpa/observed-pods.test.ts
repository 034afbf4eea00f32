import { observed } from '../models';

describe('the pods that the controller sees', () => {
  test('are ready from the moment on at which they are, whether measured or not', () => {
    expect(observed(9, { pending: 1, starting: 2, unmeasured: 3, young: 1 }).ready).toBe(6);
  });
});
