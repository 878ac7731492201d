import { resolve } from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

const from = (path: string): string => resolve(import.meta.dirname, path)
const alias = { '@shared': from('src/shared'), $lib: from('src/renderer/src/lib') }

export default defineConfig({
  test: {
    coverage: { include: ['src/**/*.ts'], exclude: ['**/*.test.ts'] },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'src/{shared,main,preload,simulator}/**/*.test.ts',
            'scripts/**/*.test.mjs',
            'e2e/**/*.test.ts'
          ]
        }
      },
      {
        plugins: [svelte({ configFile: from('svelte.config.js') })],
        resolve: { alias, conditions: ['browser'] },
        test: { name: 'renderer', environment: 'happy-dom', include: ['src/renderer/src/**/*.test.ts'] }
      }
    ]
  }
})
