import { actionInfo, actionNames } from '../src/shared/actions'
import { expect, test } from './support/app/app'
import { order, select, signIn } from './support/window/window'

test('lists every action once in the menu bar, and does what is chosen there', async ({ launchApp }) => {
  const app = await launchApp()
  const { electron, page } = app
  const isOffered = (title: string): Promise<boolean> =>
    electron.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
      return items.find(({ label }) => label === wanted)!.enabled
    }, title)
  await expect(page.getByLabel('API key', { exact: true })).toBeVisible()
  expect(await isOffered('Settings')).toBe(false)
  await signIn(app)
  await expect.poll(() => isOffered('Settings')).toBe(true)
  expect(await isOffered('Reuse prompt and settings')).toBe(false)
  const isMac = process.platform === 'darwin'
  const listed = await electron.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()!.items.flatMap(({ label: menu, submenu }) =>
      (submenu?.items ?? []).map(({ label }) => `${menu}: ${label}`)
    )
  )
  const timesOf = (line: string): number => listed.filter((one) => one === line).length
  const times = actionNames.map((name) => {
    const { menu, title } = actionInfo(name, isMac)
    return [name, timesOf(`${menu}: ${title}`)]
  })
  // A build without a feed looks for no newer versions.
  expect(times).toEqual(actionNames.map((name) => [name, name === 'check_updates' ? 0 : 1]))

  const choose = (title: string): Promise<void> =>
    electron.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
      const item = items.find(({ label }) => label === wanted)!
      // Electron's type has no parameters.
      ;(item.click as () => void)()
    }, title)
  await choose('Settings')
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible()
  await expect.poll(() => isOffered('Keyboard shortcuts')).toBe(false)
  await page.keyboard.press('Escape')
  await expect.poll(() => isOffered('Keyboard shortcuts')).toBe(true)
  await choose('Keyboard shortcuts')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  await page.keyboard.press('Escape')

  await order(app, { prompt: 'a calm sea' })
  await select(app, 'a calm sea')
  await expect.poll(() => isOffered('Reuse prompt and settings')).toBe(true)
})
