import { toolEnvironment } from '../setup/environment.mjs'
import { findRuntime } from '../setup/runtime.mjs'
import { checkSandbox } from '../setup/sandbox.mjs'
import { runTool } from '../setup/tool.mjs'

/** Makes one clip with the real app on a desktop without a screen. The driver may need the key; no other tool does. */
export async function runHeadlessDemo(args) {
  checkSandbox(findRuntime())
  const key = process.env.DAILIES_API_KEY
  return await runTool(process.execPath, ['--import', 'tsx', 'e2e/demo/main.ts', ...args], {
    env: { ...toolEnvironment(), ...(key === undefined ? {} : { DAILIES_API_KEY: key }) }
  })
}
