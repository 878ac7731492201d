/** `npm run chaos -- --cycles N --seed S [--json] [--api URL] [--keep]` */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { foreignApi, startApi, type Api } from './api'
import { bundlePrograms, type Programs } from './bundle'
import { clockSpeed, nodeInstallation, nodePace, nodeSettleMs } from './node-app'
import { runChaos, type RunOutcome } from './run'
import { planOf } from './schedule'

const { values } = parseArgs({
  options: {
    cycles: { type: 'string', default: '200' },
    seed: { type: 'string' },
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

/** Installations that are killed at the same time: most of a life is waiting. */
const lanes = 4

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function apiFor(programs: Programs, lane: number): Promise<Api> {
  if (values.api !== undefined) return foreignApi(values.api)
  return startApi(programs.simulator, {
    seed: seed + lane,
    speed: clockSpeed,
    balanceMicrodollars: 1_000_000_000_000
  })
}

async function readKey(): Promise<string> {
  if (values.api === undefined) return 'chaos-key'
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.trim() || 'chaos-key'
}

function explain({ violations, struck }: RunOutcome, folder: string): void {
  for (const { cycle, what } of violations) {
    const { ending, strikes, faults, deeds } = planOf(seed, Math.max(cycle, 0), nodePace)
    const deedNames = deeds.map(({ name }) => name)
    say(`Violation, cycle ${cycle}: ${what}`)
    say(`  that cycle: ${JSON.stringify({ ending, strikes, faults, deeds: deedNames })}`)
  }
  if (violations.length > 0) say(`Again: npm run chaos -- --seed ${seed} --cycles ${cycles} --keep`)
  if (values.keep) {
    say(`Kept in ${folder}`)
    const counts = new Map<string, number>()
    for (const { point, kind } of struck)
      counts.set(`${point} ${kind}`, (counts.get(`${point} ${kind}`) ?? 0) + 1)
    say(`Crash points that struck: ${JSON.stringify(Object.fromEntries([...counts].sort()))}`)
  }
}

const programs = await bundlePrograms()
const key = await readKey()
if (values.api !== undefined) {
  say('Not our simulator: it is neither disturbed nor asked what it charged.')
  say('"lost" and "sentTwice" are what the library and the app\'s side of the wire show.')
}
const folder = mkdtempSync(join(tmpdir(), 'dailies-chaos-'))
const apis = await Promise.all(Array.from({ length: lanes }, (_, lane) => apiFor(programs, lane)))
const startedMs = Date.now()
try {
  const outcome = await runChaos({
    cycles,
    seed,
    pace: nodePace,
    settleMs: nodeSettleMs,
    lanes: apis.map((api, lane) => ({
      api,
      installation: nodeInstallation(programs.child, {
        folder: join(folder, `lane-${lane}`),
        origin: api.origin,
        key,
        keepsLog: values.keep
      })
    }))
  })
  explain(outcome, folder)
  const seconds = (Date.now() - startedMs) / 1000
  say(`seed ${seed}: ${outcome.report.cycles} cycles in ${seconds.toFixed(1)} s`)
  process.stdout.write(`${JSON.stringify(outcome.report, null, values.json ? 0 : 2)}\n`)
  process.exitCode = outcome.violations.length === 0 && outcome.report.integrity === 'ok' ? 0 : 1
} finally {
  for (const api of apis) await api.close()
  if (!values.keep) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
