import { Chart, Testing } from 'cdk8s';
import {
  AutoscaledInference, EdgePlacement, Forecast, InferenceDeployment, ModelServer, NodeGroup, ScalingEngine,
  ScalingPolicy, WasmRuntime, type InferenceDeploymentProps,
} from '../../src';
import { checksArguments } from '../../src/validation/checks-arguments';
import { autoscaledProps, deploymentProps, refusal, refused, testChart } from '../helpers';

interface TeamProps extends InferenceDeploymentProps {
  readonly team: string;
}

/** As a program extends a construct of the library. */
class TeamDeployment extends InferenceDeployment {
  public readonly team: string;

  public constructor(scope: Chart, id: string, props: TeamProps) {
    super(scope, id, props);
    this.team = props.team;
  }
}

describe('a class that judges its arguments', () => {
  test('is what it was: name, instances, their constructor', () => {
    const made = new InferenceDeployment(testChart(), 'It', deploymentProps());
    expect(InferenceDeployment.name).toBe('InferenceDeployment');
    expect(made.constructor).toBe(InferenceDeployment);
    expect(Object.getPrototypeOf(made)).toBe(InferenceDeployment.prototype);
    expect(made instanceof InferenceDeployment).toBe(true);
    expect(ModelServer.vllm.name).toBe('vllm');
  });

  test('can be extended, with properties of its own', () => {
    const made = new TeamDeployment(testChart(), 'It', { ...deploymentProps(), team: 'vision' });
    expect([made.team, made.constructor]).toEqual(['vision', TeamDeployment]);
    expect(made instanceof InferenceDeployment).toBe(true);
    const props = { ...deploymentProps(), replicas: '2' as any, team: 'a' };
    const wrong = () => new TeamDeployment(testChart(), 'It', props);
    expect(refused(wrong)).toEqual([['validation/integer', 'replicas']]);
    expect(refusal(wrong)).toContain('TeamDeployment cannot be defined');
  });

  test('that the shapes do not know stays as it is', () => {
    class Unknown {}
    expect(checksArguments(Unknown)).toBe(Unknown);
  });
});

describe('a construct', () => {
  test('names a property that nothing reads beside what it says of the object that holds it', () => {
    const resources = { cpus: 1, memory: { requests: '1Gi' } };
    expect(refused(() => new InferenceDeployment(testChart(), 'It', { ...deploymentProps(), resources } as any)))
      .toEqual(expect.arrayContaining([
        ['validation/unknown-property', 'resources.cpus'], ['validation/unknown-property', 'resources.memory.requests'],
      ]));
  });

  const define = (changes: object) => refused(() => (
    new AutoscaledInference(testChart(), 'It', { ...autoscaledProps(), ...changes })));

  test('says what is wrong with its types beside what it finds itself', () => {
    expect(define({ maxReplicas: 0, startUp: 1, extraContainers: [{ name: 'a', image: 'b', prots: [] }] })).toEqual([
      ['validation/integer', 'maxReplicas'],
      ['validation/unknown-property', 'extraContainers[0].prots'],
      ['validation/unknown-property', 'startUp'],
    ]);
  });

  test('knows more of a field than its type', () => {
    expect(define({ server: 'vllm' })).toEqual([['serving/not-a-model-server', 'server']]);
    expect(define({ replicas: 2 })).toEqual([['scaling/replicas-set', 'replicas']]);
  });

  test('that is refused leaves nothing, and its id can be used again', () => {
    const chart = testChart();
    for (const props of [undefined, null, 5, {}, { ...autoscaledProps(), paralel: 1 }]) {
      expect(refused(() => new AutoscaledInference(chart, 'It', props as any))).not.toEqual([]);
    }
    expect(refused(() => NodeGroup.fromNodeGroupName(chart, 'It', undefined as any))).toEqual([
      ['validation/name', 'nodeGroupName'],
    ]);
    expect(chart.node.children).toEqual([]);
    new AutoscaledInference(chart, 'It', autoscaledProps());
  });

  test('that exists stays when another one of its id is refused', () => {
    const chart = testChart();
    const first = new EdgePlacement(chart, 'It');
    expect(refused(() => new EdgePlacement(chart, 'It', 5 as any))).toEqual([['validation/type', 'props']]);
    expect(chart.node.children).toEqual([first]);
  });

  test('needs a scope that is a construct, and an id', () => {
    expect(refused(() => new WasmRuntime({} as any, ''))).toEqual([
      ['validation/construct', 'scope'], ['validation/id', 'id'],
    ]);
  });
});

test('that hands its arguments on is named itself', () => {
  expect(refusal(() => ModelServer.vllm().scalingMetric(3 as any))).toMatch(/^ModelServer\.scalingMetric cannot/);
});

test('null for an argument that may be left out counts as not given', () => {
  const chart = new Chart(Testing.app(), 'c');
  expect(new WasmRuntime(chart, 'W', null as any).runtimeClassName).toBe('w');
  expect(ScalingEngine.keda(null as any)).toEqual(ScalingEngine.keda());
});

test('a factory is refused where it is called', () => {
  expect(refusal(() => ScalingPolicy.pods(1, 60 as any))).toMatch(/^ScalingPolicy\.pods cannot be called like this:/);
});

test('what only its factories make cannot be made with new, nor a class be called', () => {
  expect(refused(() => new (Forecast as any)(testChart()))).toEqual([['validation/no-constructor', '']]);
  expect(refused(() => (ModelServer as any)())).toEqual([['validation/without-new', '']]);
});
