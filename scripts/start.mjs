/** `npm start`: installs what is missing, builds and opens the app; without a display runs the headless demo. */
import { openApp } from './app/open-app.mjs'
import { buildIfNeeded } from './app/build.mjs'
import { runHeadlessDemo } from './app/headless-demo.mjs'
import { groupsForRunning, hasDisplay, setUp } from './setup/index.mjs'
import { runScript, say } from './base/say.mjs'

runScript(async () => {
  await setUp(groupsForRunning())
  await buildIfNeeded()
  if (hasDisplay()) return await openApp(process.argv.slice(2))
  say('There is no display here, so this runs the demo without a window.')
  return await runHeadlessDemo([])
})
