import type { Locator, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { callApp } from './support/app/bridge'
import { dragThrough, type Point } from './support/drag/drop-target'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { resizeWindow } from './support/window/screens'

const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road']
const shotNames = ['Harbour', 'Bridge', 'Square'] as const

let app: RunningApp
let clips: readonly SeededClip[]
const idOf = (prompt: string) => clips.find((clip) => clip.prompt === prompt)!.generationId as never
const board = (page: Page): Locator => page.getByRole('main', { name: 'Shots' })
const rowOf = (page: Page, name: string): Locator =>
  board(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) })
const takesOf = (page: Page, name: string): Locator => rowOf(page, name).locator('[data-take]')

/** Drags a take out of the window, and drops its file on a row as the native drag does. */
async function dragTo(take: Locator, fileName: string, row: Locator): Promise<void> {
  await take.dispatchEvent('dragstart')
  await row.evaluate((element, name) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([], name))
    const { left, top } = element.getBoundingClientRect()
    const at = { clientX: left + 20, clientY: top + 20 }
    for (const type of ['dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, ...at }))
  }, fileName)
}

test.beforeEach(async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, prompts.length)
  const shots = shotNames.map((name) => ({ id: crypto.randomUUID() as never, name }))
  for (const { id, name } of shots) {
    const item = { id, kind: 'shot' as const, name, projectId: null, search: null }
    await callApp(page, 'items.add', { item })
  }
  const [harbour, bridge] = shots
  for (const prompt of ['amber lantern', 'blue heron'])
    await callApp(page, 'annotations.set', { ids: [idOf(prompt)], change: { shotId: harbour!.id } })
  await callApp(page, 'annotations.set', { ids: [idOf('cedar gate')], change: { shotId: bridge!.id } })
})

test('moves a take to another shot by drag and by keys, and takes it back', async () => {
  const { page } = app
  await app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.startDrag = () => undefined
  })
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show the shots' }).click()
  await expect(takesOf(page, 'Harbour')).toHaveCount(2)

  await test.step('a drag gives it the next number there', async () => {
    const { path } = clips.find(({ prompt }) => prompt === 'amber lantern')!
    await dragTo(
      takesOf(page, 'Harbour').first(),
      path.slice(path.lastIndexOf('/') + 1),
      rowOf(page, 'Bridge')
    )
    await expect(takesOf(page, 'Bridge')).toHaveCount(2)
    await expect(takesOf(page, 'Bridge').last()).toHaveAccessibleName(/^Take 2, amber lantern/)
    await expect(page.getByText('Moved to the shot “Bridge”')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(takesOf(page, 'Harbour')).toHaveCount(2)
    await expect(takesOf(page, 'Harbour').first()).toHaveAccessibleName(/^Take 1, amber lantern/)
  })

  await test.step('keys move it through the shots, and it keeps the keyboard', async () => {
    await takesOf(page, 'Harbour').first().click()
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect(takesOf(page, 'Bridge').last()).toBeFocused()
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect(takesOf(page, 'Square').first()).toBeFocused()
    await page.keyboard.press('o')
    await expect(takesOf(page, 'Square').first()).toHaveAccessibleName(/circled take/)
    await page.keyboard.press('Alt+Shift+ArrowUp')
    await expect(takesOf(page, 'Bridge').last()).toBeFocused()
  })

  await test.step('its menu has the same, and fits a low window', async () => {
    await resizeWindow(app, 900, 600)
    await takesOf(page, 'Bridge').last().click({ button: 'right' })
    const menu = page.getByRole('menu')
    const isInWindow = (): Promise<boolean> =>
      menu.evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        return top >= 0 && bottom <= window.innerHeight
      })
    await expect.poll(isInWindow).toBe(true)
    await page.keyboard.press('End')
    await expect(menu.getByRole('menuitem', { name: 'Move to trash' })).toBeInViewport()
    await menu.getByRole('menuitem', { name: 'Move the take to the shot above' }).click()
    await expect(takesOf(page, 'Harbour')).toHaveCount(2)
  })
})

test('takes a take that the real pointer drags to another shot', async ({ desktop }) => {
  const { page } = app
  await page.getByRole('button', { name: 'Show the shots' }).click()
  await expect(takesOf(page, 'Harbour')).toHaveCount(2)
  const { x, y } = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getContentBounds()
  )
  const onScreen = async (part: Locator): Promise<Point> => {
    const box = (await part.boundingBox())!
    return { x: Math.round(x + box.x + box.width / 2), y: Math.round(y + box.y + box.height / 2) }
  }
  const bridge = rowOf(page, 'Bridge')
  const drag = await dragThrough(
    desktop.env,
    await onScreen(takesOf(page, 'Harbour').first()),
    await onScreen(bridge)
  )
  await expect(bridge).toHaveClass(/into/)
  await drag.release()
  await expect(takesOf(page, 'Bridge')).toHaveCount(2)
  await expect(bridge).not.toHaveClass(/into/)
  await expect(page.getByText('Moved to the shot “Bridge”')).toBeVisible()
})

test('leaves a clip alone that a board without takes hides', async () => {
  const { page } = app
  await callApp(page, 'annotations.set', {
    ids: prompts.slice(0, 3).map(idOf),
    change: { shotId: null }
  })
  await tileOf(page, 'dusty road').click()
  await page.keyboard.press('b')
  await expect(board(page)).toBeVisible()
  await expect(page.getByText('Select a clip to play it')).toBeVisible()
  await page.keyboard.press('Delete')
  await page.keyboard.press('5')
  // Answered after what the keys asked for.
  expect((await callApp(page, 'app.state', {})).counts).toMatchObject({ all: 4, trash: 0 })
  await page.keyboard.press('b')
  await expect(tileOf(page, 'dusty road')).toBeVisible()
  await expect(tileOf(page, 'dusty road')).not.toHaveAccessibleName(/stars/)
})
