import type { Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { fillComposer } from './support/window/composer'
import { tileOf } from './support/window/library-view'
import { expectPhase, order, promptField, signIn } from './support/window/window'

/** Drops a file on the form, as another program or the window's own native drag does. */
const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.getByRole('form', { name: 'Composer' }).evaluate(
    (form, file) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([file.text], file.name))
      for (const type of ['dragover', 'drop'])
        form.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { name, text }
  )

test('a clip that is dropped on the composer is reused, and a list is opened', async ({ launchApp }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  await order(app, { prompt: 'a paper boat', durationSeconds: 4 })
  await expectPhase(app, 'a paper boat', 'Safe on disk')
  await fillComposer(page, { prompt: 'something else' })
  const { items } = await callApp(page, 'generations.page', { view: 'all', text: '', before: null, limit: 1 })
  const { fileName } = items[0]!.videos[0]!

  // A file of the same name from elsewhere is none of the window's clips.
  await drop(page, fileName!, '')
  await expect(promptField(page)).toHaveValue('something else')
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = () => undefined
  })
  await tileOf(page, 'a paper boat').dispatchEvent('dragstart')
  await drop(page, fileName!, '')
  await expect(promptField(page)).toHaveValue('a paper boat')
  await expect(page.getByRole('button', { name: 'Duration: 4 s' })).toBeVisible()

  await drop(page, 'shots.csv', 'city\nRome\nOslo')
  await expect(page.getByRole('dialog', { name: 'Variables' })).toBeVisible()
})
