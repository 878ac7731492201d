import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const from = (path: string): string => resolve(import.meta.dirname, path)
/** What only `npm run test:full` runs. */
const fullTests = ['{src,scripts,e2e,chaos,bench}/**/*.full.test.{ts,mjs}']

/** Only against hanging: more than ten times what the slowest takes where nothing else runs. */
const patience = {
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
  setupFiles: [from('scripts/tests/patience.mjs')]
}

/** A process runs many files and loads each module once: the tests load far more code than they run. */
const sharedModules = { isolate: false }

const alias = { '@shared': from('src/shared'), $lib: from('src/renderer/src/lib') }

export default defineConfig({
  test: {
    // More than there are cores: tests of the whole app wait for much of their time.
    maxWorkers: '250%',
    coverage: {
      include: ['src/main/**/*.ts'],
      exclude: ['**/*.test.ts', '**/testing/**', '**/*.contract.ts'],
      thresholds: {
        'src/main/generations/**': { branches: 95 },
        'src/main/downloads/**': { branches: 95 }
      }
    },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          ...patience,
          ...sharedModules,
          globalSetup: from('scripts/tests/memory-folder.mjs'),
          environment: 'node',
          exclude: fullTests,
          include: [
            'src/{shared,main,preload,simulator}/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'e2e/**/*.test.ts',
            'chaos/**/*.test.ts',
            'bench/**/*.test.ts'
          ]
        }
      },
      {
        resolve: { alias },
        test: {
          name: 'full',
          ...patience,
          // Some fill it, or need a disk that another is not.
          globalSetup: from('scripts/tests/disk-folder.mjs'),
          environment: 'node',
          include: fullTests
        }
      },
      {
        plugins: [svelte({ configFile: from('svelte.config.js') })],
        resolve: { alias, conditions: ['browser'] },
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          ...patience,
          ...sharedModules,
          include: ['src/renderer/src/**/*.test.ts']
        }
      }
    ]
  }
})
