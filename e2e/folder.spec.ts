import { appendFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { dropAt, type Dragged } from './support/drag/drop-files'
import type { Point } from './support/drag/drop-target'
import { tileOf } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'
import { expectPhase, promptField } from './support/window/window'

/** Blurs and focuses the window. */
async function turnTo({ electron }: RunningApp): Promise<void> {
  const isFocused = () =>
    electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isFocused())
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.minimize())
  await expect.poll(isFocused).toBe(false)
  await electron.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.restore()
    window.focus()
  })
}

const notices = (app: RunningApp) => app.page.getByRole('status').filter({ hasText: /folder|library/i })

test('locates a moved library from its notice [F40]', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  await expectPhase(app, 'amber lantern', 'Safe on disk')
  const moved = join(home, 'Moved here')
  renameSync(app.libraryFolder, moved)
  await turnTo(app)
  await expect(notices(app)).toContainText(
    'Can’t find your library folder. Reconnect the drive or locate the folder.'
  )
  await answerOpenDialogs(app.electron, moved)
  await notices(app).getByRole('button', { name: 'Locate library…' }).press('Enter')
  await expect(notices(app)).toBeHidden()
  await expectPhase(app, 'amber lantern', 'Safe on disk')
})

test('shows a dropped clip, and ignores links and pages; text goes to the prompt [D09, D12]', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const [clip] = seedLibrary(home, [{ prompt: 'amber lantern' }])
  const app = await launchApp({ home })
  const { page } = app
  const folder = join(home, 'a folder')
  mkdirSync(folder)
  const html = join(home, 'page.html')
  appendFileSync(html, '<script>document.title = "taken over"</script>')
  const address = page.url()
  const drop = (place: Point, dragged: Dragged): Promise<void> => dropAt(page, place, dragged)
  const middleOf = async (locator: ReturnType<typeof tileOf>) => {
    const box = (await locator.boundingBox())!
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const places = [
    await middleOf(tileOf(page, 'amber lantern')),
    await middleOf(promptField(page)),
    { x: 5, y: 5 }
  ]
  const link = { mimeType: 'text/uri-list', data: 'https://example.com/video.mp4' }
  for (const place of places) {
    await drop(place, { files: [clip!.path] })
    await expect(page.getByText('This clip is in your library.')).toBeVisible()
    await drop(place, { files: [folder, html] })
    await expect(page.getByText('“a folder” and 1 more file can’t be dropped here.')).toBeVisible()
  }
  for (const place of [places[0]!, places[2]!]) {
    await drop(place, { items: [link] })
    await drop(place, { items: [{ mimeType: 'text/html', data: '<img src=x onerror=alert(1)>' }] })
  }
  expect(page.url()).toBe(address)
  expect(app.electron.windows()).toHaveLength(1)
  await expect(page).not.toHaveTitle('taken over')
  await drop(places[1]!, { items: [{ mimeType: 'text/plain', data: 'a fox in the snow' }] })
  await expect(promptField(page)).toHaveValue(/a fox in the snow/)
  await expect(tileOf(page, 'amber lantern')).toBeVisible()
})
