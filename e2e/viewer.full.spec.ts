import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { tileOf } from './support/window/library-view'
import { loaded, openLibrary, prompts, timecode, viewer } from './support/window/viewer'

const strip = (page: Page): Locator => viewer(page).getByRole('listbox')
const videos = (page: Page): Promise<number> => page.locator('video[src]').count()
const title = (page: Page): Locator => viewer(page).getByRole('heading')

test('opens with Enter, goes through the clips, and returns to the tile', async ({
  launchApp,
  freshFolder
}) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await tileOf(page, prompts[1]!).click()
  await page.keyboard.press('Enter')
  await expect(title(page)).toContainText(prompts[1]!)
  await expect(viewer(page)).toBeFocused()
  await loaded(page)
  expect(await videos(page)).toBe(1)
  await expect(viewer(page)).toContainText('2 of 6')

  await page.keyboard.press('ArrowRight')
  await expect(title(page)).toContainText(prompts[2]!)
  expect(await videos(page)).toBe(1)
  await expect(strip(page).getByRole('option', { selected: true })).toHaveAccessibleName(/^cedar gate/)
  // What has no picture is left out.
  for (const prompt of [prompts[3]!, prompts[4]!, 'the last clip', 'the last clip']) {
    await page.keyboard.press('ArrowRight')
    await expect(title(page)).toContainText(prompt)
  }
  await page.keyboard.press('ArrowLeft')
  await expect(title(page)).toContainText(prompts[4]!)
  await expect(page.getByRole('status').filter({ hasText: prompts[4]! })).toHaveCount(1)

  // The window below cannot be reached.
  for (let count = 0; count < 30; count += 1) {
    await page.keyboard.press('Tab')
    const isInside = await page.evaluate(
      () => document.activeElement?.closest('[role="dialog"], section[aria-label="Messages"]') !== null
    )
    const isBody = await page.evaluate(() => document.activeElement === document.body)
    expect(isInside || isBody).toBe(true)
  }
  // Away from the buttons: Escape would close the tip of one first.
  await viewer(page).focus()
  await page.keyboard.press('Escape')
  await expect(viewer(page)).toBeHidden()
  await expect(tileOf(page, prompts[4]!)).toBeFocused()
  await expect(tileOf(page, prompts[4]!)).toHaveAttribute('aria-selected', 'true')
})

test('plays, shuttles, steps and jumps by keys and by timecode', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await tileOf(page, prompts[0]!).dblclick()
  await loaded(page)
  const rate = (): Promise<number> =>
    page.locator('video').evaluate((video: HTMLVideoElement) => video.playbackRate)
  await expect(timecode(page)).toHaveValue('00:00:00:00')

  await test.step('frames', async () => {
    await page.keyboard.press('.')
    await page.keyboard.press('.')
    await expect(timecode(page)).toHaveValue('00:00:00:02')
    await page.keyboard.press(',')
    await expect(timecode(page)).toHaveValue('00:00:00:01')
    await page.keyboard.down('k')
    await page.keyboard.press('l')
    await page.keyboard.press('l')
    await expect(timecode(page)).toHaveValue('00:00:00:03')
    await page.keyboard.press('j')
    await expect(timecode(page)).toHaveValue('00:00:00:02')
    await page.keyboard.up('k')
  })

  await test.step('shuttle', async () => {
    // Neither end of the clip stops it, however slow the machine is.
    await page.keyboard.press('Shift+l')
    await page.keyboard.press('l')
    await expect(viewer(page).getByRole('button', { name: 'Pause' })).toBeVisible()
    await page.keyboard.press('l')
    expect(await rate()).toBe(2)
    await page.keyboard.press('l')
    expect(await rate()).toBe(4)
    await expect(viewer(page).getByRole('status')).toHaveText('4×')
    await page.keyboard.press('k')
    await expect(viewer(page).getByRole('button', { name: 'Play' })).toBeVisible()
    await timecode(page).click()
    await page.keyboard.type('10:00')
    await page.keyboard.press('Enter')
    await expect(timecode(page)).toHaveValue('00:00:10:00')
    await page.keyboard.press('j')
    await expect(viewer(page).getByRole('status')).toHaveText('−1×')
    await page.keyboard.press('k')
  })

  await test.step('timecode', async () => {
    await timecode(page).click()
    await page.keyboard.type('3:12')
    await page.keyboard.press('Enter')
    await expect(timecode(page)).toHaveValue('00:00:03:12')
    await expect(viewer(page)).toBeFocused()
    await timecode(page).click()
    await page.keyboard.type('3:24')
    await page.keyboard.press('Enter')
    await expect(viewer(page).getByRole('alert')).toHaveText('Frames go from 00 to 23 in this clip.')
    await timecode(page).fill('1:00:00')
    await page.keyboard.press('Enter')
    await expect(viewer(page).getByRole('alert')).toHaveText('This clip is 00:00:15:00 long.')
    await page.keyboard.press('Escape')
    await expect(timecode(page)).toHaveValue('00:00:03:12')
  })

  await test.step('marks', async () => {
    await page.keyboard.press('i')
    for (let count = 0; count < 5; count += 1) await page.keyboard.press('.')
    await page.keyboard.press('o')
    await page.keyboard.press('Home')
    await expect(timecode(page)).toHaveValue('00:00:03:17')
    for (const shown of ['00:00:03:12', '00:00:00:00']) {
      await page.keyboard.press('ArrowUp')
      await expect(timecode(page)).toHaveValue(shown)
    }
    for (const shown of ['00:00:03:12', '00:00:03:17', '00:00:14:23']) {
      await page.keyboard.press('ArrowDown')
      await expect(timecode(page)).toHaveValue(shown)
    }
    await expect(viewer(page).getByRole('button', { name: 'Mark in' })).toHaveAttribute(
      'aria-pressed',
      'true'
    )
    await page.keyboard.press('Alt+x')
    await expect(viewer(page).getByRole('button', { name: 'Mark in' })).toHaveAttribute(
      'aria-pressed',
      'false'
    )
  })

  await test.step('loop of the marks', async () => {
    await timecode(page).click()
    await page.keyboard.type('2:00')
    await page.keyboard.press('Enter')
    await page.keyboard.press('i')
    for (let count = 0; count < 4; count += 1) await page.keyboard.press('.')
    await page.keyboard.press('o')
    const seeks = page.locator('video').evaluate(
      (video: HTMLVideoElement) =>
        new Promise<number>((resolve) => {
          let count = 0
          video.addEventListener('seeked', () => (count += 1) === 3 && resolve(video.currentTime))
        })
    )
    await page.keyboard.press('Space')
    const at = await seeks
    expect(at).toBeGreaterThanOrEqual(2)
    expect(at).toBeLessThan(2.25)
    await page.keyboard.press('k')
  })
})

test('saves the frame on screen in full size', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const { page } = await openLibrary(launchApp, home)
  await tileOf(page, prompts[0]!).dblclick()
  await loaded(page)
  await timecode(page).click()
  await page.keyboard.type('2:06')
  await page.keyboard.press('Enter')
  await page.keyboard.press('p')
  await expect(page.getByText('Frame 00:00:02:06 saved')).toBeVisible()
  await page.keyboard.press('p')
  const folder = join(home, 'Videos', 'Dailies', 'Frames')
  await expect.poll(() => readdirSync(folder)).toHaveLength(2)
  const [first, second] = readdirSync(folder).sort()
  expect(first).toMatch(/^clip 0000 .* 00-00-02-06 2\.png$/)
  expect(second).toMatch(/^clip 0000 .* 00-00-02-06\.png$/)
  const png = readFileSync(join(folder, second!))
  // Width and height in the first chunk.
  const natural = await page
    .locator('video')
    .evaluate((video: HTMLVideoElement) => [video.videoWidth, video.videoHeight])
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(natural)
  expect(statSync(join(folder, second!)).size).toBeGreaterThan(10_000)
})

test('shows a selection, zooms, and leaves the clip for the trash', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await tileOf(page, prompts[0]!).click()
  await tileOf(page, prompts[2]!).click({ modifiers: ['Shift'] })
  await page.keyboard.press('Enter')
  await loaded(page)
  await expect(strip(page)).toHaveAccessibleName('Selected clips')
  await expect(strip(page).getByRole('option')).toHaveCount(3)
  await expect(viewer(page)).toContainText('3 of 3')
  await page.keyboard.press('ArrowRight')
  await expect(viewer(page)).toContainText('3 of 3')

  await page.keyboard.press('z')
  const size = await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const { width, height } = video.getBoundingClientRect()
    const scale = window.devicePixelRatio
    return [width * scale - video.videoWidth, height * scale - video.videoHeight].map(Math.round)
  })
  expect(size).toEqual([0, 0])
  await page.keyboard.press('z')

  await page.keyboard.press('Escape')
  await expect(page.getByRole('option', { selected: true })).toHaveCount(3)
  await page.keyboard.press('Escape')
  await tileOf(page, prompts[3]!).dblclick()
  await page.keyboard.press('Delete')
  await expect(title(page)).toContainText(prompts[4]!)
  await page.keyboard.press('Escape')
  await expect(tileOf(page, prompts[3]!)).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(tileOf(page, prompts[3]!)).toBeVisible()
})

test('rates the clip in view, and keeps its marks', async ({ launchApp, freshFolder }) => {
  const { page } = await openLibrary(launchApp, await freshFolder())
  await tileOf(page, prompts[0]!).dblclick()
  await loaded(page)
  const pressed = (name: string) => viewer(page).getByRole('button', { name, exact: true })
  for (const [key, name] of [
    ['4', '4 stars'],
    ['h', 'Favourite'],
    ['x', 'Reject'],
    ['i', 'Mark in']
  ] as const) {
    await page.keyboard.press(key)
    await expect(pressed(name)).toHaveAttribute('aria-pressed', 'true')
  }
  await page.keyboard.press('ArrowRight')
  await expect(pressed('4 stars')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('ArrowLeft')
  await expect(pressed('4 stars')).toHaveAttribute('aria-pressed', 'true')
  // The mark was the last thing said about it.
  await expect(pressed('Mark in')).toHaveAttribute('aria-pressed', 'false')
  await page.keyboard.press('0')
  await expect(pressed('4 stars')).toHaveAttribute('aria-pressed', 'false')
})
