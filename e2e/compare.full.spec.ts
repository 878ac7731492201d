import type { Locator, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { lookAt, resizeWindow } from './support/window/screens'

const prompts = [
  'a lighthouse at dawn, slow push towards the lamp',
  'a lighthouse at dusk, slow push towards the lamp',
  'cedar gate',
  'dusty road',
  'eager fox'
]
/** Frames a second of the seeded clips. */
const rate = 24

const compare = (page: Page): Locator => page.getByRole('dialog', { name: 'Compare' })
const timecode = (page: Page): Locator => compare(page).getByRole('textbox', { name: 'Timecode' })
const pane = (page: Page, number: number): Locator =>
  compare(page).getByRole('region', { name: new RegExp(`^${number}: `) })
const videos = (page: Page): Locator => page.locator('video[src]')

/** Frames that the panes show, in the order on screen. */
const frames = (page: Page): Promise<readonly number[]> =>
  compare(page)
    .locator('video')
    .evaluateAll(
      (all, framesPerSecond) =>
        (all as HTMLVideoElement[]).map((video) => Math.floor(video.currentTime * framesPerSecond + 0.02)),
      rate
    )

async function openLibrary(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<RunningApp> {
  seedLibrary(
    home,
    prompts.map((prompt, index) => ({ prompt, ...(index === 1 && { modelId: 'wan2.5-t2v' }) }))
  )
  const app = await launchApp({ home })
  await waitForPosters(app.page, prompts.length)
  return app
}

/** Selects the first clips and compares them. */
async function compareFirst(page: Page, count: number): Promise<void> {
  await tileOf(page, prompts[0]!).click()
  for (let more = 1; more < count; more += 1) await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('c')
  await expect(compare(page)).toBeFocused()
  await expect(compare(page).getByText('00:00:15:00', { exact: true })).toBeVisible()
}

test('shows four clips in step', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await compareFirst(page, 4)
  await expect(videos(page)).toHaveCount(4)

  await timecode(page).click()
  await page.keyboard.type('3:12')
  await page.keyboard.press('Enter')
  await expect.poll(() => frames(page)).toEqual([84, 84, 84, 84])
  await page.keyboard.press('.')
  await expect.poll(() => frames(page)).toEqual([85, 85, 85, 85])

  await page.keyboard.press('Space')
  await expect.poll(async () => (await frames(page)).every((frame) => frame > 100)).toBe(true)
  await page.keyboard.press('Space')
  await expect(compare(page).getByRole('button', { name: 'Play' })).toBeVisible()
  await expect.poll(async () => new Set(await frames(page)).size).toBe(1)

  await page.keyboard.press('Escape')
  await expect(compare(page)).toBeHidden()
  await expect(page.getByRole('option', { selected: true })).toHaveCount(4)
  // The inspector shows several clips without a player.
  await expect(videos(page)).toHaveCount(0)
})

test('offsets, swaps and hears single panes', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await compareFirst(page, 3)
  await page.keyboard.press('ArrowRight')
  await expect(pane(page, 2)).toHaveAttribute('aria-current', 'true')
  for (let count = 0; count < 3; count += 1) await page.keyboard.press(']')
  await expect.poll(() => frames(page)).toEqual([0, 3, 0])
  await expect(pane(page, 2)).toContainText('+3 f')
  await page.keyboard.press('[')
  await timecode(page).click()
  await page.keyboard.type('2:00')
  await page.keyboard.press('Enter')
  await expect.poll(() => frames(page)).toEqual([48, 50, 48])

  await page.keyboard.press('Shift+ArrowRight')
  await expect(pane(page, 3)).toContainText('dusk')
  await expect.poll(() => frames(page)).toEqual([48, 48, 50])
  await expect(pane(page, 3)).toHaveAttribute('aria-current', 'true')

  const heard = (): Promise<readonly boolean[]> =>
    compare(page)
      .locator('video')
      .evaluateAll((all) => (all as HTMLVideoElement[]).map((video) => !video.muted))
  expect(await heard()).toEqual([true, false, false])
  await page.keyboard.press('a')
  await expect.poll(heard).toEqual([false, false, true])
  await page.keyboard.press('m')
  await expect.poll(heard).toEqual([false, false, false])
})

test('makes clips takes of a shot where one of them is circled, as one step', async ({
  launchApp,
  freshFolder
}) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await compareFirst(page, 2)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('o')
  const circle = (number: number): Locator =>
    pane(page, number).getByRole('button', { name: 'Circle this take' })
  await expect(circle(2)).toHaveAttribute('aria-pressed', 'true')
  await expect(circle(1)).toHaveAttribute('aria-pressed', 'false')
  await expect(page.getByText(/Now takes of the shot “a lighthouse at d/)).toBeVisible()
  await circle(1).click()
  await expect(circle(1)).toHaveAttribute('aria-pressed', 'true')
  await expect(circle(2)).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(circle(2)).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(circle(2)).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Show the shots' }).click()
  await expect(page.getByText('No shots yet')).toBeVisible()
})

test('shows what differs, and wipes between two', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await compareFirst(page, 2)
  const differences = compare(page).getByRole('region', { name: 'Differences' })
  await expect(differences.locator('del')).toHaveText('dawn')
  await expect(differences.locator('ins')).toHaveText('dusk')
  await expect(differences.getByRole('row', { name: /^Model/ })).toContainText('Veo 3.1 Fast')
  await page.keyboard.press('d')
  await expect(differences).toBeHidden()

  await page.keyboard.press('w')
  const line = compare(page).getByRole('slider', { name: 'Wipe' })
  await expect(line).toHaveAttribute('aria-valuenow', '50')
  await line.press('ArrowLeft')
  await expect(line).toHaveAttribute('aria-valuenow', '48')
  const [first, second] = await compare(page)
    .locator('video')
    .evaluateAll((all) => all.map((video) => JSON.stringify(video.getBoundingClientRect())))
  expect(first).toBe(second)
  await expect(videos(page)).toHaveCount(2)
  await page.keyboard.press('w')
  await expect(line).toBeHidden()
})

test('opens from the viewer, and returns there', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await tileOf(page, prompts[1]!).dblclick()
  await page.keyboard.press('c')
  await expect(compare(page).getByRole('region', { name: /^\d: / })).toHaveCount(4)
  await expect(pane(page, 1)).toContainText('dusk')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Viewer' })).toBeFocused()
  await expect(videos(page)).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(tileOf(page, prompts[1]!)).toBeFocused()
})

test('looks right in every window', async ({ launchApp, freshFolder }) => {
  const app = await openLibrary(launchApp, await freshFolder())
  const { page } = app
  for (const count of [2, 3, 4]) {
    await compareFirst(page, count)
    await lookAt(app, `compare-${count}`)
    if (count === 2) {
      await page.keyboard.press('w')
      await lookAt(app, 'compare-wipe')
      await page.keyboard.press('w')
    }
    if (count === 4) {
      await resizeWindow(app, 900, 600)
      await lookAt(app, 'compare-small')
    }
    await compare(page).focus()
    await page.keyboard.press('Escape')
  }
})
