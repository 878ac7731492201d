/** `npm run chaos -- --cycles N --seed S [--json] [--api URL] [--keep]` */
import { parseArgs } from 'node:util'
import { foreignApi, startApi, type Api } from './api'
import { bundlePrograms, type Programs } from './bundle'
import { clockSpeed, runChaos, type RunOutcome } from './run'
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

const say = (line: string): void => void process.stderr.write(`${line}\n`)

async function apiFor(programs: Programs): Promise<Api> {
  if (values.api === undefined) {
    return startApi(programs.simulator, {
      seed,
      speed: clockSpeed,
      balanceMicrodollars: 1_000_000_000_000
    })
  }
  say('Not our simulator: it is neither disturbed nor asked what it charged.')
  say('"lost" and "sentTwice" are what the library and the app\'s side of the wire show.')
  return foreignApi(values.api)
}

async function readKey(): Promise<string> {
  if (values.api === undefined) return 'chaos-key'
  let text = ''
  for await (const chunk of process.stdin) text += String(chunk)
  return text.trim() || 'chaos-key'
}

function explain({ violations, points, folder }: RunOutcome): void {
  for (const { cycle, what } of violations) {
    const { ending, faults } = planOf(seed, Math.max(cycle, 0))
    say(`Violation, cycle ${cycle}: ${what}`)
    say(`  that cycle: ${JSON.stringify(ending)}, faults: ${faults.join(' ') || 'none'}`)
  }
  if (violations.length > 0) say(`Again: npm run chaos -- --seed ${seed} --cycles ${cycles} --keep`)
  if (values.keep) {
    say(`Kept in ${folder}`)
    say(`Ended at crash points: ${JSON.stringify(Object.fromEntries(points))}`)
  }
}

const programs = await bundlePrograms()
const key = await readKey()
const api = await apiFor(programs)
const startedMs = Date.now()
try {
  const outcome = await runChaos({ cycles, seed, key, programs, api, keep: values.keep })
  explain(outcome)
  const seconds = (Date.now() - startedMs) / 1000
  say(`seed ${seed}: ${outcome.report.cycles} cycles in ${seconds.toFixed(1)} s`)
  process.stdout.write(`${JSON.stringify(outcome.report, null, values.json ? 0 : 2)}\n`)
  process.exitCode = outcome.violations.length === 0 && outcome.report.integrity === 'ok' ? 0 : 1
} finally {
  await api.close()
}
