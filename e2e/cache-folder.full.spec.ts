import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { killAll, processTree } from './support/desktop/processes'
import { spawnSecond } from './support/app/second-start'

test('keeps what can be made again apart from a profile of its own, also that of an earlier version', async ({
  launchApp,
  freshFolder
}) => {
  const app = await launchApp()
  const home = await freshFolder()
  const [config, caches] = [join(home, 'settings'), join(home, 'caches')]
  const earlier = join(config, 'Dailies', 'cache', 'posters')
  mkdirSync(earlier, { recursive: true })
  writeFileSync(join(earlier, 'lantern.jpg'), 'a picture')
  const child = await spawnSecond(app, {
    env: { HOME: home, XDG_CONFIG_HOME: config, XDG_CACHE_HOME: caches },
    ownProfile: true
  })
  try {
    await expect.poll(() => existsSync(join(config, 'Dailies', 'state', 'library.sqlite'))).toBe(true)
    await expect.poll(() => existsSync(join(caches, 'Dailies', 'search.sqlite'))).toBe(true)
    expect(existsSync(join(caches, 'Dailies', 'posters', 'lantern.jpg'))).toBe(true)
    expect(existsSync(join(config, 'Dailies', 'cache'))).toBe(false)
  } finally {
    killAll(processTree(child.pid ?? 0))
  }
})
