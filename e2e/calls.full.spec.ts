import fc from 'fast-check'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { recordDrags } from './support/drag/drag-recorder'
import { promptField } from './support/window/library-view'
import { answerBoxes } from './support/app/main-process'
import { askEverything, nastyNames } from './support/window/nasty'

/** Replaces what some calls would open on the desktop. */
const closeDoors = ({ electron }: RunningApp): Promise<void> =>
  electron.evaluate(({ dialog, shell }) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] })
    shell.openPath = () => Promise.resolve('')
    shell.openExternal = () => Promise.resolve()
  })

test('survives every invalid call of the page [I03, I04, I05, I06, I07, I08, I09, I13, I16]', async ({
  launchApp
}) => {
  const app = await launchApp()
  const { electron, page } = app
  await closeDoors(app)
  // Calls that need a native confirmation are cancelled here.
  await answerBoxes(electron, Array<string>(100).fill('Cancel'))
  const drags = await recordDrags(app.electron)
  expect(await page.evaluate(askEverything, nastyNames)).toEqual([])

  const random = fc.sample(fc.object({ maxDepth: 3 }), {
    numRuns: 300,
    seed: 20
  })
  const texts = random.map((value) => JSON.stringify(value))
  const answers = await page.evaluate(async (inputs) => {
    const { call } = (
      window as unknown as {
        readonly dailies: { call: Record<string, (input: unknown) => Promise<unknown>> }
      }
    ).dailies
    const names = Object.keys(call)
    return Promise.all(inputs.map((text, index) => call[names[index % names.length]!]!(JSON.parse(text))))
  }, texts)
  const bugs = answers.filter((answer) => JSON.stringify(answer).includes('"bug"'))
  expect(bugs).toEqual([])
  expect(answers.every((answer) => typeof (answer as { ok?: unknown }).ok === 'boolean')).toBe(true)

  await test.step('survives calls that are far too large or too many', async () => {
    const answers = await page.evaluate(async () => {
      const { call } = (
        window as unknown as {
          readonly dailies: { call: Record<string, (input: unknown) => Promise<unknown>> }
        }
      ).dailies
      const inputs = [
        { draft: 'x'.repeat(50_000_000) },
        Object.fromEntries(Array.from({ length: 250_000 }, (_, index) => [`field${index}`, index]))
      ]
      const answers: unknown[] = []
      for (const input of inputs) answers.push(await call['draft.save']!(input))
      return answers
    })
    const refused = { ok: false, error: { code: 'invalid_input' } }
    expect(answers).toMatchObject([refused, refused])
  })

  expect(await drags()).toEqual([])
  expect(new Set(app.logs().match(/asked: .*/g))).toEqual(
    new Set(['asked: Remove the key from this computer?'])
  )
  const { counts } = await callApp(page, 'app.state', {})
  expect(counts.all).toBe(0)

  // Listeners are removed on request and with their page.
  const raise = () =>
    electron.evaluate(({ ipcMain, BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      ipcMain.emit('handoff.drag', { sender: webContents, senderFrame: null }, {})
    })
  const heard = await page.evaluate(async () => {
    const { on } = (
      window as unknown as { readonly dailies: { on: Record<string, (take: () => void) => () => void> } }
    ).dailies
    const heard = { kept: 0, given: 0 }
    const stops = Array.from({ length: 1000 }, () => on['problem.raised']!(() => (heard.given += 1)))
    for (const stop of stops) stop()
    on['problem.raised']!(() => (heard.kept += 1))
    Object.assign(window, { heard })
    await Promise.resolve()
    return heard
  })
  expect(heard).toEqual({ kept: 0, given: 0 })
  await raise()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: unknown }).heard))
    .toEqual({ kept: 1, given: 0 })
  await page.reload()
  await expect(promptField(page).or(page.getByLabel('API key', { exact: true }))).toBeVisible()
  await raise()
  expect(await page.evaluate(() => 'heard' in window)).toBe(false)
})
