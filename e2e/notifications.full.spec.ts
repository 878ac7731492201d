import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { textOfLogs } from './support/app/log-text'
import { startNotificationDaemon } from './support/desktop/notification-daemon'
import type { Simulator } from './support/servers/simulator'
import { card, expectPhase, order, settlesWithinMs, signIn } from './support/window/window'

const longSeconds = 1_000_000

const isFocused = ({ electron }: RunningApp): Promise<boolean> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFocused())

/** Requests a clip, leaves the window, and only then lets the clip get ready. */
async function orderAndLeave(app: RunningApp, simulator: Simulator, prompt: string): Promise<void> {
  simulator.fault({ fault: 'job-finish-after', value: longSeconds, times: 1 })
  await order(app, { prompt })
  await expectPhase(app, prompt, 'Generating')
  await leave(app)
  simulator.set({ advanceSeconds: longSeconds })
}

/** Minimizes the window, as a user does who works in another one. */
async function leave(app: RunningApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  await expect.poll(() => isFocused(app)).toBe(false)
}

test('tells a user in another window that clips are ready, and a click goes there', async ({
  desktop,
  launchApp,
  simulator
}) => {
  const daemon = await startNotificationDaemon(desktop.env)
  try {
    const app = await launchApp()
    await signIn(app)
    await callApp(app.page, 'settings.update', { notifications: 'prompt' })
    await orderAndLeave(app, simulator, 'R&D <b>lab</b> at night')
    await expect
      .poll(daemon.shown, { timeout: settlesWithinMs })
      .toMatchObject([{ title: 'R＆D ‹b›lab‹/b› at night', body: 'Your clip is ready.' }])

    daemon.click()
    await expect.poll(() => isFocused(app)).toBe(true)
    await expect(card(app.page, 'R&D <b>lab</b> at night')).toHaveAttribute('aria-selected', 'true')

    await callApp(app.page, 'settings.update', { notifications: 'brief' })
    await orderAndLeave(app, simulator, 'a secret film')
    await expect.poll(() => daemon.shown().length, { timeout: settlesWithinMs }).toBe(2)
    expect(daemon.shown()[1]).toMatchObject({ title: 'Your clip is ready', body: 'Click to see it.' })
    await app.electron.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows()[0]!
      window.restore()
      window.focus()
    })
    await expect.poll(() => isFocused(app)).toBe(true)
    await expect.poll(() => daemon.events.at(-1)).toMatchObject({ event: 'closed' })
  } finally {
    await daemon.stop()
  }
})

test('works without a notification daemon', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  await signIn(app)
  await orderAndLeave(app, simulator, 'a clip without a notification')
  const ready = async () =>
    (await callApp(app.page, 'generations.page', { view: 'all', text: '', before: null, limit: 1 })).items[0]
      ?.state
  await expect.poll(ready, { timeout: settlesWithinMs }).toBe('ready')
  expect(app.logs()).not.toMatch(/Uncaught|Unhandled/)
})

test('asks a notification daemon that hangs only in another process [F69]', async ({
  desktop,
  launchApp
}) => {
  const daemon = await startNotificationDaemon(desktop.env, { hangs: true })
  try {
    const app = await launchApp()
    await signIn(app)
    await order(app, { prompt: 'a clip without a notification' })
    await leave(app)
    await expect
      .poll(() => textOfLogs(app), { timeout: settlesWithinMs })
      .toContain('The system does not answer, so no notification is shown')
    expect(daemon.events).toEqual([{ event: 'asked', method: 'GetServerInformation' }])
  } finally {
    await daemon.stop()
  }
})
