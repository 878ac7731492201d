import { defineConfig } from '@playwright/test'
import type { TestOptions } from './e2e/support/app/app'

/** What only `npm run test:full` runs. */
const fullTests = '**/*.full.spec.ts'

export default defineConfig<TestOptions>({
  testDir: 'e2e',
  globalSetup: './scripts/tests/disk-folder.mjs',
  tsconfig: './tsconfig.e2e.json',
  fullyParallel: true,
  // Every worker runs a whole Electron and a desktop for it.
  workers: 2,
  // A test that passes only at the second try has found something.
  retries: 0,
  forbidOnly: true,
  // Only against hanging: more than ten times what a test and a step of it take where nothing else runs.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  // Each has a place of its own for what failed tests leave: Playwright empties it at the start.
  projects: [
    { name: 'e2e', testMatch: '**/*.spec.ts', testIgnore: fullTests, outputDir: 'test-results/e2e' },
    { name: 'full', testMatch: fullTests, outputDir: 'test-results/e2e-full' },
    // Any of both, driving the program as users install it.
    {
      name: 'packaged',
      testMatch: '**/*.spec.ts',
      outputDir: 'test-results/e2e-packaged',
      use: { packaged: true }
    },
    // No test: `npm run screenshots`.
    { name: 'pictures', testMatch: '**/readme-pictures.ts', outputDir: 'test-results/pictures' }
  ],
  reporter: [['list'], ['json', { outputFile: '.cache/reports/e2e.json' }]]
})
