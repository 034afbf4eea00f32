import { SednaModel } from '../../../src';
import { modelUrlProblems } from '../../../src/sedna/model/model-url-problems';
import { codes, refused, testChart } from '../../helpers';

export type UrlRow = [url: string, code: string];

/** Each URL is refused for a model that is defined and for one that is defined elsewhere. */
export function testRefusedUrls(rows: readonly UrlRow[]): void {
  describe('the URL of a model', () => {
    test.each(rows)('%j is refused by %s', (url, code) => {
      const found = [[code, 'url']];
      expect(codes(modelUrlProblems('url', url))).toEqual(found);
      expect(refused(() => new SednaModel(testChart(), 'Model', { url, format: 'pb' }))).toEqual(found);
      expect(refused(() => SednaModel.fromModelName(testChart(), 'Model', 'model', url))).toEqual(found);
    });
  });
}
