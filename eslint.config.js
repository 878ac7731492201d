import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import svelte from 'eslint-plugin-svelte'
import globals from 'globals'
import typescript from 'typescript-eslint'
import ownRules from './eslint.own-rules.js'
import { walls } from './eslint.walls.js'

const svelteFiles = ['**/*.svelte', '**/*.svelte.ts']

/**
 * The rules for Svelte files: for components with their types, for `.svelte.ts` only Svelte's own. Everything else goes to
 * oxlint, which takes seconds (oxlint.config.js).
 */
export default typescript.config(
  { ignores: ['out/', 'dist/', '.cache/', '.electron/', 'coverage/', 'test-results/', 'demo-output/'] },
  { ignores: ['**/*.js', '**/*.mjs', '**/*.cjs', '**/*.ts', '**/*.mts', '!**/*.svelte.ts'] },
  js.configs.recommended,
  ...typescript.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    files: svelteFiles,
    plugins: { own: ownRules },
    languageOptions: {
      parserOptions: {
        parser: typescript.parser,
        // Half the time of projectService, which also updates the projects that this one refers to.
        project: ['./tsconfig.renderer.json'],
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte']
      },
      globals: globals.browser
    },
    rules: {
      'no-console': 'error',
      eqeqeq: 'error',
      'own/no-hidden-tests': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true }
      ],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-undef': 'off',
      'prefer-const': 'off',
      'svelte/prefer-const': 'error'
    }
  },
  // Their types are oxlint's.
  {
    ...typescript.configs.disableTypeChecked,
    files: ['**/*.svelte.ts'],
    languageOptions: { parserOptions: { project: false } }
  },
  ...walls
)
