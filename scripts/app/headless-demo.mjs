import { toolEnvironment } from '../setup/environment.mjs'
import { runTool } from '../setup/tool.mjs'
import { checkHeadlessDesktop } from './headless-desktop.mjs'

/** Makes one clip with the real app on a desktop without a screen. The driver may need the key; no other tool does. */
export async function runHeadlessDemo(args) {
  checkHeadlessDesktop({ windowManager: false })
  const key = process.env.DAILIES_API_KEY
  return await runTool(process.execPath, ['--import', 'tsx', 'e2e/demo/main.ts', ...args], {
    env: { ...toolEnvironment(), ...(key === undefined ? {} : { DAILIES_API_KEY: key }) }
  })
}
