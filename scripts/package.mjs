/** `npm run package`: an unpacked, runnable package for this platform in dist/. */
import { buildIfNeeded } from './app/build.mjs'
import { groupsForRunning, setUp } from './setup/index.mjs'
import { makePackage } from './app/package.mjs'
import { runScript, say } from './base/say.mjs'

runScript(async () => {
  await setUp(groupsForRunning())
  await buildIfNeeded()
  await makePackage()
  say('It is in dist/, ready to run.')
})
