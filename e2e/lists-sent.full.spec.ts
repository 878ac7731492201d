import type { Page } from '@playwright/test'
import { expect, test } from './support/app/app'
import { pressGenerate, sendShownList } from './support/window/composer'
import { promptField, signIn } from './support/window/window'

test.use({ simulatorSettings: { queueLimit: 50, speed: 20, balanceMicrodollars: 500_000_000 } })

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Variables' })
const lineSeparator = '\u2028'

interface SentList {
  readonly title: string
  /** Text that is pasted, or bytes of a file that is opened; none for the prompt alone. */
  readonly list?: string | Uint8Array
  readonly prompt?: string
  /** Answer to the question about the list. */
  readonly answer?: string
  readonly isCleaned?: boolean
  /** Whether the press is asked about first. */
  readonly isAsked?: boolean
  /** What the form says before it is sent. */
  readonly note?: RegExp
  /** Model of every clip, where the list names one. */
  readonly modelId?: string
  readonly sent: readonly string[]
}

const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1')

const lists: readonly SentList[] = [
  {
    title: 'L1: syntax of other tools, as it stands',
    prompt: 'a {2$$red|blue} car behind a __colour__ door',
    note: /another tool's syntax/,
    sent: ['a {2$$red|blue} car behind a __colour__ door']
  },
  {
    title: 'L2: a list that an assistant wrote',
    list: 'Sure! Here are 3 prompts:\n# Scene 1: harbour\n1. A gull lands on a rope\n2) The rope snaps\n- Close-up of the knot\n---\n*(end of list)*\nLet me know if you need more!',
    isCleaned: true,
    sent: ['A gull lands on a rope', 'The rope snaps', 'Close-up of the knot']
  },
  {
    title: 'L3: paragraphs',
    list: 'A boat.\nFog.\nSlow.\nGrey.\n\nA gull.\nSun.\nFast.\nGold.',
    answer: '2 paragraphs',
    sent: ['A boat.\nFog.\nSlow.\nGrey.', 'A gull.\nSun.\nFast.\nGold.']
  },
  {
    title: 'L4: quotes in a table with tabs',
    list: 'line\tcity\n"Run!" she yells\tOslo',
    prompt: '{line}, in {city}',
    sent: ['"Run!" she yells, in Oslo']
  },
  {
    title: 'L5: a file in Windows-1252',
    list: latin('prompt;x\nUn caf\u00E9 \u00E0 l\u0092aube;1'),
    isAsked: true,
    sent: ['Un café à l’aube']
  },
  {
    title: 'L6: a table of a spreadsheet',
    list: 'sep=;\ncity;weather\nOslo;snow\n;mist\n;\nTotal;2',
    prompt: 'A car in {city} at {weather}',
    sent: ['A car in Oslo at snow']
  },
  {
    title: 'L7: settings of a row',
    list: 'prompt;model;duration\nA ferry;Kling 2.5 Turbo;5',
    modelId: 'kling-v2-5-turbo-t2v',
    sent: ['A ferry']
  },
  {
    title: 'L8: lines of characters that show nothing',
    list: '\u200B\nA rope\n\u3164\n\u2800',
    sent: ['A rope']
  },
  {
    title: 'L9: variations in a column for the negative prompt',
    list: 'prompt;negative_prompt\nA {red|blue} knot;{text|logo}',
    note: /variations in a cell aren’t expanded/,
    sent: ['A {red|blue} knot']
  },
  {
    title: 'L10: other line ends',
    list: `A pier${lineSeparator}A mast\u000BA sail\u0085An anchor`,
    sent: ['A pier', 'A mast', 'A sail', 'An anchor']
  }
]

async function giveList(
  page: Page,
  list: string | Uint8Array,
  { answer, isCleaned }: Pick<SentList, 'answer' | 'isCleaned'>
): Promise<void> {
  await page.getByRole('button', { name: /^Variables/ }).click()
  await expect(dialog(page)).toBeVisible()
  const clear = dialog(page).getByRole('button', { name: 'Clear' })
  if (await clear.isVisible()) await clear.click()
  if (typeof list === 'string') await dialog(page).getByRole('textbox', { name: 'List or table' }).fill(list)
  else {
    const file = { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) }
    await dialog(page).getByLabel('File with a list or table').setInputFiles(file)
  }
  if (answer !== undefined) await dialog(page).getByRole('button', { name: answer, exact: true }).click()
  const clean = dialog(page).getByRole('switch', { name: 'Remove numbering and bullets' })
  if (isCleaned) await clean.setChecked(true)
  await page.keyboard.press('Escape')
}

test('sends of each list what it means, and nothing else', async ({ launchApp, simulator }) => {
  const app = await launchApp()
  const { page } = app
  await signIn(app)
  for (const { title, list, prompt = '', isAsked, note, modelId, sent, ...given } of lists) {
    await test.step(title, async () => {
      const before = simulator.ledger().entries.length
      await promptField(page).fill(prompt)
      if (list !== undefined) await giveList(page, list, given)
      if (note !== undefined) await expect(page.getByText(note)).toBeVisible()
      await pressGenerate(page)
      if (isAsked) await sendShownList(page)
      const arrived = () => simulator.ledger().entries.slice(before)
      await expect.poll(() => arrived().length).toBe(sent.length)
      expect(arrived().map((entry) => entry.prompt)).toEqual(expect.arrayContaining([...sent]))
      if (modelId !== undefined)
        expect(arrived()).toEqual(sent.map(() => expect.objectContaining({ modelId })))
    })
  }
})
