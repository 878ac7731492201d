/** `npm run chaos -- --cycles N --seed S [--app] [--json] [--api URL] [--keep]` */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startDesktop } from '../e2e/support/desktop/desktop'
import { foreignApi, startApi, type Api } from './api'
import type { Installation } from './app-process'
import { buildForFaults } from './app/fault-build'
import { windowClockSpeed, windowInstallation, windowPace, windowSettleMs } from './app/window-app'
import { bundlePrograms, type Programs } from './bundle'
import { clockSpeed, nodeInstallation, nodePace, nodeSettleMs } from './node-app'
import { runChaos, type RunOutcome } from './run'
import { planOf } from './schedule'

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '200' },
    seed: { type: 'string' },
    /** The whole app in Electron, on a desktop of its own, in place of its engine in plain Node. */
    app: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    /** Another server that speaks the contract. Its key comes over the standard input. */
    api: { type: 'string' },
    keep: { type: 'boolean', default: false }
  }
})
const cycles = Number(values.cycles)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000))
if (!Number.isInteger(cycles) || cycles < 1 || !Number.isInteger(seed) || seed < 0) {
  throw new Error('--cycles and --seed take whole numbers.')
}

/** What is run: the engine in plain Node, or the whole app in windows of its own. */
const kind = values.app
  ? { lanes: 2, speed: windowClockSpeed, pace: windowPace, settleMs: windowSettleMs }
  : { lanes: 4, speed: clockSpeed, pace: nodePace, settleMs: nodeSettleMs }

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Undone in reverse when the run is over, however it ends. */
const undo: (() => unknown)[] = []
async function cleanUp(): Promise<void> {
  for (const next of undo.splice(0).reverse()) await next()
}

async function apiFor(programs: Programs, lane: number): Promise<Api> {
  if (values.api !== undefined) return foreignApi(values.api)
  const api = await startApi(programs.simulator, {
    seed: seed + lane,
    speed: kind.speed,
    balanceMicrodollars: 1_000_000_000_000
  })
  undo.push(() => api.close())
  return api
}

type Install = (folder: string, origin: string) => Installation

async function installer(programs: Programs, key: string): Promise<Install> {
  if (!values.app) {
    return (folder, origin) =>
      nodeInstallation(programs.child, { folder, origin, key, keepsLog: values.keep })
  }
  const program = await buildForFaults()
  const desktop = await startDesktop()
  undo.push(() => desktop.stop())
  return (folder, origin) => windowInstallation({ program, folder, origin, key, desktop: desktop.env })
}

async function readKey(): Promise<string> {
  if (values.api === undefined) return 'chaos-key'
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.trim() || 'chaos-key'
}

function explain({ violations, struck, underWay }: RunOutcome, folder: string): void {
  for (const { cycle, what } of violations) {
    const { ending, strikes, faults, deeds } = planOf(seed, Math.max(cycle, 0), kind.pace)
    const deedNames = deeds.map(({ name }) => name)
    say(`Violation, cycle ${cycle}: ${what}`)
    say(`  that cycle: ${JSON.stringify({ ending, strikes, faults, deeds: deedNames })}`)
  }
  if (violations.length > 0)
    say(`Again: npm run chaos -- ${values.app ? '--app ' : ''}--seed ${seed} --cycles ${cycles} --keep`)
  if (underWay > 0) say(`${underWay} generations had not come to rest when the run ended.`)
  if (values.keep) {
    say(`Kept in ${folder}`)
    const counts = new Map<string, number>()
    for (const { point, kind } of struck)
      counts.set(`${point} ${kind}`, (counts.get(`${point} ${kind}`) ?? 0) + 1)
    say(`Crash points that struck: ${JSON.stringify(Object.fromEntries([...counts].sort()))}`)
  }
}

async function run(): Promise<number> {
  const programs = await bundlePrograms()
  const key = await readKey()
  if (values.api !== undefined) {
    say('Not our simulator: it is neither disturbed nor asked what it charged.')
    say('"lost" and "sentTwice" are what the library and the app\'s side of the wire show.')
  }
  const folder = mkdtempSync(join(tmpdir(), 'dailies-chaos-'))
  if (!values.keep) undo.push(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const install = await installer(programs, key)
  const lanes = []
  for (let lane = 0; lane < kind.lanes; lane += 1) {
    const api = await apiFor(programs, lane)
    lanes.push({ api, installation: install(join(folder, `lane-${lane}`), api.origin) })
  }
  const startedMs = Date.now()
  const outcome = await runChaos({ cycles, seed, pace: kind.pace, settleMs: kind.settleMs, lanes })
  explain(outcome, folder)
  const seconds = (Date.now() - startedMs) / 1000
  say(`seed ${seed}: ${outcome.report.cycles} cycles in ${seconds.toFixed(1)} s`)
  process.stdout.write(`${JSON.stringify(outcome.report, null, values.json ? 0 : 2)}\n`)
  return outcome.violations.length === 0 && outcome.report.integrity === 'ok' ? 0 : 1
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.once(signal, () => void cleanUp().then(() => process.exit(1)))

try {
  process.exitCode = await run()
} finally {
  await cleanUp()
}
