import { finding, HOSTILE, reportOf } from './findings';
import { githubReport } from '../../../src/cli/report/github';

const lines = (text: string): string[] => text.split('\n').slice(0, -1);

describe('annotations of GitHub', () => {
  test.each([
    ['error', 'error'],
    ['warning', 'warning'],
    ['advice', 'notice'],
  ] as const)('of a finding: %s', (severity, level) => {
    expect(githubReport(reportOf([finding({ severity })]))).toBe(
      `::${level} file=a.yaml,line=3,col=5,title=latest-tag::Deployment vision/a spec.x: got "x"; ` +
        'should have a fixed tag' +
        '%0Awhy: the tag moves%0Afix: set a version%0Ahttps://example.com/latest-tag.md\n',
    );
  });

  test('of input that cannot be used', () => {
    const unusable = [
      { file: 'a.yaml', message: 'bad', expected: 'good' },
      { file: 'b', line: 7, message: 'bad', expected: 'good' },
    ];
    expect(lines(githubReport(reportOf([], { unusable })))).toEqual([
      '::error file=a.yaml,line=1,title=unusable input::bad; expected good',
      '::error file=b,line=7,title=unusable input::bad; expected good',
    ]);
  });

  test('are none of what is acknowledged, and nothing where there is nothing', () => {
    expect(githubReport(reportOf([finding({ acknowledged: 'x' })]))).toBe('');
  });

  test('escape what would end a property or the line', () => {
    const text = githubReport(reportOf([finding({ file: 'a,b:c%.yaml', message: '100%\r\n::error::x' })]));
    expect(text).toContain('file=a%2Cb%3Ac%25.yaml,');
    expect(text).toContain(': 100%25%0D%0A::error::x%0A');
  });

  test.each(HOSTILE)('are one line each, whatever is in them: %j', (text) => {
    const hostile = finding({ file: text, message: text, why: text, fix: text, name: text, field: text, rule: text });
    const printed = lines(githubReport(reportOf([hostile, hostile])));
    expect(printed).toHaveLength(2);
    expect(printed[0]).toMatch(/^::warning file=[^,:\r]*,line=3,col=5,title=[^,:\r]*::[^\r]*$/);
  });
});
