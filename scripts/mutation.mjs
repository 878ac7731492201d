/**
 * `npm run mutation [-- WORD]`: removes each guard, one at a time, and checks that a test fails. `--part=1/4` takes
 * every fourth of them, beginning with the first; `--report=FILE` writes the result as JSON.
 */
import { availableParallelism } from 'node:os'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { locate, mutants } from './mutation/mutants.mjs'
import { partOf } from './mutation/part.mjs'
import { runScript, say } from './base/say.mjs'
import { runTool } from './setup/tool.mjs'
import { toolEnvironment } from './setup/environment.mjs'

const vitestArgs = ['run', '--config', 'scripts/mutation/vitest.config.mjs', '--bail=1']

/** Returns whether the tests fail with a change. A test that hangs fails too, by its own time-out. */
async function fails(tests, change) {
  const env = { ...toolEnvironment(), DAILIES_MUTANT: JSON.stringify(change) }
  return (await runTool('vitest', [...vitestArgs, ...tests], { stdio: 'ignore', env })) !== 0
}

/** Returns whether the tests fail without a change, and shows which. */
const failUnchanged = async (tests) =>
  (await runTool('vitest', [...vitestArgs, '--maxWorkers=100%', ...tests])) !== 0

runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { part: { type: 'string', default: '1/1' }, report: { type: 'string' } },
    allowPositionals: true
  })
  const [word = ''] = positionals
  const chosen = partOf(
    mutants.filter(({ name, folder }) => `${folder} ${name}`.includes(word)),
    values.part
  )
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
  if (await failUnchanged(tests)) {
    say('The tests fail without a change, so a failing test tells nothing.')
    return 1
  }
  const seen = []
  const survivors = []
  const waiting = [...chosen]
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const isSeen = await fails(mutant.tests, locate(mutant))
      say(`${isSeen ? 'seen    ' : 'NOT SEEN'} ${mutant.name}`)
      ;(isSeen ? seen : survivors).push(mutant.name)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
  say(`${chosen.length} guards were removed, and a test failed for ${chosen.length - survivors.length}.`)
  if (values.report) {
    mkdirSync(dirname(values.report), { recursive: true })
    writeFileSync(values.report, JSON.stringify({ seen, notSeen: survivors }))
  }
  return survivors.length === 0 ? 0 : 1
})
