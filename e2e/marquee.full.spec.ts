import { expect, test } from './support/app/app'
import { seedLibrary } from './support/files/seed'
import { tileOf } from './support/window/library-view'

test('selects clips with a rectangle, adds to it, and scrolls beyond the edge', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  seedLibrary(
    home,
    Array.from({ length: 60 }, (_, index) => ({ prompt: `Clip ${String(index).padStart(2, '0')}` }))
  )
  const { page } = await launchApp({ home })
  const selected = page.locator('[role=option][aria-selected=true]')
  const box = async (prompt: string) => (await tileOf(page, prompt).boundingBox())!
  const [first, second] = [await box('Clip 00'), await box('Clip 01')]
  const between = { x: (first.x + first.width + second.x) / 2, y: first.y + first.height / 2 }

  await page.mouse.move(between.x, between.y)
  await page.mouse.down()
  await page.mouse.move(second.x + 20, between.y + 20, { steps: 3 })
  await page.mouse.up()
  await expect(selected).toHaveAccessibleName(/^Clip 01/)

  await page.keyboard.down('Shift')
  await page.mouse.move(between.x, between.y)
  await page.mouse.down()
  await page.mouse.move(first.x + 20, between.y + 20, { steps: 3 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await expect(page.getByRole('toolbar', { name: 'Selection' })).toContainText('2 selected')

  await test.step('a click beside the clips selects nothing', async () => {
    await page.mouse.click(between.x, between.y)
    await expect(selected).toHaveCount(0)
  })

  const grid = (await page.getByRole('main', { name: 'Library' }).boundingBox())!
  const count = async (): Promise<number> =>
    Number((await page.getByText(/^\d+ selected$/).textContent())?.split(' ')[0])
  await page.mouse.move(between.x, between.y)
  await page.mouse.down()
  await page.mouse.move(grid.x + grid.width - 40, grid.y + grid.height + 60, { steps: 5 })
  // Reached by scrolling alone, for as long as the button is held.
  await expect(tileOf(page, 'Clip 59')).toBeVisible()
  // More than the window shows.
  await expect.poll(count).toBeGreaterThan(30)
  await page.mouse.up()
})
