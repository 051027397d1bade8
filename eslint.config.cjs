const nx = require('@nx/eslint-plugin');
const importX = require('eslint-plugin-import-x');
const { createTypeScriptImportResolver } = require('eslint-import-resolver-typescript');
const ts = require('typescript-eslint');

/** Folders that must run without Node: their tsconfig.pure.json says the same, this says it faster and in words. */
const pureFolders = [
  'packages/core/src/trace/**/*.ts',
  'packages/capture/src/{assembly,wire,savefile,flow,output}/**/*.ts',
  'packages/capture/src/capture-decoder.ts',
  'packages/capture/src/{packet-decoder,flow-scanner,capture-index}.ts',
  'packages/wire/src/path/**/*.ts',
  'packages/timeline/src/**/*.ts',
  'packages/tui/src/view/**/*.ts',
];

const tests = ['**/*.spec.ts', '**/test/**/*.ts'];

const nodeInPureCode = {
  group: ['node:*'],
  message: 'This folder is pure: no Node. Take what it needs as an argument.',
};

const blessedElsewhere = { name: 'blessed', message: 'Only packages/tui/src/blessed/ may import blessed.' };

module.exports = ts.config(
  {
    ignores: [
      '**/dist',
      'apps/*/bundle',
      '**/out-tsc',
      '**/coverage',
      '**/node_modules',
      '.nx',
      '**/*.wasm.ts',
      'packages/*/assembly',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [...ts.configs.recommendedTypeChecked],
    plugins: { '@nx': nx, 'import-x': importX },
    settings: {
      'import-x/extensions': ['.ts'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createTypeScriptImportResolver({
          noWarnOnMultipleProjects: true,
          project: ['packages/*/tsconfig.lib.json', 'apps/*/tsconfig.lib.json'],
          conditionNames: ['@sockscope/source', 'types', 'node', 'require', 'default'],
        }),
      ],
    },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      'import-x/no-cycle': 'error',
      // A body on a line of its own has braces.
      curly: ['error', 'multi-line'],
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: true,
          depConstraints: [
            { sourceTag: 'scope:core', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'scope:capture', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'scope:wire', onlyDependOnLibsWithTags: [] },
            { sourceTag: 'scope:timeline', onlyDependOnLibsWithTags: ['scope:core', 'scope:capture'] },
            { sourceTag: 'scope:session', onlyDependOnLibsWithTags: ['scope:core', 'scope:capture'] },
            {
              sourceTag: 'scope:lab',
              onlyDependOnLibsWithTags: [
                'scope:core',
                'scope:capture',
                'scope:timeline',
                'scope:session',
                'scope:wire',
              ],
            },
            { sourceTag: 'scope:tui', onlyDependOnLibsWithTags: ['scope:timeline', 'scope:session'] },
            { sourceTag: 'scope:app', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
  {
    files: pureFolders,
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', 'Buffer', 'process', 'setTimeout', 'setInterval', 'setImmediate', '__dirname'],
      '@typescript-eslint/no-restricted-imports': ['error', { patterns: [nodeInPureCode], paths: [blessedElsewhere] }],
    },
  },
  {
    // The timeline takes capture's and core's types, and the pure half of core; never code that makes system calls.
    files: ['packages/timeline/src/**/*.ts'],
    ignores: tests,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [nodeInPureCode],
          paths: [
            { name: '@sockscope/core', message: 'Import from @sockscope/core/trace.' },
            { name: '@sockscope/capture', allowTypeImports: true, message: 'Only types of capture may be used here.' },
          ],
        },
      ],
    },
  },
  {
    // blessed is untyped at its edges and unmaintained: one folder knows it.
    files: ['packages/tui/src/**/*.ts'],
    ignores: ['packages/tui/src/blessed/**', 'packages/tui/src/view/**', ...tests],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', { paths: [blessedElsewhere] }],
    },
  },
);
