import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'

const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road', 'eager fox']

const field = (page: Page, name: string): Locator =>
  page.getByRole('complementary', { name: 'Inspector' }).getByRole('combobox', { name })
const board = (page: Page): Locator => page.getByRole('main', { name: 'Shots' })
const shot = (page: Page, name: string): Locator =>
  board(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name }) })
const shotNames = (page: Page): Promise<string[]> => board(page).getByRole('heading').allTextContents()

/** Writes a name into a field of the inspector, and chooses it. */
async function enter(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text)
  await field(page, name).press('Enter')
}

test('rates, tags, puts into shots, circles, undoes, restarts and rebuilds', async ({
  launchApp,
  freshFolder
}) => {
  test.setTimeout(180_000)
  const home = await freshFolder()
  seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  let { page } = app
  await waitForPosters(page, prompts.length)

  await test.step('rate, favourite and reject with one key each', async () => {
    await tileOf(page, 'amber lantern').click()
    await page.keyboard.press('4')
    await page.keyboard.press('h')
    await expect(tileOf(page, 'amber lantern')).toHaveAccessibleName(/4 stars, favourite/)
    await tileOf(page, 'eager fox').click()
    await page.keyboard.press('x')
    await expect(tileOf(page, 'eager fox')).toHaveAccessibleName(/rejected/)
  })

  await test.step('tag, title and note in the inspector', async () => {
    await tileOf(page, 'amber lantern').click()
    await page.keyboard.press('t')
    await expect(field(page, 'Tags')).toBeFocused()
    await enter(page, 'Tags', 'night')
    await enter(page, 'Tags', 'boat')
    await expect(page.getByRole('button', { name: 'Remove boat' })).toBeVisible()
    await page.getByRole('textbox', { name: 'Notes' }).fill('Use the end.')
    await page.getByRole('textbox', { name: 'Notes' }).blur()
    await enter(page, 'Collections', 'Best')
    await expect(page.getByRole('button', { name: 'Remove Best' })).toBeVisible()
  })

  await test.step('put several clips into shots', async () => {
    await tileOf(page, 'amber lantern').click()
    await tileOf(page, 'blue heron').click({ modifiers: ['ControlOrMeta'] })
    await tileOf(page, 'cedar gate').click({ modifiers: ['ControlOrMeta'] })
    await page.keyboard.press('s')
    await enter(page, 'Shot', 'Harbour at night')
    await expect(page.getByText('3 clips changed')).toBeVisible()
    await tileOf(page, 'dusty road').click()
    await page.keyboard.press('s')
    await enter(page, 'Shot', 'Bridge')
    await expect(page.getByRole('button', { name: 'Remove Bridge' })).toBeVisible()
    await lookAt(app, 'order-inspector')
  })

  await test.step('circle, reorder and look at the board', async () => {
    await page.getByRole('button', { name: 'Show the shots' }).click()
    await expect(shot(page, 'Harbour at night').locator('[data-take]')).toHaveCount(3)
    expect(await shotNames(page)).toEqual(['Harbour at night', 'Bridge'])
    const takes = shot(page, 'Harbour at night').locator('[data-take]')
    await takes.nth(1).click()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog', { name: 'Viewer' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(takes.nth(1)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+1')
    await page.keyboard.press('ControlOrMeta+1')
    await page.keyboard.press('ControlOrMeta+2')
    await expect(takes.nth(1)).toBeFocused()
    await page.keyboard.press('o')
    await expect(takes.first()).toHaveAccessibleName(/Take 2.*circled take/)
    await expect(board(page).getByRole('status')).toContainText('1 of 2 circled')
    await takes.first().focus()
    await page.keyboard.press('Alt+ArrowDown')
    await expect.poll(() => shotNames(page)).toEqual(['Bridge', 'Harbour at night'])
    const ofBridge = page.getByRole('button', { name: 'Shot Bridge' })
    await ofBridge.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Rename' }).press('Enter')
    await expect(page.getByRole('textbox', { name: 'Name of the shot' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(ofBridge).toBeFocused()
    await page.getByRole('button', { name: 'New shot' }).press('Enter')
    await expect(page.getByRole('textbox', { name: 'Name of the shot' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'New shot' })).toBeFocused()
    await lookAt(app, 'order-board')
    await resizeWindow(app, 900, 600)
    await lookAt(app, 'order-board-small')
    await resizeWindow(app, 1440, 900)
    await board(page).getByRole('button', { name: 'Play circled' }).click()
    const player = page.getByRole('dialog', { name: 'Circled takes' })
    await expect(player.getByText('1 of 1')).toBeVisible()
    await expect(player.getByText('Harbour at night')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(player).toBeHidden()
  })

  await test.step('play the circled takes one after another', async () => {
    await shot(page, 'Bridge').locator('[data-take]').click()
    await page.keyboard.press('o')
    await expect(board(page).getByRole('status')).toContainText('2 of 2 circled')
    await board(page).getByRole('button', { name: 'Play circled' }).click()
    const player = page.getByRole('dialog', { name: 'Circled takes' })
    await expect(player.getByText('1 of 2')).toBeVisible()
    const playing = player.locator('video').first()
    const toItsEnd = (): Promise<void> =>
      playing.evaluate(async (element) => {
        const video = element as HTMLVideoElement
        if (video.readyState < HTMLMediaElement.HAVE_METADATA)
          await new Promise((resolve) => video.addEventListener('loadedmetadata', resolve, { once: true }))
        video.currentTime = video.duration - 0.1
      })
    await toItsEnd()
    await expect(player.getByText('2 of 2')).toBeVisible()
    await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible()
    await expect.poll(() => playing.evaluate((video) => (video as HTMLVideoElement).paused)).toBe(false)
    await toItsEnd()
    await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(player).toBeHidden()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(board(page).getByRole('status')).toContainText('1 of 2 circled')
  })

  await test.step('undo and redo', async () => {
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByText('Undone: Reorder shots')).toBeVisible()
    await expect.poll(() => shotNames(page)).toEqual(['Harbour at night', 'Bridge'])
    await page.keyboard.press('ControlOrMeta+z')
    await expect(board(page).getByRole('status')).toContainText('0 of 2 circled')
    await page.keyboard.press('ControlOrMeta+Shift+z')
    await expect(board(page).getByRole('status')).toContainText('1 of 2 circled')
  })

  /** What the user said, as the app answers it. */
  const said = async (): Promise<unknown> => {
    const { items } = await callApp(page, 'generations.page', {
      view: 'all',
      text: '',
      before: null,
      limit: 100
    })
    const { items: made } = await callApp(page, 'items.list', { after: 0, limit: 100 })
    return [items.map(({ annotations }) => annotations), made]
  }
  const before = await said()

  await test.step('undo a deletion after a restart', async () => {
    await callApp(page, 'settings.update', { room: 'grid' })
    await tileOf(page, 'eager fox').click()
    await page.keyboard.press('Delete')
    await expect(tileOf(page, 'eager fox')).toBeHidden()
    await app.close()
    await app.start()
    page = app.page
    await waitForPosters(page, prompts.length - 1)
    await tileOf(page, 'dusty road').click()
    await page.keyboard.press('ControlOrMeta+z')
    await expect(page.getByText('Clip restored')).toBeVisible()
    await expect(tileOf(page, 'eager fox')).toBeVisible()
    expect(await said()).toEqual(before)
  })

  await test.step('everything is back after the database was deleted', async () => {
    await app.close()
    rmSync(join(home, 'user-data', 'state'), { recursive: true })
    await app.start()
    page = app.page
    await expect(tileOf(page, 'amber lantern')).toHaveAccessibleName(/4 stars, favourite/)
    await expect.poll(said).toEqual(before)
  })
})
