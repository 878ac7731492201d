/** `npm run demo`: runs the app against the simulator. With --headless it makes one clip by itself. */
import { buildIfNeeded } from './app/build.mjs'
import { runHeadlessDemo } from './app/headless-demo.mjs'
import { groupsForHeadless, groupsForRunning, hasDisplay, setUp } from './setup/index.mjs'
import { openApp } from './app/open-app.mjs'
import { Problem, runScript, say } from './base/say.mjs'

runScript(async () => {
  const args = process.argv.slice(2)
  const asked = args.includes('--headless')
  if (!asked && args.length > 0) throw new Problem(`These options need --headless: ${args.join(' ')}`)
  const headless = asked || !hasDisplay()
  await setUp(headless ? groupsForHeadless : groupsForRunning())
  await buildIfNeeded()
  if (!headless) return await openApp(['--demo'])
  if (!asked) say('There is no display here, so this runs the demo without a window.')
  return await runHeadlessDemo(args.filter((arg) => arg !== '--headless'))
})
