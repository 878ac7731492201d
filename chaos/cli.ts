/** `npm run chaos`; `--help` lists its options. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDesktop } from '../e2e/support/desktop/desktop'
import { foreignApi, startApi, type Api } from './runner/api'
import type { Installation } from './engine/app-process'
import { buildForFaults } from './app/fault-build'
import { windowClockSpeed, windowInstallation, windowPace, windowSettleMs } from './app/window-app'
import { bundlePrograms, type Programs } from './engine/bundle'
import { helpText, readCommandLine, type ChaosOptions } from './runner/command-line'
import { clockSpeed, nodeInstallation, nodePace, nodeSettleMs } from './engine/node-app'
import { explain } from './audit/explain'
import { runChaos } from './runner/run'
import { firstText } from './runner/standard-input'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Key for servers that accept any. */
const anyKey = 'chaos-key'
/** Time-out for reading a key: standard input may be a pipe that nobody closes. */
const keyWithinMs = 2000

/** Undone in reverse when the run is over, however it ends. */
const undo: (() => unknown)[] = []
async function cleanUp(): Promise<void> {
  for (const next of undo.splice(0).reverse()) await next()
}

type Kind = Parameters<typeof explain>[1]['kind']

/** Makes the installation to run: the engine in plain Node, or the whole app. */
const kindOf = ({ app }: ChaosOptions): Kind & { readonly speed: number; readonly settleMs: number } =>
  app
    ? { lanes: 2, speed: windowClockSpeed, pace: windowPace, settleMs: windowSettleMs }
    : { lanes: 4, speed: clockSpeed, pace: nodePace, settleMs: nodeSettleMs }

async function apiFor({ api, seed, ...rest }: ChaosOptions, programs: Programs, lane: number): Promise<Api> {
  if (api !== null) return foreignApi(api)
  const own = await startApi(programs.simulator, {
    seed: (seed + lane) % 2 ** 32,
    speed: kindOf({ api, seed, ...rest }).speed,
    balanceMicrodollars: 1_000_000_000_000
  })
  undo.push(() => own.close())
  return own
}

type Install = (folder: string, origin: string) => Installation

async function installer({ app, keep }: ChaosOptions, programs: Programs, key: string): Promise<Install> {
  if (!app) {
    return (folder, origin) =>
      nodeInstallation(programs.child, { folder, origin, key, keepsLog: keep, quickDeadlines: true })
  }
  const program = await buildForFaults()
  const desktop = await startDesktop()
  undo.push(() => desktop.stop())
  return (folder, origin) => windowInstallation({ program, folder, origin, key, desktop: desktop.env })
}

async function keyFor({ api }: ChaosOptions): Promise<string> {
  if (api === null) return anyKey
  say('Not our simulator: no faults are switched on, and its ledger is not read.')
  say('"lost" and "sentTwice" are what the library and the app\'s side of the wire show.')
  const key = (await firstText(process.stdin, keyWithinMs)).trim()
  if (key === '') say(`No key came over the standard input, so it is "${anyKey}".`)
  return key || anyKey
}

async function run(options: ChaosOptions): Promise<number> {
  const { cycles, seed, keep } = options
  // Printed first: the seed repeats the run.
  say(`seed ${seed}`)
  const key = await keyFor(options)
  const programs = await bundlePrograms()
  const folder = mkdtempSync(join(tmpdir(), 'dailies-chaos-'))
  if (!keep) undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const install = await installer(options, programs, key)
  const kind = kindOf(options)
  const lanes = []
  for (let lane = 0; lane < kind.lanes; lane += 1) {
    const api = await apiFor(options, programs, lane)
    lanes.push({ api, installation: install(join(folder, `lane-${lane}`), api.origin) })
  }
  const startedMs = Date.now()
  const outcome = await runChaos({ cycles, seed, pace: kind.pace, settleMs: kind.settleMs, lanes })
  for (const line of explain(outcome, { options, kind, folder })) say(line)
  const seconds = (Date.now() - startedMs) / 1000
  say(`seed ${seed}: ${outcome.report.cycles} cycles in ${seconds.toFixed(1)} s`)
  process.stdout.write(`${JSON.stringify(outcome.report, null, options.json ? 0 : 2)}\n`)
  return outcome.violations.length === 0 ? 0 : 1
}

async function main(): Promise<number> {
  const command = readCommandLine(process.argv.slice(2), () => Math.floor(Math.random() * 1_000_000))
  if (!command.ok) {
    say(`${command.error} --help says more.`)
    return 2
  }
  if (command.value.kind === 'help') {
    process.stdout.write(`${helpText}\n`)
    return 0
  }
  try {
    return await run(command.value.options)
  } catch (error) {
    say(`It could not run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    return 2
  } finally {
    await cleanUp()
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => {
    say(`Ended by ${signal}, before there was a report.`)
    void cleanUp().then(() => process.exit(1))
  })

process.exitCode = await main()
