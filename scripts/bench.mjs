/** `npm run bench`: measures what a person waits for. What follows `--` goes to the bench: `npm run bench -- --help`. */
import { buildIfNeeded } from './app/build.mjs'
import { packageIfNeeded } from './app/package.mjs'
import { checkHeadlessDesktop } from './app/headless-desktop.mjs'
import { runScript } from './base/say.mjs'
import { groupsForTests, setUp } from './setup/index.mjs'
import { runTool } from './setup/tool.mjs'

runScript(async () => {
  await setUp(groupsForTests)
  checkHeadlessDesktop({ windowManager: true })
  await buildIfNeeded()
  if (process.argv.includes('--packaged')) await packageIfNeeded()
  return await runTool('tsx', ['--tsconfig', 'tsconfig.e2e.json', 'bench/cli.ts', ...process.argv.slice(2)])
})
