import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from '../app/app'
import { callApp } from '../app/bridge'

/** What lets anybody use a window, whatever they see, hear or hold. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // The other mode opens a page of its own, which Electron refuses.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(rules)
  // A list that lies open covers a part of some button for that moment, which makes the button no smaller.
  const openList = '[data-popover-content][data-state="open"]'
  if ((await page.locator(openList).count()) > 0) axe.include(openList)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** The main parts of the window whose content is wider than they are. */
const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const parts = document.querySelectorAll('html, body, header, main, aside, footer, form, [role="dialog"]')
    return [...parts].flatMap((part) =>
      part.scrollWidth > part.clientWidth
        ? [`${part.tagName.toLowerCase()}.${part.className}: ${part.scrollWidth} in ${part.clientWidth}`]
        : []
    )
  })

/**
 * Keeps a picture of the window in each theme below test-results/screens, for people to look at, and checks what a
 * machine can: that anybody can use it, and that nothing is wider than its place.
 */
export async function lookAt(app: RunningApp, name: string): Promise<void> {
  const { page } = app
  const folder = join(test.info().project.outputDir, 'screens')
  for (const theme of ['light', 'dark'] as const) {
    await test.step(`${name}, ${theme}`, async () => {
      await callApp(page, 'settings.update', { theme })
      await page.locator(`html[data-theme="${theme}"]`).waitFor()
      // A tip under the pointer is not part of the screen.
      await page.mouse.move(0, 0)
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' })
      expect.soft(await overflowing(page)).toEqual([])
      expect.soft(await accessibilityFaults(page)).toEqual([])
    })
  }
}

export async function resizeWindow(
  { electron, page }: RunningApp,
  width: number,
  height: number
): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]!.setSize(wide, high),
    [width, height] as const
  )
  await page.waitForFunction((wide) => window.innerWidth <= wide, width)
}
