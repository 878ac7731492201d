import { toolEnvironment } from '../setup/environment.mjs'
import { findRuntime } from '../setup/runtime/runtime.mjs'
import { checkSandbox, isSuperuser } from '../setup/runtime/sandbox.mjs'
import { runTool } from '../setup/tool.mjs'

/** Opens the built app in a window and waits until it is closed. */
export async function openApp(args) {
  const runtime = findRuntime()
  checkSandbox(runtime)
  const switches = isSuperuser() ? ['--no-sandbox'] : []
  return await runTool(runtime.executable, ['.', ...switches, ...args], {
    env: toolEnvironment()
  })
}
