import { sandboxSwitches, toolEnvironment } from '../setup/environment.mjs'
import { findRuntime } from '../setup/runtime.mjs'
import { runTool } from '../setup/tool.mjs'

/** Opens the built app in a window and waits until it is closed. */
export async function openApp(args) {
  return await runTool(findRuntime().executable, ['.', ...sandboxSwitches(), ...args], {
    env: toolEnvironment()
  })
}
