import * as cdk8s from 'cdk8s';
import { ApiObject, App, Chart, Testing, type AppProps } from 'cdk8s';
import { expectAlike } from './app-comparison';
import { InferenceApp } from '../../src';
import { refusal } from '../helpers';

function example(app: App, props: object = {}): ApiObject {
  return new ApiObject(new Chart(app, 'a'), 'A', { apiVersion: 'example.com/v1', kind: 'Example', ...props });
}

test('an object of another app that is rendered by one of this app is rendered by the resolvers of the other', () => {
  const resolvers: AppProps['resolvers'] = [{
    resolve: (context) => { if (context.value === 'x') context.replaceValue('y'); },
  }];
  expectAlike((app) => {
    const inside = example(new App({ resolvers }), { spec: { b: 'x' }, metadata: { annotations: { a: 'x' } } });
    example(app, { spec: { resolve: () => ({ object: inside.toJson(), metadata: inside.metadata.toJson() }) } });
  });
});

test('metadata that renders itself is sorted, and without what is nothing', () => {
  expectAlike((app) => {
    const { metadata } = example(app);
    metadata.toJson = () => ({ name: 'own', d: null, b: { z: { resolve: () => 'x' }, y: [] }, a: {} });
  });
});

test('an object that renders itself is printed as it says', () => {
  expectAlike((app) => {
    const own = example(app);
    own.toJson = () => ({ kind: 'Own', metadata: { name: 'own', b: 1, a: 2 }, none: undefined });
  });
});

test('a list that is a union too is a union', () => {
  expectAlike((app) => example(app, { spec: { a: Object.assign([1], { value: 'x' }) } }));
});

test('a program that replaces how all objects are rendered is heard', () => {
  const { toJson } = ApiObject.prototype;
  ApiObject.prototype.toJson = () => ({ kind: 'Replaced', metadata: { name: 'a' } });
  try {
    expectAlike((app) => example(app), {}, ['synth', 'synthYaml']);
  } finally {
    ApiObject.prototype.toJson = toJson;
  }
});

test('so is one that replaces how all charts are rendered', () => {
  const { toJson } = Chart.prototype;
  Chart.prototype.toJson = function (this: Chart) {
    return toJson.call(this).map((json) => ({ ...json, replaced: true }));
  };
  try {
    expectAlike((app) => example(app), {}, ['synth', 'synthYaml']);
  } finally {
    Chart.prototype.toJson = toJson;
  }
});

test('so is one that replaces that of objects before this library looks for the first time, for some', () => {
  const { toJson } = ApiObject.prototype;
  ApiObject.prototype.toJson = function (this: ApiObject) {
    const json = toJson.call(this);
    return json.kind === 'Example' ? { ...json, replaced: true } : json;
  };
  jest.doMock('cdk8s', () => cdk8s);
  try {
    jest.isolateModules(() => {
      const library = jest.requireActual<typeof import('../../src')>('../../src');
      const app = new library.InferenceApp();
      example(app);
      expect(app.synthYaml()).toContain('replaced: true');
    });
  } finally {
    jest.dontMock('cdk8s');
    ApiObject.prototype.toJson = toJson;
  }
});

test.each(['fine', 'broken'])('after a synth that is %s everything is rendered by cdk8s again', (state) => {
  const { toJson } = ApiObject.prototype;
  const app = new InferenceApp({ outdir: Testing.app().outdir });
  const object = example(app, { spec: state === 'fine' ? {} : { at: new Date(0) } });
  expect(refusal(() => app.synth()) === undefined).toBe(state === 'fine');
  expect([ApiObject.prototype.toJson === toJson, object.toJson === toJson]).toEqual([true, true]);
});
