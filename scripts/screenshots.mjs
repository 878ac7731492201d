/** `npm run screenshots`: takes the pictures of the README from the real app, in demo mode. */
import { buildIfNeeded } from './app/build.mjs'
import { checkHeadlessDesktop } from './app/headless-desktop.mjs'
import { runScript } from './base/say.mjs'
import { groupsForTests, setUp } from './setup/index.mjs'
import { runTool } from './setup/tool.mjs'

runScript(async () => {
  await setUp(groupsForTests)
  checkHeadlessDesktop({ windowManager: true })
  await buildIfNeeded()
  return await runTool('playwright', ['test', '--project=pictures'])
})
