import { groupsForRunning, groupsForTests, setUp } from './setup/index.mjs'
import { findRuntime } from './setup/runtime/runtime.mjs'
import { Problem, runScript, say } from './base/say.mjs'

const usage = 'Usage: npm run setup [-- --tests] [--retry-download]'

runScript(async () => {
  const options = new Set(process.argv.slice(2))
  const tests = options.delete('--tests')
  const retryDownload = options.delete('--retry-download')
  if (options.size > 0) throw new Problem(`Unknown option ${[...options].join(' ')}. ${usage}`)
  await setUp(tests ? groupsForTests : groupsForRunning(), { retryDownload })
  const { kind, version } = findRuntime()
  say(
    `Ready, with Electron ${version}${kind === 'stand-in' ? ' (a stand-in for development and tests)' : ''}.`
  )
})
