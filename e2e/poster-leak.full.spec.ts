import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './support/app/app'
import { waitForPosters } from './support/window/library-view'
import { processesOf } from './support/app/main-process'
import { processSize, type ProcessSize } from './support/app/process-size'
import { seedLibrary } from './support/files/seed'

const clips = 300
/** Warm-up: by then the process holds fonts, decoders and a full grid of pictures. */
const warmedUp = 50
/** A leak of one handle and 4 MB per poster would exceed 100 handles and 450 MB, Chromium's limit. */
const mostHandles = 20
const mostSharedKilobytes = 60_000
const mostKilobytes = 200_000

const title = '300 posters, made and scrolled past, leave neither open handles nor memory'
test(title, async ({ launchApp, freshFolder }) => {
  // Only against hanging: 300 clips are decoded one after the other.
  test.setTimeout(600_000)
  const home = await freshFolder()
  seedLibrary(
    home,
    Array.from({ length: clips }, (_, index) => ({ prompt: `clip ${index}` }))
  )
  const app = await launchApp({ home })
  const { page } = app
  const [pid] = await processesOf(app.electron, 'Tab')
  const folder = join(app.userData, 'cache', 'posters')
  mkdirSync(folder, { recursive: true })
  await page.mouse.move(700, 400)
  const untilMade = (count: number): Promise<void> =>
    expect
      .poll(
        async () => {
          // Only what is near the screen is made, and nothing while the list moves.
          if (await page.evaluate(isEachTileShown)) await page.mouse.wheel(0, 400)
          return postersIn(folder)
        },
        { timeout: 500_000, intervals: [100] }
      )
      .toBeGreaterThanOrEqual(count)
  const scrollTo = async (place: 'start' | 'end'): Promise<void> => {
    await page.mouse.wheel(0, place === 'start' ? -100_000 : 100_000)
    await waitForPosters(page, 1)
  }

  await untilMade(warmedUp)
  const before = processSize(pid!)
  await untilMade(clips)
  for (let round = 0; round < 20; round += 1) {
    for (const row of Array(10).keys()) await page.mouse.wheel(0, (row + 1) * (round % 2 === 0 ? -300 : 300))
    await scrollTo(round % 2 === 0 ? 'start' : 'end')
  }
  const growth = difference(before, processSize(pid!))
  expect(growth.handles, JSON.stringify(growth)).toBeLessThan(mostHandles)
  expect(growth.sharedKilobytes, JSON.stringify(growth)).toBeLessThan(mostSharedKilobytes)
  expect(growth.kilobytes, JSON.stringify(growth)).toBeLessThan(mostKilobytes)
})

/** Runs in the page. */
const isEachTileShown = (): boolean =>
  [...document.querySelectorAll('[role="option"]')].every((tile) => tile.querySelector('canvas[data-shown]'))

const postersIn = (folder: string): number =>
  readdirSync(folder).filter((name) => name.endsWith('.jpg') && !name.endsWith('.strip.jpg')).length

const difference = (before: ProcessSize, after: ProcessSize): ProcessSize => ({
  handles: after.handles - before.handles,
  kilobytes: after.kilobytes - before.kilobytes,
  sharedKilobytes: after.sharedKilobytes - before.sharedKilobytes
})
