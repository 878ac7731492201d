import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GenerationView } from '../src/shared/generation'
import type { ItemId } from '../src/shared/library/items'
import { expect, test, type RunningApp } from './support/app/app'
import { answerOpenDialogs } from './support/app/main-process'
import { callApp } from './support/app/bridge'
import { promptField, settlesWithinMs } from './support/window/window'

/** Makes three takes of a shot; resolves once they are saved. */
async function makeTakes(
  { page }: RunningApp,
  name: string,
  projectId: ItemId
): Promise<readonly GenerationView[]> {
  const shot = crypto.randomUUID() as ItemId
  const item = { id: shot, kind: 'shot' as const, name, projectId, search: null }
  await callApp(page, 'items.add', { item })
  const request = { modelId: 'veo-3.1-fast', aspectRatio: '16:9', durationSeconds: 4 } as const
  const { generations } = await callApp(page, 'generations.create', {
    pressId: crypto.randomUUID(),
    requests: [1, 2, 3].map((take) => ({ ...request, prompt: `${name}, take ${take}` })),
    waitForCredit: true
  })
  await callApp(page, 'annotations.set', { ids: generations.map(({ id }) => id), change: { shotId: shot } })
  const clips: GenerationView[] = []
  for (const { id } of generations) {
    await expect
      .poll(async () => (await callApp(page, 'generations.get', { id })).generation.state, {
        timeout: settlesWithinMs
      })
      .toBe('ready')
    clips.push((await callApp(page, 'generations.get', { id })).generation)
  }
  return clips
}

const fileFacts = ({ id, state, fileName, sha256, bytes }: GenerationView['videos'][number]) => ({
  id,
  state,
  fileName,
  sha256,
  bytes
})

const fileOf = ({ videos: [video] }: GenerationView): string => video!.fileName!

test('mirrors the circled takes of two shots, and follows the circle and its undo', async ({
  launchApp,
  freshFolder
}) => {
  test.setTimeout(settlesWithinMs * 2)
  const folder = join(await freshFolder(), 'Film – cut & sound')
  mkdirSync(folder)
  writeFileSync(join(folder, 'film.kdenlive'), 'of the editor')
  const app = await launchApp({ args: ['--demo'] })
  const { page, electron } = app
  await expect(promptField(page)).toBeFocused()
  const film = crypto.randomUUID() as ItemId
  const item = { id: film, kind: 'project' as const, name: 'Film', projectId: null, search: null }
  await callApp(page, 'items.add', { item })
  const pier = await makeTakes(app, 'Pier', film)
  const alley = await makeTakes(app, 'Alley', film)

  const holds = async (...clips: readonly GenerationView[]): Promise<void> => {
    const names = ['film.kdenlive', ...clips.map(fileOf)].sort()
    await expect
      .poll(() =>
        readdirSync(folder)
          .filter((name) => !name.startsWith('.dailies'))
          .sort()
      )
      .toEqual(names)
  }
  const circle = async (clip: GenerationView): Promise<void> => {
    await page.locator(`[role=option][data-id="${clip.id}"]`).click()
    await page.keyboard.press('o')
  }

  await test.step('chooses the folder', async () => {
    await answerOpenDialogs(electron, folder)
    await page.keyboard.press('ControlOrMeta+,')
    await page.getByRole('button', { name: 'Hot folders' }).click()
    await page.getByRole('combobox', { name: 'Project' }).selectOption('Film')
    await page.getByRole('button', { name: 'Add a folder…' }).click()
    await expect(page.getByText('No clips yet')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await circle(pier[0]!)
  await circle(alley[1]!)
  await holds(pier[0]!, alley[1]!)
  await circle(pier[2]!)
  await holds(pier[2]!, alley[1]!)
  // Takes the circle back.
  await circle(pier[2]!)
  await holds(alley[1]!)
  await page.keyboard.press('ControlOrMeta+z')
  await holds(pier[2]!, alley[1]!)

  await test.step('has the same library, and the same clips there, after the database is lost', async () => {
    const taken = async (): Promise<unknown> => {
      const { items } = await callApp(app.page, 'generations.page', {
        view: 'all',
        text: 'take',
        before: null,
        limit: 200
      })
      return items.map(({ id, place, annotations, videos }) => ({
        id,
        place,
        annotations,
        videos: videos.map(fileFacts)
      }))
    }
    const before = await taken()
    await app.close()
    const state = join(app.userData, 'demo', 'state')
    for (const name of readdirSync(state).filter((one) => one.includes('.sqlite'))) rmSync(join(state, name))
    await app.start()
    await expect(promptField(app.page)).toBeVisible()
    await expect.poll(taken).toEqual(before)
    await holds(pier[2]!, alley[1]!)
  })

  await test.step('ends it, and removes its clips', async () => {
    const { page } = app
    await page.keyboard.press('ControlOrMeta+,')
    await page.getByRole('button', { name: 'Hot folders' }).click()
    await expect(page.getByText('2 clips, up to date')).toBeVisible()
    await page.getByRole('button', { name: 'Stop…' }).click()
    await page.getByRole('button', { name: 'Remove 2 clips' }).click()
    await expect(page.getByText('2 files removed')).toBeVisible()
    expect(readdirSync(folder)).toEqual(['film.kdenlive'])
  })
})
