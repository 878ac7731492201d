import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileUrl } from '../src/main/base/file-url'
import { expect, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { outputOf } from './support/desktop/processes'
import { isInstalled } from './support/drag/program'
import { test } from './support/drag/program-test'
import { hashesIn, hashOf } from './support/files/hashes'
import { seedLibrary, type SeededClip } from './support/files/seed'
import { projectFolder } from './support/project'
import { tileOf, waitForPosters } from './support/window/library-view'

const prompts = ['amber lantern', 'blue heron', 'cedar gate'] as const

async function startApp(
  launchApp: (options: { home: string }) => Promise<RunningApp>,
  home: string
): Promise<{ readonly app: RunningApp; readonly clips: readonly SeededClip[] }> {
  const clips = seedLibrary(
    home,
    prompts.map((prompt) => ({ prompt }))
  )
  const app = await launchApp({ home })
  await waitForPosters(app.page, prompts.length)
  return { app, clips }
}

async function selectTwo({ page }: RunningApp): Promise<void> {
  await tileOf(page, prompts[0]).click()
  await tileOf(page, prompts[2]).click({ modifiers: ['Control'] })
}

test('copies files that a file manager pastes', async ({ desktop, launchApp, freshFolder, startProgram }) => {
  const { app, clips } = await startApp(launchApp, await freshFolder())
  await selectTwo(app)
  await app.page.keyboard.press('Control+c')
  await expect(app.page.getByText('2 files copied. Paste them into a folder.')).toBeVisible()
  const script = join(projectFolder, 'e2e/support/drag/read-clipboard.py')
  const read = await outputOf('/usr/bin/python3', [script], { ...desktop.env, GDK_BACKEND: 'x11' })
  const copied = [clips[0]!, clips[2]!]
  expect(JSON.parse(read ?? '{}')).toMatchObject({
    files: copied.map(({ path }) => `${fileUrl(path)}\r\n`).join('')
  })

  test.skip(!isInstalled('pcmanfm'), 'pcmanfm isn’t installed: nothing was pasted')
  const folder = join(await freshFolder(), 'paste-here')
  mkdirSync(folder)
  const manager = await startProgram(['pcmanfm', folder], {
    title: 'paste-here',
    place: { x: 0, y: 0, width: 800, height: 500 }
  })
  await manager.click(600, 420)
  expect(await manager.press('ctrl+v')).toBe(true)
  await expect.poll(() => hashesIn(folder)).toEqual(copied.map(({ path }) => hashOf(path)).sort())
})

test('saves copies of several clips in a folder, and replaces nothing there', async ({
  launchApp,
  freshFolder
}) => {
  const { app, clips } = await startApp(launchApp, await freshFolder())
  const folder = await freshFolder()
  await answerOpenDialogs(app.electron, folder)
  await selectTwo(app)
  /** Without what is still being written. */
  const copies = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.mp4'))
  for (const saved of [2, 4]) {
    await app.page.keyboard.press('Control+Shift+s')
    await expect.poll(copies).toHaveLength(saved)
    await expect(app.page.getByText('2 copies saved')).toBeVisible()
  }
  const names = copies()
  expect(names.filter((name) => / 2\.mp4$/.test(name))).toHaveLength(2)
  const copied = [clips[0]!, clips[2]!].map(({ path }) => hashOf(path))
  expect(names.map((name) => hashOf(join(folder, name))).sort()).toEqual([...copied, ...copied].sort())
})

test('shows new names before it renames files, and takes them back', async ({ launchApp, freshFolder }) => {
  const home = await freshFolder()
  const { app } = await startApp(launchApp, home)
  const { page } = app
  const files = (): string[] =>
    readdirSync(join(home, 'Videos', 'Dailies')).filter((name) => name.endsWith('.mp4'))
  const before = files()
  await page.keyboard.press('Control+,')
  await page.getByRole('button', { name: 'Files', exact: true }).click()
  const template = page.getByLabel('Names of new clips and copies')
  const saved = await template.inputValue()
  for (const typed of ['{words} {colour}', '{words}']) {
    await template.fill(typed)
    await page.keyboard.press('Escape')
    await expect(template).toHaveValue(saved)
  }
  await page.keyboard.press('Escape')
  await expect(template).toBeHidden()
  await page.keyboard.press('Control+,')
  await expect(template).toHaveValue(saved)
  await template.fill('{words} {colour}')
  await expect(page.getByText('“colour” isn’t a field.')).toBeVisible()
  await template.fill('{words}')
  await expect(page.getByText('amber-lantern.mp4')).toBeVisible()
  await template.press('Tab')
  expect(files()).toEqual(before)
  await page.getByRole('button', { name: 'Rename files…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename files' })
  await expect(dialog.getByText(before[0]!)).toBeVisible()
  await expect(dialog.getByText('cedar-gate.mp4')).toBeVisible()
  await dialog.getByRole('button', { name: 'Rename 3 files' }).click()
  await expect(page.getByText('3 files renamed')).toBeVisible()
  expect(files()).toEqual(['amber-lantern.mp4', 'blue-heron.mp4', 'cedar-gate.mp4'])
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(files).toEqual(before)
})

test('a copy of one clip has the name that was chosen', async ({ launchApp, freshFolder }) => {
  const { app, clips } = await startApp(launchApp, await freshFolder())
  const folder = await freshFolder()
  writeFileSync(join(folder, 'mine.mp4'), 'not a clip')
  await app.electron.evaluate(
    ({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
    },
    join(folder, 'mine.mp4')
  )
  await tileOf(app.page, prompts[1]).click()
  await app.page.keyboard.press('Control+Shift+s')
  await expect(app.page.getByText('Copy saved')).toBeVisible()
  expect(readFileSync(join(folder, 'mine.mp4'), 'utf8')).toBe('not a clip')
  expect(hashOf(join(folder, 'mine 2.mp4'))).toBe(hashOf(clips[1]!.path))
})
