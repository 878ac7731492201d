import { openReadOnly } from '../../src/main/db/connection/database'
import { shownAfterMs, spotOf, watchForTile } from '../apps/page-scripts'
import type { Page } from '../apps/page'
import { homeOf, startBare, startDailies, type Context } from '../context'
import type { Home } from '../library/home'
import { budgets } from '../report/budgets'
import { measurement, type Measurement } from '../report/measurement'

/** Presses Generate in each library, after a button of a bare window that adds one tile. */
export async function measureGenerating(context: Context): Promise<readonly Measurement[]> {
  const { options, say } = context
  const measured: Measurement[] = []
  for (const size of options.sizes) {
    say(`Pressing Generate beside ${size} clips.`)
    // One after the other: a window that is covered draws no frames.
    const floors = await pressInBare(context)
    const { values, onDisk } = await pressInDailies(context, homeOf(context, size))
    measured.push(
      measurement({
        measure: 'generate',
        what: 'press of Generate until its card',
        size,
        unit: 'ms',
        values,
        floor: { what: 'bare window', values: floors },
        budget: budgets.generateToCard
      }),
      measurement({
        measure: 'generate',
        what: 'cards whose row was on disk',
        size,
        unit: '%',
        values: onDisk,
        budget: budgets.rowOnDisk
      })
    )
  }
  return measured
}

/** No other prompt begins so. */
const promptOfPress = (): string => `Boat ${Date.now()} made of paper`

async function pressInBare(context: Context): Promise<readonly number[]> {
  const app = await startBare(context)
  try {
    await app.page.run(addTileOnPress)
    await app.settle(context.pace.settleMs)
    const values: number[] = []
    for (let run = 1; run <= context.options.runs; run += 1)
      values.push(await press(app.page, promptOfPress()))
    return values
  } finally {
    await app.quit()
  }
}

async function pressInDailies(
  context: Context,
  home: Home
): Promise<{ readonly values: readonly number[]; readonly onDisk: readonly number[] }> {
  const app = await startDailies(context, home)
  const [values, onDisk]: [number[], number[]] = [[], []]
  try {
    for (let run = 1; run <= context.options.runs; run += 1) {
      await app.settle(context.pace.settleMs)
      const prompt = promptOfPress()
      values.push(await press(app.page, prompt))
      onDisk.push(isStored(home.database, prompt) ? 100 : 0)
    }
    return { values, onDisk }
  } finally {
    await app.quit()
  }
}

/** Runs in the bare window. */
function addTileOnPress(): void {
  document.querySelector('button')?.addEventListener('click', () => {
    const tile = document.createElement('div')
    tile.setAttribute('role', 'option')
    tile.setAttribute('aria-label', document.querySelector('textarea')?.value ?? '')
    document.querySelector('[role="listbox"]')?.prepend(tile)
  })
}

async function press(page: Page, prompt: string): Promise<number> {
  const field = await page.run(spotOf, 'textarea', '')
  const button = await page.run(spotOf, 'button', 'Generate')
  if (!field || !button) throw new Error('There is no prompt field or no Generate button')
  await page.click(field.x, field.y)
  await page.run(selectAll)
  await page.insertText(prompt)
  await page.run(watchForTile, 'click', prompt, true)
  await page.click(button.x, button.y)
  return page.run(shownAfterMs)
}

/** Runs in the page. */
function selectAll(): void {
  if (document.activeElement instanceof HTMLTextAreaElement) document.activeElement.select()
}

function isStored(path: string, prompt: string): boolean {
  const database = openReadOnly(path)
  try {
    return database.prepare('SELECT 1 FROM generation WHERE prompt = ?').get(prompt) !== undefined
  } finally {
    database.close()
  }
}
