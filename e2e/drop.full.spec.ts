import { expect, test, type RunningApp } from './support/app/app'
import { dragOver } from './support/drag/drop-files'
import { recordDrags } from './support/drag/drag-recorder'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { promptField, tileOf, waitForPosters } from './support/window/library-view'

/** Starts with a library of one clip. */
async function startWithClip(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<{ readonly app: RunningApp; readonly clip: SeededClip }> {
  const [clip] = seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  await waitForPosters(app.page, 1)
  return { app, clip: clip! }
}

test('says what can be dropped while files are dragged over the window', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clip } = await startWithClip(launchApp, await freshFolder())
  const { page } = app
  const overlay = page.getByText('An editor’s project')
  const middle = { x: 700, y: 500 }

  const link = { mimeType: 'text/uri-list', data: 'https://example.com/video.mp4' }
  await dragOver(page, middle, { items: [link] })
  await expect(overlay).toBeHidden()

  const dropped = await dragOver(page, middle, { files: [clip.path] })
  await expect(overlay).toBeVisible()
  await dropped.drop()
  await expect(overlay).toBeHidden()
  await expect(page.getByText('This clip is in your library.')).toBeVisible()
  await expect(page.getByRole('option', { name: 'amber lantern' })).toHaveAttribute('aria-selected', 'true')
})

test('takes what is let go as soon as it comes to another part of the window', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clip } = await startWithClip(launchApp, await freshFolder())
  const { page } = app
  const dragged = await dragOver(page, { x: 700, y: 20 }, { files: [clip.path] })
  await dragged.drop({ x: 700, y: 500 })
  await expect(page.getByText('This clip is in your library.')).toBeVisible()
})

test("doesn't take the window's own clips for files from elsewhere", async ({ launchApp, freshFolder }) => {
  const { app, clip } = await startWithClip(launchApp, await freshFolder())
  const { page } = app
  await recordDrags(app.electron)
  await tileOf(page, 'amber lantern').dispatchEvent('dragstart')

  const ownDrag = await dragOver(page, { x: 700, y: 500 }, { files: [clip.path] })
  await expect(page.getByText('An editor’s project')).toBeHidden()
  await ownDrag.drop()
  await expect(page.getByText('This clip is in your library.')).toBeHidden()

  const box = (await promptField(page).boundingBox())!
  const onComposer = await dragOver(page, { x: box.x + 20, y: box.y + 20 }, { files: [clip.path] })
  await onComposer.drop()
  await expect(promptField(page)).toHaveValue('amber lantern')
})
