import { existsSync, rmSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from './support/app/app'
import { recordDrags, type RecordedDrag } from './support/drag/drag-recorder'
import { dragOnScreen, openDropTarget, type Point } from './support/drag/drop-target'
import { tileOf, waitForPosters } from './support/window/library-view'
import { seedLibrary, type SeededClip } from './support/files/seed'

const prompts = ['amber lantern', 'blue heron', 'cedar gate', 'dusty road'] as const

interface Bench {
  readonly app: RunningApp
  readonly page: Page
  readonly clips: readonly SeededClip[]
  readonly drags: () => Promise<readonly RecordedDrag[]>
}

/** Drags a tile a little with the mouse. */
async function pull(page: Page, words: string): Promise<void> {
  const box = (await tileOf(page, words).boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 12, y + 12, { steps: 4 })
  await page.mouse.up()
}

test.describe('with the native drag replaced', () => {
  let bench: Bench

  test.beforeEach(async ({ launchApp, freshFolder }) => {
    const home = await freshFolder()
    const clips = seedLibrary(home, [
      ...prompts.map((prompt) => ({ prompt })),
      {
        prompt: 'eager fox',
        state: 'failed',
        problem: { code: 'provider_failed', message: 'No.', retryable: true }
      },
      { prompt: 'faded map', deleted: true }
    ])
    const app = await launchApp({ home })
    await waitForPosters(app.page, prompts.length)
    bench = { app, page: app.page, clips, drags: await recordDrags(app.electron) }
  })

  const paths = (...indexes: readonly number[]): string[] => indexes.map((index) => bench.clips[index]!.path)

  test('drags one clip at once, as an existing absolute path with its poster', async () => {
    await pull(bench.page, prompts[1])
    await expect.poll(bench.drags).toHaveLength(1)
    const [path] = paths(1)
    expect(await bench.drags()).toEqual([
      { file: path, files: [path], iconIsEmpty: false, iconWidth: 128, inTurnOfMessage: true }
    ])
    expect(existsSync(path!)).toBe(true)
  })

  test("sends the message before dragstart returns, and prevents the page's own drag", async () => {
    const tile = tileOf(bench.page, prompts[0])
    const wasPrevented = await tile.evaluate(async (element) => {
      const event = new DragEvent('dragstart', { bubbles: true, cancelable: true })
      element.dispatchEvent(event)
      // Called in the same turn and so queued after the drag: its answer shows that the drag arrived.
      const bridge = (
        window as unknown as { dailies: { call: Record<string, (input: unknown) => Promise<unknown>> } }
      ).dailies
      await bridge.call['draft.get']!({})
      return event.defaultPrevented
    })
    expect(wasPrevented).toBe(true)
    expect(await bench.drags()).toMatchObject([{ files: paths(0), inTurnOfMessage: true }])
  })

  test('drags several selected clips in the order on screen', async () => {
    const { page } = bench
    await tileOf(page, prompts[3]).click()
    await tileOf(page, prompts[0]).click({ modifiers: ['Control'] })
    await tileOf(page, prompts[2]).click({ modifiers: ['Control'] })
    await pull(page, prompts[2])
    await expect.poll(bench.drags).toMatchObject([{ file: paths(0)[0], files: paths(0, 2, 3) }])
  })

  test('drags a tile outside the selection alone and keeps the selection', async () => {
    const { page } = bench
    await tileOf(page, prompts[0]).click()
    await tileOf(page, prompts[1]).click({ modifiers: ['Control'] })
    await pull(page, prompts[3])
    await expect.poll(bench.drags).toMatchObject([{ files: paths(3) }])
    await expect(page.getByRole('option', { selected: true })).toHaveCount(2)
  })

  test('drags the same files from the player, the grip and the selection bar', async () => {
    const { page } = bench
    await tileOf(page, prompts[2]).click()
    for (const handle of [
      page.getByRole('group', { name: 'Picture' }),
      page.getByRole('group', { name: 'Drag to your editor' })
    ]) {
      await handle.evaluate((element) =>
        element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true }))
      )
    }
    await expect.poll(bench.drags).toMatchObject([{ files: paths(2) }, { files: paths(2) }])
  })

  test('does not drag a clip without a file, and says why', async () => {
    await pull(bench.page, 'eager fox')
    await expect(bench.page.getByText('There’s no file to drag.')).toBeVisible()
    await bench.page.getByRole('radio', { name: 'Trash' }).click()
    await pull(bench.page, 'faded map')
    await expect(bench.page.getByText('Restore this clip to drag it.')).toBeVisible()
    expect(await bench.drags()).toEqual([])
  })

  test('reports a missing file and drags nothing [F41]', async () => {
    rmSync(paths(0)[0]!)
    await pull(bench.page, prompts[0])
    await expect(bench.page.getByText('The file was moved or deleted.').first()).toBeVisible()
    expect(await bench.drags()).toEqual([])
  })
})

/** Returns the screen position of a tile's centre. */
async function onScreen({ electron, page }: RunningApp, words: string): Promise<Point> {
  const bounds = await electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.getContentBounds()
  )
  const box = (await tileOf(page, words).boundingBox())!
  return { x: Math.round(bounds.x + box.x + box.width / 2), y: Math.round(bounds.y + box.y + box.height / 2) }
}

test("drops two clips as files on another program's window", async ({ desktop, launchApp, freshFolder }) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [{ prompt: prompts[0] }, { prompt: prompts[1] }])
  const app = await launchApp({ home })
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 0, y: 0, width: 1140, height: 800 })
  )
  await app.page.waitForFunction(() => window.innerWidth <= 1140)
  await waitForPosters(app.page, 2)
  await tileOf(app.page, prompts[0]).click()
  await tileOf(app.page, prompts[1]).click({ modifiers: ['Control'] })

  const target = await openDropTarget(desktop.env, { x: 1260, y: 300 })
  try {
    await dragOnScreen(desktop.env, await onScreen(app, prompts[0]), target.centre)
    const drop = await target.dropped
    expect(drop).toEqual({
      uris: clips.map(({ path }) => `file://${encodeURI(path)}`),
      paths: clips.map(({ path }) => path),
      sizes: clips.map(({ bytes }) => bytes),
      action: ['copy']
    })
  } finally {
    target.stop()
  }
  await expect(
    app.page.getByText('Drop several on the bin: many timelines take only the first.')
  ).toBeVisible()
})
