/** Runs one of the project's tools after the set-up: `node scripts/run.mjs electron-vite dev`. */
import { groupsForRunning, setUp } from './setup/index.mjs'
import { findRuntime } from './setup/runtime/runtime.mjs'
import { checkSandbox } from './setup/runtime/sandbox.mjs'
import { Problem, runScript } from './base/say.mjs'
import { runTool } from './setup/tool.mjs'

runScript(async () => {
  const [command, ...args] = process.argv.slice(2)
  if (!command) throw new Problem('Say what to run: node scripts/run.mjs electron-vite build')
  await setUp(groupsForRunning())
  if (args.includes('dev') || command === 'electron') checkSandbox(findRuntime())
  return await runTool(command, args)
})
