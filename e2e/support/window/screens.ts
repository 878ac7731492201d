import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, type RunningApp } from '../app/app'
import { callApp } from '../app/bridge'

/** Accessibility rules to check. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // The other mode opens a new page, which Electron refuses.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(rules)
  // An open list covers part of some buttons, which does not make them smaller.
  const openList = '[data-popover-content][data-state="open"]'
  if ((await page.locator(openList).count()) > 0) axe.include(openList)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Returns the main parts of the window whose content overflows. */
const overflowing = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const parts = document.querySelectorAll('html, body, header, main, aside, footer, form, [role="dialog"]')
    return [...parts].flatMap((part) =>
      part.scrollWidth > part.clientWidth
        ? [`${part.tagName.toLowerCase()}.${part.className}: ${part.scrollWidth} in ${part.clientWidth}`]
        : []
    )
  })

/** Returns pairs of controls of one bar that are drawn over each other. */
const overlapping = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const controls = [...document.querySelectorAll('header :is(button, input, .label)')].filter((control) =>
      control.checkVisibility()
    )
    const boxes = controls.map((control) => ({ control, box: control.getBoundingClientRect() }))
    const nameOf = (control: Element): string => control.getAttribute('aria-label') ?? control.textContent
    return boxes.flatMap(({ control, box }, index) =>
      boxes
        .slice(index + 1)
        .filter(
          (other) =>
            !control.contains(other.control) &&
            control.closest('header') === other.control.closest('header') &&
            Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left) > 1 &&
            Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top) > 1
        )
        .map((other) => `${nameOf(control)} over ${nameOf(other.control)}`)
    )
  })

/**
 * Saves a screenshot in each theme below test-results/screens for review, and checks what a
 * machine can: accessibility and overflow.
 */
export async function lookAt(app: RunningApp, name: string): Promise<void> {
  const { page } = app
  const folder = join(test.info().project.outputDir, 'screens')
  for (const theme of ['light', 'dark'] as const) {
    await test.step(`${name}, ${theme}`, async () => {
      await callApp(page, 'settings.update', { theme })
      await page.locator(`html[data-theme="${theme}"]`).waitFor()
      // Move the pointer away, so that no tip is shown.
      await page.mouse.move(0, 0)
      await page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' })
      expect.soft(await overflowing(page)).toEqual([])
      expect.soft(await overlapping(page)).toEqual([])
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
