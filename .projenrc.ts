import { cdk8s, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-elastic-inference',
  description: 'Elastic AI inference for edge and cloud: cdk8s constructs that serve a model, put it where it belongs '
    + 'and scale it with its load.',
  author: 'The cdk8s-elastic-inference authors',
  authorAddress: 'cdk8s-elastic-inference@example.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk8s-elastic-inference/cdk8s-elastic-inference.git',
  license: 'Apache-2.0',
  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  minNodeVersion: '20.16.0',

  // The lowest versions that work: see "Versions" in CONTRIBUTING.md.
  cdk8sVersion: '2.68.12',
  constructsVersion: '10.5.0',
  peerDeps: ['cdk8s-plus-27@^2.9.5'],
  jsiiVersion: '~6.0.0',
  typescriptVersion: '~6.0.0',
  bin: {
    'cdk8s-elastic-inference': 'bin/elastic-inference',
    'elastic-inference': 'bin/elastic-inference',
  },
  devDeps: [
    '@grafana/grafana-foundation-sdk@^0.0.21',
    '@lezer/common@^1',
    '@lezer/highlight@^1',
    '@lezer/lr@^1',
    '@prometheus-io/lezer-promql@^0.315.0',
    '@types/d3-scale@^3',
    '@types/d3-shape@^2',
    '@types/node@^20',
    '@types/papaparse@^5',
    '@types/yargs@^17',
    'croner@^9',
    // The newest that are CommonJS too, as jest and ts-node read it.
    'd3-scale@^3',
    'd3-shape@^2',
    'esbuild@^0.28',
    'fast-check@^4',
    'js-yaml@^5',
    'jsii-rosetta@~6.0.0',
    'papaparse@^5',
    'picocolors@^1',
    'playwright-core@^1',
    'pure-rand@^8',
    'tsconfig-paths@^4',
    '@microsoft/jest-sarif@1.0.0-beta.0',
    'ajv@^6',
    'saxes@^6',
    'xmlbuilder@^15',
    'yaml@^2',
    'yargs@^17',
  ],

  // Publishing is a decision of its own; nothing here talks to a registry or a hosting service.
  github: false,
  depsUpgrade: false,
  release: false,
  sampleCode: false,

  keywords: [
    'autoscaling', 'cdk8s', 'edge', 'edgemesh', 'gpu', 'hpa', 'inference', 'karmada', 'keda',
    'kubeedge', 'kubernetes', 'model-serving', 'sedna', 'wasm',
  ],
  tsconfigDevFile: 'tsconfig.dev.json',
  typecheckTests: true,
  eslintOptions: {
    tsconfigPath: './tsconfig.dev.json',
    projectService: false,
    dirs: ['src'],
    devdirs: ['test', 'examples', 'bench', '.projenrc.ts'],
    commandOptions: { fix: false },
  },
  jestOptions: {
    // A test run never rewrites what it is compared with.
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      collectCoverage: false,
      maxWorkers: '100%',
      moduleNameMapper: { '^cdk8s-elastic-inference$': '<rootDir>/src' },
      coveragePathIgnorePatterns: ['/node_modules/', '/examples/', '/test/'],
    },
  },
  gitignore: ['.jsii.tabl.json', '/examples/*/dist/', '/bench/results/'],
  npmIgnoreOptions: {
    ignorePatterns: [
      // Messages name pages of docs, which lead to examples: both are in the package.
      '/examples/*/dist/', '/rosetta/', '/bench/', '/.ci/', '/findings/', '/action.yml', '/.pre-commit-hooks.yaml',
    ],
  },
});

// A line is read whole: strings and comments too. A line that holds nothing but a URL cannot be broken.
project.eslint?.addRules({
  '@stylistic/max-len': [
    'error',
    { code: 120, ignorePattern: "^\\s*(\\* )?(@see )?((readonly )?source: |[A-Z_]+ = |return )?['`+ ]*https?://\\S+$" },
  ],
  'no-nested-ternary': 'error',
});

// jest 30 and eslint bring a newer release whose bindings npm drops from the lock file, which `npm ci` then refuses.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.tasks.addEnvironment('CDK8S_CHECK_UPGRADE', 'false');
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Examples and the bench import the library by its name, as its users do; here that name means src.
const byName = { paths: { 'cdk8s-elastic-inference': ['./src'], 'cdk8s-elastic-inference/*': ['./src/*'] } };
project.tsconfigDev?.file.addOverride('compilerOptions.paths', byName.paths);
project.tsconfigDev?.addInclude('examples/**/*.ts');
project.tsconfigDev?.addInclude('bench/**/*.ts');
project.tsconfigDev?.addInclude('.projenrc.ts');

const ts = (script: string) => (
  `ts-node --transpile-only --project tsconfig.dev.json -r tsconfig-paths/register ${script}`);
project.addDevDeps('ts-node@^10');
project.addTask('examples', {
  description: 'Synthesize every example to examples/<name>/dist',
  exec: ts('examples/synth.ts'),
  receiveArgs: true,
});
project.addTask('golden', {
  description: 'Rewrite the golden manifests of the examples, and the golden outputs of the command; read the '
    + 'difference before you commit it',
  steps: [{ exec: ts('examples/synth.ts --golden') }, { exec: ts('test/cli/golden/write.ts') }],
});
project.addTask('docs', {
  description: 'Write the generated pages of docs: rules, codes of constructors, the way into API.md',
  exec: ts('projenrc/docs/write.ts'),
});
project.addTask('bench', {
  description: 'Measure what synth costs beside the alternatives',
  exec: ts('bench/run.ts'),
  receiveArgs: true,
});
project.addTask('bench:forecast', {
  description: 'Measure what a forecast costs beside the real controller in virtual time',
  exec: ts('bench/forecast.ts'),
  receiveArgs: true,
});
project.addTask('forecast:oracle', {
  description: 'Print what the forecast says of the cases of the autoscaler oracle, in its lines',
  exec: ts('bench/forecast/oracle.ts'),
  receiveArgs: true,
});
project.addTask('bench:check', {
  description: 'Measure what the command `check` costs beside kube-score',
  exec: ts('bench/check.ts'),
  receiveArgs: true,
});

// The classes of the library judge their arguments by the shapes of the API, which the compiler has just written down.
project.compileTask.exec(ts('projenrc/api-shapes.ts'));
// The library is one file, in which a program runs the modules of the classes that it uses.
project.compileTask.exec(ts('projenrc/bundle-library.ts'));
project.npmignore?.exclude('/lib/*/**/*.js', '/lib/*/**/*.json');

// The command is one file, with the packages that it needs: it starts at once, and users install nothing more.
project.compileTask.exec(ts('projenrc/bundle-command.ts'));
// Its parts cannot run without the packages that are in that file.
project.npmignore?.exclude('/lib/cli/');
// So are those that a forecast uses.
const bundled = ['src/cli/**', 'src/forecast/**'];
project.eslint?.addOverride({ files: bundled, rules: { 'import/no-extraneous-dependencies': 'off' } });

// Samples in README, docs and docstrings compile, against the assembly that users get.
project.postCompileTask.spawn(project.addTask('samples', {
  description: 'Compile every sample of README, docs and docstrings',
  steps: [{ exec: 'jsii-rosetta extract --strict .' }, { exec: ts('test/samples.ts') }],
}));

project.synth();
