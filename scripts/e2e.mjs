/** `npm run e2e`: drives the real app. Arguments after `--` go to Playwright: `npm run e2e -- -g "name"`. */
import { buildIfNeeded } from './app/build.mjs'
import { groupsForTests, setUp } from './setup/index.mjs'
import { checkHeadlessDesktop } from './app/headless-desktop.mjs'
import { packageIfNeeded } from './app/package.mjs'
import { runScript } from './base/say.mjs'
import { runTool } from './setup/tool.mjs'

runScript(async () => {
  await setUp(groupsForTests)
  checkHeadlessDesktop({ windowManager: true })
  await buildIfNeeded()
  await packageIfNeeded()
  return await runTool('playwright', ['test', ...process.argv.slice(2)])
})
