import { walls } from './eslint.walls.js'

/**
 * The rules for everything but components, whose markup only ESLint can read (eslint.config.js). These are
 * ESLint's `recommended` and typescript-eslint's `strict-type-checked` by name, in a linter that is compiled: the
 * same rules take a tenth of the time, and the type-aware ones are cheap enough to run before each commit.
 */
const javaScript = [
  'for-direction',
  'no-async-promise-executor',
  'no-case-declarations',
  'no-compare-neg-zero',
  'no-cond-assign',
  'no-constant-binary-expression',
  'no-constant-condition',
  'no-control-regex',
  'no-debugger',
  'no-delete-var',
  'no-dupe-else-if',
  'no-duplicate-case',
  'no-empty',
  'no-empty-character-class',
  'no-empty-static-block',
  'no-ex-assign',
  'no-extra-boolean-cast',
  'no-fallthrough',
  'no-global-assign',
  'no-invalid-regexp',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-nonoctal-decimal-escape',
  'no-prototype-builtins',
  'no-regex-spaces',
  'no-self-assign',
  'no-shadow-restricted-names',
  'no-sparse-arrays',
  'no-unassigned-vars',
  'no-unsafe-finally',
  'no-unsafe-optional-chaining',
  'no-unused-expressions',
  'no-unused-labels',
  'no-unused-private-class-members',
  'no-useless-assignment',
  'no-useless-backreference',
  'no-useless-catch',
  'no-useless-constructor',
  'no-useless-escape',
  'no-array-constructor',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'preserve-caught-error',
  'require-yield',
  'use-isnan',
  'valid-typeof',
  'no-console',
  'eqeqeq'
]

const typeScript = [
  'ban-ts-comment',
  'consistent-type-imports',
  'no-duplicate-enum-values',
  'no-dynamic-delete',
  'no-empty-object-type',
  'no-explicit-any',
  'no-extra-non-null-assertion',
  'no-extraneous-class',
  'no-invalid-void-type',
  'no-misused-new',
  'no-namespace',
  'no-non-null-asserted-nullish-coalescing',
  'no-non-null-asserted-optional-chain',
  'no-non-null-assertion',
  'no-require-imports',
  'no-this-alias',
  'no-unnecessary-type-constraint',
  'no-unsafe-declaration-merging',
  'no-unsafe-function-type',
  'no-wrapper-object-types',
  'prefer-as-const',
  'prefer-literal-enum-member',
  'prefer-namespace-keyword',
  'triple-slash-reference',
  'unified-signatures'
]

const typeAware = [
  'await-thenable',
  'no-array-delete',
  'no-base-to-string',
  'no-deprecated',
  'no-duplicate-type-constituents',
  'no-floating-promises',
  'no-for-in-array',
  'no-implied-eval',
  'no-meaningless-void-operator',
  'no-misused-promises',
  'no-misused-spread',
  'no-mixed-enums',
  'no-redundant-type-constituents',
  'no-unnecessary-boolean-literal-compare',
  'no-unnecessary-condition',
  'no-unnecessary-template-expression',
  'no-unnecessary-type-arguments',
  'no-unnecessary-type-assertion',
  'no-unnecessary-type-conversion',
  'no-unnecessary-type-parameters',
  'no-unsafe-argument',
  'no-unsafe-assignment',
  'no-unsafe-call',
  'no-unsafe-enum-comparison',
  'no-unsafe-member-access',
  'no-unsafe-return',
  'no-unsafe-unary-minus',
  'no-useless-default-assignment',
  'only-throw-error',
  'prefer-promise-reject-errors',
  'prefer-reduce-type-parameter',
  'prefer-return-this-type',
  'related-getter-setter-pairs',
  'require-await',
  'restrict-plus-operands',
  'unbound-method',
  'use-unknown-in-catch-callback-variable'
]

const errors = (prefix, names) => Object.fromEntries(names.map((name) => [`${prefix}${name}`, 'error']))
const off = (names) => Object.fromEntries(names.map((name) => [name, 'off']))

export default {
  plugins: ['eslint', 'typescript'],
  jsPlugins: ['./eslint.own-rules.js'],
  categories: { correctness: 'off' },
  options: { typeAware: true },
  ignorePatterns: [
    'node_modules',
    'out/',
    'dist/',
    '.cache/',
    '.electron/',
    'coverage/',
    'test-results/',
    'demo-output/',
    '**/*.svelte'
  ],
  rules: {
    ...errors('', javaScript),
    'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    'no-empty-pattern': 'error',
    'own/no-hidden-tests': 'error'
  },
  overrides: [
    {
      files: ['**/*.ts'],
      rules: {
        ...errors('typescript/', [...typeScript, ...typeAware]),
        'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
        'typescript/return-await': ['error', 'error-handling-correctness-only'],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }]
      }
    },
    // The composition reads as a list: nothing is used before its line, not even in a function that runs later.
    {
      files: ['src/main/app/*.ts', 'src/main/**/create*.ts'],
      excludeFiles: ['**/*.test.ts'],
      rules: { 'no-use-before-define': ['error', { functions: false, classes: false }] }
    },
    // Plain scripts run before anything is installed, so they are JavaScript, which has no types to know of.
    {
      files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
      env: { node: true, es2024: true },
      rules: { 'no-undef': 'error' }
    },
    { files: ['scripts/**', 'src/simulator/cli.ts', 'e2e/demo/**'], rules: off(['no-console']) },
    // Playwright reads the names of a test's fixtures from the pattern, also where there are none.
    {
      files: ['e2e/**'],
      rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] }
    },
    { files: ['**/*.test.ts', 'e2e/**'], rules: off(['typescript/no-non-null-assertion']) },
    ...walls.map(({ files, ignores, rules }) => ({ files, excludeFiles: ignores, rules }))
  ]
}
