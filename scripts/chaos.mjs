/** `npm run chaos`: kills the engine repeatedly and checks that nothing was lost. With --app the whole app. */
import { buildIfNeeded } from './app/build.mjs'
import { checkHeadlessDesktop } from './app/headless-desktop.mjs'
import { groupsForHeadless, setUp } from './setup/index.mjs'
import { runScript } from './base/say.mjs'
import { runTool } from './setup/tool.mjs'

runScript(async () => {
  const args = process.argv.slice(2)
  const isWholeApp = args.includes('--app')
  await setUp(isWholeApp ? groupsForHeadless : ['build'])
  if (isWholeApp) {
    checkHeadlessDesktop({ windowManager: false })
    await buildIfNeeded()
  }
  return await runTool('tsx', ['chaos/cli.ts', ...args])
})
