import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const from = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': from('src/shared'), $lib: from('src/renderer/src/lib') }

export default defineConfig({
  test: {
    // Left to itself it keeps a core for its own, which is half of a small machine.
    maxWorkers: '100%',
    coverage: {
      include: ['src/main/**/*.ts'],
      exclude: ['**/*.test.ts', '**/*.fake.ts', '**/*.contract.ts'],
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
          // Property tests take seconds on a machine that is busy with something else.
          testTimeout: 60_000,
          environment: 'node',
          include: [
            'src/{shared,main,preload,simulator}/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'e2e/**/*.test.ts',
            'chaos/**/*.test.ts'
          ]
        }
      },
      {
        plugins: [svelte({ configFile: from('svelte.config.js') })],
        resolve: { alias, conditions: ['browser'] },
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          testTimeout: 60_000,
          include: ['src/renderer/src/**/*.test.ts']
        }
      }
    ]
  }
})
