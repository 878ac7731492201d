/** `npm run bench`: `--help` says what it takes. */
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startDesktop } from '../e2e/support/desktop/desktop'
import { outputOf } from '../e2e/support/desktop/processes'
import { drivableProgram } from '../e2e/support/project'
import { startTestSimulator } from '../e2e/support/servers/simulator'
import { helpText, readCommandLine, type BenchOptions } from './command-line'
import { cacheFolder, liveIn, paceOf, projectFolder, type Context } from './context'
import type { Home } from './library/home'
import { LibraryCache } from './library/library-cache'
import { children } from './machine/children'
import { writeResults, type Results } from './report/results'
import { tableOf } from './report/table'
import { needsLibraries, runBench } from './run'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** More than all presses of a run cost. */
const balanceMicrodollars = 1_000_000_000_000
/** For the first start in a library, with its journal, backup and posters. */
const firstStartMs = 300_000

/** Undone in reverse when the run is over, however it ends. */
const undo: (() => unknown)[] = []
async function cleanUp(): Promise<void> {
  children.kill()
  for (const next of undo.splice(0).reverse()) await next()
}

async function prepare(options: BenchOptions): Promise<Context> {
  const desktop = await startDesktop({ windowManager: true })
  undo.push(() => desktop.stop())
  // In the middle of the screen it would rest on a tile, whose preview then plays.
  const moved = await outputOf('xdotool', ['mousemove', '1599', '999'], desktop.env)
  if (moved === undefined) throw new Error('The pointer could not be moved. Is xdotool installed?')
  const simulator = await startTestSimulator({ balanceMicrodollars })
  undo.push(() => simulator.close())
  const program = options.packaged ? drivableProgram() : projectFolder
  const setting = { desktop: desktop.env, apiUrl: simulator.url, program }
  const pace = paceOf(options)
  const homes = new Map<number, Home>()
  if (needsLibraries(options)) {
    const libraries = new LibraryCache(cacheFolder, {
      liveIn: (home) => liveIn(setting, home, firstStartMs),
      say
    })
    for (const size of options.sizes) homes.set(size, await libraries.take(size))
    // The keyring is new in each run, and what a first start does is none of what is measured.
    for (const home of homes.values()) await liveIn(setting, home, pace.settleMs)
  }
  return { ...setting, options, pace, homes, say }
}

const keep = (results: Results): void => writeResults(join(cacheFolder, 'results.json'), results)

function report(results: Results, { json, save }: BenchOptions): number {
  if (save) writeResults(join(projectFolder, 'bench', 'results.json'), results)
  process.stdout.write(json ? `${JSON.stringify(results)}\n` : `\n${tableOf(results)}\n`)
  for (const { measure, message } of results.failures) say(`Not measured: ${measure}. ${message}`)
  return results.failures.length === 0 ? 0 : 1
}

/** `Electron 45.4.1`, as the runtime's own folder says. */
function runtimeName(): string {
  const executable = process.env['ELECTRON_EXEC_PATH']
  if (executable === undefined) throw new Error('No Electron to run: start this with npm run bench')
  const version = readFileSync(join(dirname(executable), 'version'), 'utf8')
  return `Electron ${version.trim().replace(/^v/, '')}`
}

async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2))
  if (!command.ok) {
    say(`${command.error} --help says more.`)
    return 2
  }
  if (command.value.kind === 'help') {
    process.stdout.write(`${helpText}\n`)
    return 0
  }
  const { options } = command.value
  try {
    const runtime = runtimeName()
    rmSync(join(cacheFolder, 'results.json'), { force: true })
    return report(await runBench(await prepare(options), runtime, keep), options)
  } catch (error) {
    say(`It could not run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return 2
  } finally {
    await cleanUp()
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    say(`Ended by ${signal}. What was measured by then is in .cache/bench/results.json.`)
    void cleanUp().finally(() => process.exit(130))
  })

process.exitCode = await main()
