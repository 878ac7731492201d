/** The unit tests with one guard taken away as the code is loaded; the file itself stays as it is. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '../..')
const mutant = JSON.parse(process.env.DAILIES_MUTANT ?? 'null')

const withoutGuard = {
  name: 'without-guard',
  enforce: 'pre',
  transform(code, id) {
    if (!mutant || id.split('?')[0] !== resolve(root, mutant.file)) return null
    return code.replace(mutant.guard, () => mutant.without)
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
    // Without its guard a loop may never end, and would take all the memory there is.
    execArgv: ['--max-old-space-size=1024'],
    testTimeout: 30_000
  }
})
