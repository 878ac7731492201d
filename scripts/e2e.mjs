/**
 * `npm run e2e`: drives the real app; with `--packaged` the packaged program. Other arguments after `--` go to
 * Playwright: `npm run e2e -- -g "name"`.
 */
import { buildIfNeeded } from './app/build.mjs'
import { groupsForTests, setUp } from './setup/index.mjs'
import { checkHeadlessDesktop } from './app/headless-desktop.mjs'
import { packageIfNeeded } from './app/package.mjs'
import { runScript } from './base/say.mjs'
import { runTool } from './setup/tool.mjs'

const words = process.argv.slice(2)
const rest = words.filter((word) => word !== '--packaged')
const namesProject = rest.some((word) => word.startsWith('--project'))
const projects = words.includes('--packaged') ? ['packaged'] : namesProject ? [] : ['e2e', 'full']

runScript(async () => {
  await setUp(groupsForTests)
  checkHeadlessDesktop({ windowManager: true })
  await buildIfNeeded()
  await packageIfNeeded()
  return await runTool('playwright', ['test', ...projects.map((name) => `--project=${name}`), ...rest])
})
