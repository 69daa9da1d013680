import nx from '@nx/eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom. Tags stand in each project.json; nothing may be imported that no rule allows. */
const BOUNDARIES = [
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:contracts', 'type:mechanism'] },
  { sourceTag: 'type:contracts', onlyDependOnLibsWithTags: ['type:contracts'] },
  { sourceTag: 'type:mechanism', onlyDependOnLibsWithTags: ['type:contracts', 'type:mechanism'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:contracts', 'type:mechanism', 'type:tooling'] },
  {
    sourceTag: 'type:tooling',
    onlyDependOnLibsWithTags: ['type:contracts', 'type:mechanism', 'type:tooling', 'type:testing'],
  },
  // What runs at a user's, and so knows nothing of the suite's insides.
  { sourceTag: 'type:client', onlyDependOnLibsWithTags: ['type:client'] },
  {
    sourceTag: 'type:e2e',
    onlyDependOnLibsWithTags: ['type:testing', 'type:tooling', 'type:contracts', 'type:client'],
  },
  ...['auth', 'user', 'workspace', 'message', 'smarthome', 'realtime', 'bff'].map((scope) => ({
    sourceTag: `scope:${scope}`,
    onlyDependOnLibsWithTags: [`scope:${scope}`, 'scope:shared'],
  })),
  { sourceTag: 'scope:shared', onlyDependOnLibsWithTags: ['scope:shared'] },
];

/** Tests may use the testing library, whatever project they stand in. */
const BOUNDARIES_OF_TESTS = BOUNDARIES.map(({ sourceTag, onlyDependOnLibsWithTags }) => ({
  sourceTag,
  onlyDependOnLibsWithTags: sourceTag.startsWith('type:')
    ? [...onlyDependOnLibsWithTags, 'type:testing']
    : onlyDependOnLibsWithTags,
}));

const TESTS = ['**/*.spec.ts', '**/*.int-spec.ts', '**/*.e2e-spec.ts', '**/test/**/*.ts'];

export default defineConfig(
  globalIgnores(['**/dist', '**/node_modules', '**/.nx', '**/.data', '**/coverage']),
  {
    plugins: { '@nx': nx, 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: '*/*/tsconfig.json' })] },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: BOUNDARIES, banTransitiveDependencies: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      // Nest's modules and marker classes have no members.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Contracts' request classes carry validation, not behaviour: plain objects are how they are made.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
    },
  },
  {
    files: ['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'],
    ignores: ['**/config.ts', '**/version.ts', 'libs/local-suite/**', 'libs/testing/**', ...TESTS],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'The environment is read in config.ts only.',
        },
      ],
    },
  },
  {
    files: ['apps/*/src/**/*.ts'],
    ignores: ['**/*.repository.ts', '**/*.entity.ts', '**/database/**', '**/migrations/**', ...TESTS],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'typeorm', message: 'Only repositories, entities and migrations know TypeORM.' }] },
      ],
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }],
      // Tests look into what a server answered, of which the compiler knows nothing; their assertions say the rest.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@nx/enforce-module-boundaries': [
        'error',
        { allow: [], depConstraints: BOUNDARIES_OF_TESTS, banTransitiveDependencies: false },
      ],
    },
  },
  { files: ['**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] },
);
