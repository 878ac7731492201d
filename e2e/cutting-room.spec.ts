import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { promptField, settlesWithinMs } from './support/window/window'

const tiles = (page: Page): Locator => page.locator('[role=option][data-id]')
const compare = (page: Page): Locator => page.getByRole('dialog', { name: 'Compare' })

/** Moves the focus as a person without a pointer does. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  const isThere = (): Promise<boolean> => wanted.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < 80 && !(await isThere()); presses += 1) await page.keyboard.press('Tab')
  await expect(wanted).toBeFocused()
}

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

async function search(page: Page, text: string, found: number): Promise<void> {
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type(`${text} `)
  await expect(tiles(page)).toHaveCount(found)
  await page.keyboard.press('ControlOrMeta+2')
  await page.keyboard.press('Home')
}

test('makes, compares, circles, rates, tags, finds and deletes takes by keyboard alone', async ({
  launchApp
}) => {
  test.setTimeout(settlesWithinMs * 2)
  const { page } = await launchApp({ args: ['--demo'] })
  await expect(promptField(page)).toBeFocused()

  await test.step('makes four takes of two shots', async () => {
    for (const [index, name] of ['Tram', 'Ferry'].entries()) {
      await page.keyboard.press('ControlOrMeta+n')
      await type(page, `A ${name.toLowerCase()} in the rain, slow push in`)
      if (index === 0) {
        await tabTo(page, page.getByRole('radiogroup', { name: 'Takes' }).getByRole('radio', { name: '1' }))
        for (let takes = 1; takes < 4; takes += 1) await page.keyboard.press('ArrowRight')
      }
      await tabTo(page, page.getByRole('textbox', { name: 'Shot' }))
      await type(page, name)
      await page.keyboard.press('ControlOrMeta+Enter')
      await expect(tiles(page).filter({ hasText: name.toLowerCase() }).first()).toBeVisible()
    }
    await page.keyboard.press('ControlOrMeta+f')
    await page.keyboard.type('"in the rain, slow push in"')
    await expect(tiles(page)).toHaveCount(8)
    for (const tile of await tiles(page).all())
      await expect(tile).toHaveAccessibleName(/Safe on disk/, { timeout: settlesWithinMs })
  })

  for (const name of ['Tram', 'Ferry']) {
    await test.step(`compares the takes of ${name}, circles and rates one, and tags all`, async () => {
      await search(page, `shot:${name}`, 4)
      for (let more = 1; more < 4; more += 1) await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('c')
      await expect(compare(page)).toBeFocused()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('o')
      await page.keyboard.press('5')
      await page.keyboard.press('Escape')
      await expect(compare(page)).toBeHidden()
      await expect(tiles(page).and(page.getByRole('option', { name: /circled take, 5 stars/ }))).toHaveCount(
        1
      )
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.press('t')
      await page.keyboard.type('reel')
      await page.keyboard.press('Enter')
      await expect(page.getByText('4 clips changed')).toBeVisible()
    })
  }

  await test.step('finds the circled takes again', () => search(page, 'is:circled tag:reel', 2))

  await test.step('moves the rest to the trash, and takes that back', async () => {
    await search(page, '-is:circled tag:reel', 6)
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press('Delete')
    await expect(page.getByText('6 clips moved to trash')).toBeVisible()
    await expect(tiles(page)).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+z')
    await expect(tiles(page)).toHaveCount(6)
  })
})
