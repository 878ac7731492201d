/** Unit tests with one guard removed as the code is loaded; the file on disk does not change. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { codeWithout } from './mutants.mjs'

const root = resolve(import.meta.dirname, '../..')
const change = JSON.parse(process.env.DAILIES_MUTANT ?? 'null')

const withoutGuard = {
  name: 'without-guard',
  enforce: 'pre',
  load(id) {
    return change && id.split('?')[0] === resolve(root, change.file) ? codeWithout(change) : null
  }
}

export default defineConfig({
  root,
  resolve: { alias: { '@shared': resolve(root, 'src/shared') } },
  plugins: [withoutGuard],
  test: {
    include: ['src/main/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 1,
    // Without its guard a loop may never end and use up all memory, in the heap or beside it.
    execArgv: ['--max-old-space-size=1024'],
    setupFiles: ['scripts/mutation/memory-limit.mjs', 'scripts/tests/patience.mjs'],
    // A mutant may wait for ever; the unchanged code may only be slow.
    testTimeout: change ? 30_000 : 300_000,
    hookTimeout: change ? 30_000 : 300_000,
    expect: { poll: { timeout: 60_000 } }
  }
})
