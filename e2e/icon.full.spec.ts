import type { ItemId } from '../src/shared/library/items'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { tricklingFile } from './support/servers/simulator'
import { expectPhase, order, signIn } from './support/window/window'

/** Records what the app asks of the system for its icon and against sleep. */
const record = ({ electron }: RunningApp): Promise<void> =>
  electron.evaluate(({ app, BrowserWindow, powerSaveBlocker }) => {
    const asked: string[] = []
    Object.assign(globalThis, { asked })
    const window = BrowserWindow.getAllWindows()[0]!
    const setBadge = app.setBadgeCount.bind(app)
    const start = powerSaveBlocker.start.bind(powerSaveBlocker)
    const stop = powerSaveBlocker.stop.bind(powerSaveBlocker)
    app.setBadgeCount = (count) => (asked.push(`badge ${count}`), setBadge(count))
    window.setProgressBar = (progress) => void asked.push(`progress ${progress}`)
    powerSaveBlocker.start = (kind) => (asked.push(kind), start(kind))
    powerSaveBlocker.stop = (id) => (asked.push('may sleep'), stop(id))
  })

const asked = ({ electron }: RunningApp): Promise<readonly string[]> =>
  electron.evaluate(() => Reflect.get(globalThis, 'asked') as readonly string[])

test('shows on its icon that a clip runs and which need the user, and stays awake for the download alone', async ({
  launchApp,
  simulator
}) => {
  simulator.fault({ ...tricklingFile, times: 1 })
  const app = await launchApp()
  await signIn(app)
  await record(app)
  const [slow, refused] = ['a clip that comes slowly', 'a clip that fails']
  await order(app, { prompt: slow })
  await expectPhase(app, slow, 'Downloading \\d+ %')
  await expect.poll(() => asked(app)).toEqual(['progress 2', 'prevent-app-suspension'])

  simulator.fault({ fault: 'job-fails', value: 'failed', times: 1 })
  await order(app, { prompt: refused })
  await expectPhase(app, refused, 'Failed')
  await expect
    .poll(() => asked(app))
    .toEqual(['progress 2', 'prevent-app-suspension', 'progress 0.5', 'badge 1'])
})

test('shows recent projects in its menu, and a choice goes to the board', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  const item = { kind: 'project', name: 'R&D film', projectId: null, search: null } as const
  const id = crypto.randomUUID() as ItemId
  await callApp(app.page, 'items.add', { item: { ...item, id } })
  await callApp(app.page, 'settings.update', { currentProject: id })
  const labels = () =>
    app.electron.evaluate(({ Menu }) => {
      const recent = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
      return recent.find(({ label }) => label === 'Recent projects')?.submenu?.items.map(({ label }) => label)
    })
  await expect.poll(labels).toEqual(['R&&D film'])
  await callApp(app.page, 'settings.update', { currentProject: null })
  await app.electron.evaluate(({ Menu }) => {
    const files = Menu.getApplicationMenu()!.items.flatMap(({ submenu }) => submenu?.items ?? [])
    files.find(({ label }) => label === 'Recent projects')?.submenu?.items[0]?.click()
  })
  const settings = async () => (await callApp(app.page, 'app.state', {})).settings
  await expect.poll(settings).toMatchObject({ currentProject: id, room: 'shots' })
})
