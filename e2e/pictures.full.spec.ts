import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'
import { expectPhase, fact, order, select, signIn } from './support/window/window'

const prompts = [
  'amber lantern',
  'blue heron',
  'cedar gate',
  'dusty road',
  'eager fox',
  'fallen oak',
  'green hill'
]

const picturesFolder = (app: RunningApp): string => join(app.userData, 'cache', 'posters')
const picturesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : [])
const namesFor = (clips: readonly Pick<SeededClip, 'videoId'>[]): string[] =>
  clips.flatMap(({ videoId }) => [`${videoId}.jpg`, `${videoId}.strip.jpg`]).sort()

/** Measures a picture in the page; null where it is not served or not decoded. */
const sizeOf = (page: Page, id: string, kind: 'poster' | 'strip') =>
  page.evaluate(async (url) => {
    const answer = await fetch(url)
    if (!answer.ok) return null
    const { width, height } = await createImageBitmap(await answer.blob())
    return { width, height }
  }, `app://dailies/media/${id}/${kind}`)

const waysOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => performance.getEntriesByType('mark').map(({ name }) => name))

async function openLibrary({
  launchApp,
  freshFolder
}: {
  readonly launchApp: (options: { home: string }) => Promise<RunningApp>
  readonly freshFolder: () => Promise<string>
}): Promise<{ readonly app: RunningApp; readonly clips: readonly SeededClip[] }> {
  const home = await freshFolder()
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  return { app: await launchApp({ home }), clips }
}

test('makes a poster and a strip of a finished clip, and measures its sound', async ({ launchApp }) => {
  const app = await launchApp()
  await signIn(app)
  await order(app, { prompt: 'a paper boat' })
  await expectPhase(app, 'a paper boat', 'Safe on disk')
  await waitForPosters(app.page, 1)
  await expect.poll(() => picturesIn(picturesFolder(app)).length).toBe(2)
  await select(app, 'a paper boat')
  await expect(fact(app.page, 'Sound')).toHaveText(/^AAC, peak −\d+ dB$/)
  await expect(fact(app.page, 'Differs')).toHaveCount(0)
})

test('makes pictures within their limits once, and again where they are lost or damaged', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clips } = await openLibrary({ launchApp, freshFolder })
  const folder = picturesFolder(app)
  await waitForPosters(app.page, clips.length)
  await expect.poll(() => picturesIn(folder)).toEqual(namesFor(clips))
  expect(await waysOf(app.page)).toContain('picture made: worker')

  const sizes = { wide: clips[0]!, square: clips[4]!, tall: clips[6]! }
  expect(await sizeOf(app.page, sizes.wide.videoId, 'poster')).toEqual({ width: 480, height: 270 })
  expect(await sizeOf(app.page, sizes.wide.videoId, 'strip')).toEqual({ width: 12 * 240, height: 135 })
  expect(await sizeOf(app.page, sizes.square.videoId, 'poster')).toEqual({ width: 480, height: 480 })
  expect(await sizeOf(app.page, sizes.tall.videoId, 'poster')).toEqual({ width: 270, height: 480 })
  expect(await sizeOf(app.page, sizes.tall.videoId, 'strip')).toEqual({ width: 12 * 135, height: 240 })

  await test.step('after a restart there is nothing to do', async () => {
    await app.close()
    await app.start()
    await waitForPosters(app.page, clips.length)
    expect(await waysOf(app.page)).toEqual([])
  })

  await test.step('lost or damaged ones are made again', async () => {
    await app.close()
    const [lost, lostStrip, damaged, empty] = clips.map(({ videoId }) => join(folder, videoId))
    rmSync(`${lost}.jpg`)
    rmSync(`${lostStrip}.strip.jpg`)
    writeFileSync(`${damaged}.jpg`, Uint8Array.of(0xff, 0xd8, 0xff, 0xd9))
    writeFileSync(`${empty}.jpg`, '')
    await app.start()
    await waitForPosters(app.page, clips.length)
    await expect.poll(() => picturesIn(folder)).toEqual(namesFor(clips))
    for (const { videoId } of clips) expect(await sizeOf(app.page, videoId, 'poster')).not.toBeNull()
  })
})

test('makes the same pictures with a video element where there is no worker', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(
    home,
    prompts.slice(0, 2).map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  const folder = picturesFolder(app)
  await expect.poll(() => picturesIn(folder)).toEqual(namesFor(clips))
  await app.page.addInitScript(() => void Reflect.deleteProperty(window, 'Worker'))
  rmSync(folder, { recursive: true })
  await app.page.reload()
  await expect.poll(() => picturesIn(folder)).toEqual(namesFor(clips))
  expect(await waysOf(app.page)).toEqual(['picture made: element'])
  const { videoId } = clips[0]!
  expect(await sizeOf(app.page, videoId, 'poster')).toEqual({ width: 480, height: 270 })
  expect(await sizeOf(app.page, videoId, 'strip')).toEqual({ width: 12 * 240, height: 135 })
})

const pictureIn = (tile: Locator): Promise<string> =>
  tile.locator('.hover-layer canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())

/** Moves the pointer to a share of a tile's width. */
async function pointTo(page: Page, tile: Locator, share: number): Promise<void> {
  const { x, y, width, height } = (await tile.boundingBox())!
  await page.mouse.move(x + width * share, y + height / 2)
}

test('draws posters as large as their cards, again where these grow', async ({ launchApp, freshFolder }) => {
  const { app, clips } = await openLibrary({ launchApp, freshFolder })
  const { page } = app
  await waitForPosters(page, clips.length)
  const canvas = tileOf(page, prompts[0]!).locator('canvas')
  /** Width of what is drawn, and of the card, in pixels of the screen. */
  const widths = () =>
    canvas.evaluate((element: HTMLCanvasElement) => ({
      drawn: element.width,
      card: Math.round(element.clientWidth * devicePixelRatio)
    }))
  let before = (await widths()).card
  for (const size of ['Small', 'Large', 'Small', 'List']) {
    await page.getByRole('radio', { name: size }).click()
    await expect.poll(async () => (await widths()).card).not.toBe(before)
    const { card } = await widths()
    before = card
    await expect.poll(async () => (await widths()).drawn).toBe(Math.min(480, Math.ceil(card / 80) * 80))
  }
})

test('scrubs the tile under the pointer, plays its clip once after a rest, and stops', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clips } = await openLibrary({ launchApp, freshFolder })
  const { page } = app
  await expect.poll(() => picturesIn(picturesFolder(app))).toEqual(namesFor(clips))
  const tile = tileOf(page, prompts[0]!)
  const video = tile.locator('video')

  await test.step('keyboard focus alone shows nothing', async () => {
    // It may rest on a tile from the start.
    await page.mouse.move(0, 0)
    await tile.focus()
    await expect(tile).toBeFocused()
    await expect(page.locator('.hover-layer')).toHaveCount(0)
  })

  await test.step('a move scrubs', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await pointTo(page, tile, 0.1)
    await expect(tile.locator('.hover-layer')).toBeVisible()
    const early = await pictureIn(tile)
    await pointTo(page, tile, 0.9)
    await expect.poll(() => pictureIn(tile)).not.toBe(early)
    await pointTo(page, tile, 0.1)
    await expect.poll(() => pictureIn(tile)).toBe(early)
    // Nothing plays where motion is to be reduced.
    await expect(page.locator('video')).toHaveCount(0)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
  })

  await test.step('a rest plays once, and stays at the last frame', async () => {
    await pointTo(page, tile, 0.5)
    await expect
      .poll(() => video.evaluate(({ currentTime }: HTMLVideoElement) => currentTime))
      .toBeGreaterThan(0)
    await video.evaluate((element: HTMLVideoElement) => (element.currentTime = element.duration - 0.2))
    await expect.poll(() => video.evaluate(({ ended }: HTMLVideoElement) => ended)).toBe(true)
    await expect(video).toBeVisible()
  })

  await test.step('a move scrubs again, and leaving stops at once', async () => {
    await pointTo(page, tile, 0.3)
    await expect(video).toHaveCount(0)
    await page.getByRole('textbox', { name: 'Search' }).hover()
    await expect(page.locator('.hover-layer')).toHaveCount(0)
  })

  await test.step('a tile that comes to lie under the pointer does nothing until that moves', async () => {
    await page.getByRole('radio', { name: 'List' }).click()
    await pointTo(page, tile, 0.5)
    await expect(tile.locator('.hover-layer')).toBeVisible()
    const { y, height } = (await tile.boundingBox())!
    await page.getByRole('textbox', { name: 'Search' }).fill(prompts[1]!)
    const other = tileOf(page, prompts[1]!)
    await expect.poll(async () => (await other.boundingBox())?.y).toBe(y)
    await expect.poll(() => other.evaluate((element) => element.matches(':hover'))).toBe(true)
    // The page's timers run in order: one that the tile started when it came would be over.
    await page.evaluate((ms) => new Promise((done) => setTimeout(done, ms)), 400)
    await expect(page.locator('.hover-layer')).toHaveCount(0)
    await page.mouse.move(400, y + height / 2 + 1)
    await expect(other.locator('video')).toBeVisible()
  })
})
