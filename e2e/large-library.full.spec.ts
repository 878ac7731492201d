import type { Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { startSecond } from './support/app/second-start'
import { search, tileOf } from './support/window/library-view'
import { seedLibrary } from './support/files/seed'

const clips = 10_000

/** One clip in each of these scripts, far from the newest. */
const inScripts: Readonly<Record<number, string>> = {
  2_000: 'Старый маяк у моря',
  4_000: '海辺の赤い車',
  6_000: 'กระดาษพับรูปเรือ',
  7_000: '배가 지나가는 강',
  8_000: 'Un café à l’aube'
}

const promptOf = (index: number): string => inScripts[index] ?? `clip ${index} of a paper boat`

const listed = (page: Page) =>
  page.evaluate(() => {
    const tiles = [...document.querySelectorAll('[role="listbox"] [role="option"]')]
    return {
      total: Number(tiles[0]?.getAttribute('aria-setsize')),
      places: tiles.map((tile) => Number(tile.getAttribute('aria-posinset'))),
      isLoading: tiles.some((tile) => tile.getAttribute('aria-label') === 'Loading')
    }
  })

/** Moves the scrollbar to a share of the list. */
const scrollTo = (page: Page, share: number): Promise<void> =>
  page.evaluate((part) => {
    const scroller = document.querySelector('[role="listbox"]')!.closest('[role="presentation"]')!
    scroller.scrollTop = part * (scroller.scrollHeight - scroller.clientHeight)
  }, share)

test('finds its way through 10,000 clips', async ({ launchApp, freshFolder }) => {
  // Only against hanging: 10,000 files are linked first.
  test.setTimeout(600_000)
  const home = await freshFolder()
  const seeded = seedLibrary(
    home,
    Array.from({ length: clips }, (_, index) => ({ prompt: promptOf(index) }))
  )
  const app = await launchApp({ home })
  const { page } = app

  await test.step('the scrollbar reaches the oldest clip, and few tiles are in the page', async () => {
    await expect(tileOf(page, 'clip 0 ')).toBeVisible()
    await expect.poll(async () => (await listed(page)).total).toBe(clips)
    await scrollTo(page, 1)
    await expect(tileOf(page, `clip ${clips - 1} `)).toBeVisible()
    await scrollTo(page, 0.5)
    await expect.poll(async () => (await listed(page)).isLoading).toBe(false)
    const { places } = await listed(page)
    expect(places.length).toBeLessThan(300)
    expect(Math.min(...places)).toBeGreaterThan(clips * 0.4)
  })

  await test.step('the date slider goes through the months', async () => {
    await scrollTo(page, 0)
    const date = page.getByRole('slider', { name: 'Date' })
    const newest = await date.getAttribute('aria-valuetext')
    await date.focus()
    await page.keyboard.press('PageDown')
    await expect(date).not.toHaveAttribute('aria-valuetext', newest!)
    await expect.poll(async () => Math.min(...(await listed(page)).places)).toBeGreaterThan(clips * 0.7)
  })

  await test.step('searches in five scripts', async () => {
    for (const words of ['МАЯК старый', '車', 'กระดาษ', '배', 'cafe\u0301']) {
      await search(page).fill(words)
      await expect.poll(async () => (await listed(page)).total).toBe(1)
    }
    await search(page).fill('')
    await expect.poll(async () => (await listed(page)).total).toBe(clips)
  })

  await test.step('a link from another program shows its clip, whatever is searched', async () => {
    const linked = seeded[7_777]!
    await search(page).fill('маяк')
    await expect.poll(async () => (await listed(page)).total).toBe(1)
    await startSecond(app, { args: [`dailies://clip/${linked.generationId}`] })
    const tile = tileOf(page, `${linked.prompt},`)
    await expect(tile).toBeFocused()
    await expect(tile).toHaveAttribute('aria-selected', 'true')
    await expect(search(page)).toHaveValue('')
    expect((await listed(page)).total).toBe(clips)
  })

  await test.step('500 clips are selected, moved to the trash and back by keyboard alone', async () => {
    await page.keyboard.press('Home')
    await expect(tileOf(page, 'clip 0 ')).toBeFocused()
    await tileOf(page, 'clip 1 ').press('Home')
    const bar = page.getByRole('toolbar', { name: 'Selection' })
    let selected = 1
    while (selected < 500) {
      await page.keyboard.press('Shift+PageDown')
      await expect(bar).not.toContainText(`${selected} selected`)
      selected = Number(/[\d,]+/.exec(await bar.innerText())?.[0].replace(',', ''))
    }
    await page.keyboard.press('Delete')
    await expect.poll(async () => (await listed(page)).total).toBe(clips - selected)
    await expect(tileOf(page, `clip ${selected} `)).toBeFocused()
    await page.keyboard.press('ControlOrMeta+z')
    await expect.poll(async () => (await listed(page)).total).toBe(clips)
    await page.keyboard.press('ControlOrMeta+a')
    await expect(bar).toContainText('10,000 selected')
    await page.keyboard.press('End')
    await expect(tileOf(page, `clip ${clips - 1} `)).toBeFocused()
  })
})
