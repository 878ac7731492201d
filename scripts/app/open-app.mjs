import { isSuperuser, saySandboxIsOff, toolEnvironment } from '../setup/environment.mjs'
import { findRuntime } from '../setup/runtime.mjs'
import { runTool } from '../setup/tool.mjs'

/** Opens the built app in a window and waits until it is closed. */
export async function openApp(args) {
  saySandboxIsOff()
  const switches = isSuperuser() ? ['--no-sandbox'] : []
  return await runTool(findRuntime().executable, ['.', ...switches, ...args], {
    env: toolEnvironment()
  })
}
