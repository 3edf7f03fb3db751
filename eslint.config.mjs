import { defineConfig, globalIgnores } from 'eslint/config'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const noIntl = {
  group:
    'Intl and locale comparison differ between Node and Electron; ids, sorting, extraction and releases use code-unit order.',
}

export default defineConfig(
  globalIgnores([
    'out/',
    'out.next/',
    'out.old/',
    'node_modules/',
    'resources/',
    'electron/bench/peers/',
    'electron/bench/results/',
  ]),
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    files: ['**/*.{ts,tsx,mjs}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        // The first of these that holds a file decides: tests of shared are in electron's.
        project: [
          'shared/tsconfig.json',
          'electron/tsconfig.json',
          'electron/e2e/tsconfig.json',
          'renderer/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Numbers in sentences are clear; objects are not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    name: 'the same order everywhere',
    files: ['shared/**/*.ts', 'electron/workbench/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'Intl', message: noIntl.group }],
      'no-restricted-properties': [
        'error',
        { property: 'localeCompare', message: noIntl.group },
        { property: 'toLocaleString', message: noIntl.group },
        { property: 'toLocaleLowerCase', message: noIntl.group },
        { property: 'toLocaleUpperCase', message: noIntl.group },
      ],
    },
  },
  {
    name: 'extraction depends on its input alone',
    files: ['electron/workbench/extraction/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: noIntl.group },
        {
          name: 'Date',
          message:
            'A result must not depend on the clock or its time zone; use the calendar functions of extraction.',
        },
        { name: 'performance', message: 'A result must not depend on the clock.' },
        { name: 'crypto', message: 'A result must not depend on chance.' },
        { name: 'process', message: 'A result must not depend on the environment.' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='Math'][property.name='random']",
          message: 'A result must not depend on chance.',
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['**/*.test.{ts,tsx}', 'electron/e2e/**/*.ts'],
    rules: {
      // A test that reaches for what must be there may say so and fail.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // A brand is named once and used by its callers.
    files: ['shared/model/ids.ts'],
    rules: { '@typescript-eslint/no-unnecessary-type-parameters': 'off' },
  },
  {
    // Configuration files belong to no program of ours.
    files: ['*.config.{ts,mjs}', '.dependency-cruiser.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
  },
)
