import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app/app'
import { heapOf } from './support/app/heap'
import { answerBoxes } from './support/app/main-process'
import { formsIn, formsInFiles, formsInProcesses, formsOf } from './support/files/secret-search'
import { balanceChip, expectPhase, order, promptField, select } from './support/window/window'

// Characters that every encoding changes, so that each form of the key differs.
const key = 'canary/9f3+Qz"7&Vw<K2m='
const badKey = 'bad-canary/4t6+Yx"2&Nb<R8d='

/** Types key by key: a value filled in by the test driver would stay in the page's memory. */
async function typeKey({ page }: RunningApp, text: string): Promise<void> {
  const field = page.getByLabel('API key', { exact: true })
  await field.click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
}

/** Reads the environment in the process: Chromium overwrites what the system shows. Children inherit it. */
const environmentOf = async ({ electron }: RunningApp): Promise<Buffer> =>
  Buffer.from(await electron.evaluate(() => JSON.stringify([process.env, process.argv, process.execArgv])))

const stopRecording = (app: RunningApp): Promise<void> => app.electron.context().tracing.stop()

test('keeps the key only in the keychain and the main process [A24]', async ({ launchApp, freshFolder }) => {
  const app = await launchApp({ home: await freshFolder() })
  const { page } = app
  // Trace recordings copy field values.
  await stopRecording(app)
  const forms = new Map([
    ...formsOf(key),
    ...[...formsOf(badKey)].map(([name, form]) => [`bad ${name}`, form] as const)
  ])

  const expectNowhere = async (when: string): Promise<void> => {
    await test.step(when, async () => {
      expect(formsInFiles(app.home, forms)).toEqual([])
      expect(formsInProcesses(app.electron.process().pid!, forms)).toEqual([])
      expect(formsIn(await environmentOf(app), forms)).toEqual([])
      expect(formsIn(Buffer.from(await heapOf(page)), forms)).toEqual([])
      expect(formsIn(Buffer.from(app.logs()), forms)).toEqual([])
      expect(formsIn(Buffer.from(await page.content()), forms)).toEqual([])
    })
  }

  await typeKey(app, badKey)
  await expect(page.getByRole('alert')).toContainText('rejected this key')
  await page.getByLabel('API key', { exact: true }).clear()
  await typeKey(app, key)
  await expect(balanceChip(page)).toHaveAccessibleName(/\$/)
  await expectNowhere('after it was typed')

  await order(app, { prompt: 'a paper boat [sim: job-success]' })
  await expectPhase(app, 'a paper boat', 'Safe on disk')
  await order(app, { prompt: 'a lost kite [sim: submit-401-echo*1]' })
  await expectPhase(app, 'a lost kite', 'Waiting for your key')
  await expectNowhere('after a clip was made, and an answer repeated it')

  await page.getByRole('button', { name: 'Replace key' }).click()
  const settings = page.getByRole('dialog', { name: 'Settings' })
  await typeKey(app, key)
  await expect(settings.getByText('Saved in your desktop keyring.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.reload()
  await expect(promptField(page)).toBeVisible()
  await select(app, 'a paper boat')
  await expectNowhere('after the window was reloaded')

  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await settings.getByRole('button', { name: 'Test' }).click()
  await expect(settings.getByText('The key works.')).toBeVisible()
  await answerBoxes(app.electron, ['Remove key'])
  await settings.getByRole('button', { name: 'Remove from this computer…' }).click()
  await expect(settings.getByText('No key added.')).toBeVisible()
  await expect(settings.getByText('The key works.')).toBeHidden()
  await expectNowhere('after it was removed')
  await app.close()
  expect(formsInFiles(app.home, forms)).toEqual([])
  await app.start()
  await expect(app.page.getByRole('button', { name: 'Add key' })).toBeVisible()
})

test('finds every form of a secret', async ({ launchApp, freshFolder }) => {
  const decoy = 'decoy/1a2+Bc"3&De<F4g='
  const forms = formsOf(decoy)
  const folder = await freshFolder()
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  for (const [name, form] of forms)
    writeFileSync(join(folder, 'deep/er', name), Buffer.concat([Buffer.from('a'), form]))
  const found = formsInFiles(folder, forms)
  for (const name of forms.keys()) expect(found).toContain(`${join(folder, 'deep/er', name)}: ${name}`)
  // Inside a longer text.
  for (const before of ['', 'x', 'xy'])
    expect(
      formsIn(Buffer.from(Buffer.from(`${before}${decoy} and more`).toString('base64')), forms)
    ).not.toEqual([])

  const holder = spawn('sleep', ['60'], { env: { PATH: process.env['PATH'], DECOY: decoy } })
  const app = await launchApp({ env: { DECOY: decoy }, args: [`--decoy=${decoy}`] })
  expect(formsInProcesses(holder.pid!, forms)).toContain(`${holder.pid} environ: plain`)
  holder.kill()
  const { pid } = app.electron.process()
  expect(formsInProcesses(pid!, forms)).toContain(`${pid} cmdline: plain`)
  expect(formsIn(await environmentOf(app), forms)).toContain('JSON')
  await app.page.evaluate(
    (parts) => Object.assign(window, { kept: { somewhere: parts.join('') } }),
    Array.from(decoy)
  )
  expect(formsIn(Buffer.from(await heapOf(app.page)), forms)).not.toEqual([])
})
