import { test as base } from '../app/app'
import { outputOf } from '../desktop/processes'
import { Program, type ProgramOptions } from './program'

interface ProgramFixtures {
  /** Starts another program on the worker's desktop, and ends it after the test. */
  readonly startProgram: (
    command: readonly [string, ...string[]],
    options: ProgramOptions
  ) => Promise<Program>
}

/** Tests with other programs on the screen, of which a failed one keeps a picture. */
export const test = base.extend<ProgramFixtures>({
  startProgram: async ({ desktop }, use, testInfo) => {
    const programs: Program[] = []
    await use(async (command, options) => {
      const program = await Program.start(desktop.env, command, options)
      programs.push(program)
      return program
    })
    if (testInfo.status !== testInfo.expectedStatus) {
      const path = testInfo.outputPath('screen.png')
      const from = ['-f', 'x11grab', '-i', desktop.env['DISPLAY'] ?? '']
      await outputOf('ffmpeg', ['-y', ...from, '-frames:v', '1', path], desktop.env)
    }
    for (const program of programs) await program.stop()
  }
})
