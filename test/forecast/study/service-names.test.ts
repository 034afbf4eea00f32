import { ServiceNames } from '../../../src/forecast/study/service-names';
import { service } from '../models';

const of = (namespace: string, kind: string, name: string) => (
  service(name, { id: `${namespace}/${kind}/${name}`, namespace, kind }));

const A = of('vision', 'Deployment', 'classifier');
const B = of('speech', 'Deployment', 'classifier');
const C = of('vision', 'StatefulSet', 'classifier');
const D = of('vision', 'Deployment', 'detector');

describe('the name of a service', () => {
  test.each([
    ['its own, where it is the only one', [A, D], 'classifier'],
    ['with its namespace, where another one has that name', [A, B], 'vision/classifier'],
    ['with its kind, where its namespace does not tell', [A, C], 'Deployment/classifier'],
    ['its whole id, where nothing shorter tells', [A, B, C], 'vision/Deployment/classifier'],
  ])('is %s', (_, services, name) => {
    expect(new ServiceNames(services).of(A)).toBe(name);
  });

  test('each of them finds it, and only it', () => {
    const names = new ServiceNames([A, B, C, D]);
    expect(names.all).toEqual([
      'vision/Deployment/classifier', 'speech/classifier', 'StatefulSet/classifier', 'detector',
    ]);
    expect(names.all.map((name) => names.find(name))).toEqual([[A], [B], [C], [D]]);
  });

  test('finds several where it is not unique, and none where there is none', () => {
    const names = new ServiceNames([A, B, C]);
    expect(names.find('classifier')).toEqual([A, B, C]);
    expect(names.find('vision/classifier')).toEqual([A, C]);
    expect([names.find('detector'), names.find(''), names.find('constructor')]).toEqual([[], [], []]);
  });

  test('is suggested for one that is written like it', () => {
    const names = new ServiceNames([A, D]);
    expect(['clasifier', 'detektor', 'queue'].map((name) => names.similar(name))).toEqual([
      'classifier', 'detector', undefined,
    ]);
  });
});
