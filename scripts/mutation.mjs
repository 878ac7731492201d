/**
 * `npm run mutation [-- WORD]`: takes each guard away, one at a time, and looks whether a test fails. `--part=1/4`
 * takes every fourth of them, beginning with the first; `--report=FILE` writes down what was seen, as JSON.
 */
import { availableParallelism } from 'node:os'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { mutants } from './mutation/guards.mjs'
import { partOf } from './mutation/part.mjs'
import { runScript, say } from './setup/say.mjs'
import { runTool } from './setup/tool.mjs'
import { toolEnvironment } from './setup/environment.mjs'

/** Whether the tests fail. One that is stuck for ever fails too, by its own time-out. */
async function fails(tests, mutant) {
  const args = ['run', '--config', 'scripts/mutation/vitest.config.mjs', '--bail=1', ...tests]
  const env = { ...toolEnvironment(), DAILIES_MUTANT: JSON.stringify(mutant) }
  return (await runTool('vitest', args, { stdio: 'ignore', env })) !== 0
}

const nameOf = ({ file, guard, without }) => `${file}: ${guard.trim()} → ${without.trim() || 'nothing'}`

runScript(async () => {
  const { values, positionals } = parseArgs({
    options: { part: { type: 'string', default: '1/1' }, report: { type: 'string' } },
    allowPositionals: true
  })
  const [word = ''] = positionals
  const chosen = partOf(
    mutants.filter(({ file }) => file.includes(word)),
    values.part
  )
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))]
  if (await fails(tests, null)) {
    say('The tests fail as it is: nothing can be told from that.')
    return 1
  }
  const seen = []
  const survivors = []
  const waiting = [...chosen]
  const work = async () => {
    for (let mutant = waiting.shift(); mutant; mutant = waiting.shift()) {
      const isSeen = await fails(mutant.tests, mutant)
      say(`${isSeen ? 'seen    ' : 'NOT SEEN'} ${nameOf(mutant)}`)
      ;(isSeen ? seen : survivors).push(mutant)
    }
  }
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work))
  say(`${chosen.length} guards were taken away, and a test failed for ${chosen.length - survivors.length}.`)
  if (values.report) {
    mkdirSync(dirname(values.report), { recursive: true })
    writeFileSync(values.report, JSON.stringify({ seen: seen.map(nameOf), notSeen: survivors.map(nameOf) }))
  }
  return survivors.length === 0 ? 0 : 1
})
