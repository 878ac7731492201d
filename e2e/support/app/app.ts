import { test as base, type TestInfo } from '@playwright/test'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { startDesktop, type Desktop } from '../desktop/desktop'
import { startTestSimulator, type Simulator, type SimulatorSettings } from '../servers/simulator'
import { textOfLogs } from './log-text'
import { RunningApp, type LaunchSettings } from './running-app'

export { expect } from '@playwright/test'
export type { RunningApp } from './running-app'

type LaunchOptions = Partial<LaunchSettings>

export interface TestFixtures {
  /** Starts the app in a new or given home, and ends it after the test. */
  readonly launchApp: (options?: LaunchOptions) => Promise<RunningApp>
  /** Simulator of the test, which the app uses by default. */
  readonly simulator: Simulator
  /** Temporary folder, removed after the test. */
  readonly freshFolder: () => Promise<string>
}

export interface TestOptions {
  /** Settings of the simulator: `test.use({ simulatorSettings: { faults: ['…'] } })`. */
  readonly simulatorSettings: SimulatorSettings
  /** Whether the packaged program is driven instead of the build: set by the project `packaged`. */
  readonly packaged: boolean
}

export interface WorkerFixtures {
  /** Display, session bus and unlocked keyring of one worker. */
  readonly desktop: Desktop
}

/** How many lines of the app's log a failed test prints: enough for what the app said last. */
const printedLines = 15

/** Keeps log and picture of the app of a failed test, and a trace where it was recorded (`--trace on`). */
async function keepEvidence(app: RunningApp, number: number, testInfo: TestInfo): Promise<void> {
  const path = (name: string): string => testInfo.outputPath(`app-${number}-${name}`)
  await writeFile(path('output.txt'), app.logs())
  const logs = join(app.userData, 'logs')
  // An app that failed to start has written none.
  const hasLogs = existsSync(logs)
  if (hasLogs) await cp(logs, path('logs'), { recursive: true })
  const said = hasLogs ? await textOfLogs(app) : app.logs()
  const last = said.trimEnd().split('\n').slice(-printedLines).join('\n')
  process.stderr.write(`What app ${number} said last:\n${last}\n`)
  // The app may have ended or hang, which the report then shows.
  await app.saveScreenshot(path('window.png')).catch(() => undefined)
  await app.saveTrace(path('trace.zip')).catch(() => undefined)
}

export const test = base.extend<TestFixtures & TestOptions, WorkerFixtures>({
  desktop: [
    async ({}, use) => {
      const desktop = await startDesktop({ windowManager: true })
      await use(desktop)
      await desktop.stop()
    },
    { scope: 'worker' }
  ],

  freshFolder: async ({}, use) => {
    const folders: string[] = []
    await use(async () => {
      const folder = await mkdtemp(join(tmpdir(), 'dailies-e2e-'))
      folders.push(folder)
      return folder
    })
    for (const folder of folders) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  },

  simulatorSettings: [{}, { option: true }],

  packaged: [false, { option: true }],

  simulator: async ({ simulatorSettings }, use) => {
    const simulator = await startTestSimulator(simulatorSettings)
    await use(simulator)
    await simulator.close()
  },

  launchApp: async ({ desktop, freshFolder, packaged, simulator, trace }, use, testInfo) => {
    const traced = trace !== 'off'
    const apps: RunningApp[] = []
    await use(async (options = {}) => {
      const home = options.home ?? (await freshFolder())
      const app = new RunningApp({
        apiUrl: simulator.url,
        desktop: desktop.env,
        packaged,
        traced,
        ...options,
        home
      })
      apps.push(app)
      await app.start()
      return app
    })
    const failed = testInfo.status !== testInfo.expectedStatus
    if (failed) {
      await writeFile(testInfo.outputPath('ledger.json'), JSON.stringify(simulator.ledger(), null, 2))
      process.stderr.write(`What “${testInfo.title}” left is kept in ${relative('', testInfo.outputDir)}\n`)
    }
    for (const [index, app] of apps.entries()) {
      if (failed) await keepEvidence(app, index + 1, testInfo)
      await app.close()
    }
  }
})
