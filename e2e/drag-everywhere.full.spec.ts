import type { Locator } from '@playwright/test'
import { expect, test } from './support/app/app'
import { callApp } from './support/app/bridge'
import { recordDrags } from './support/drag/drag-recorder'
import { seedLibrary } from './support/files/seed'
import { tileOf, waitForPosters } from './support/window/library-view'

const prompts = ['amber lantern', 'blue heron', 'cedar gate'] as const

const drag = (from: Locator): Promise<void> =>
  from.evaluate((element) => {
    element.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true }))
  })

test('drags clips out of the list, the viewer, its filmstrip, Compare and the board', async ({
  launchApp,
  freshFolder
}) => {
  const home = await freshFolder()
  const clips = seedLibrary(home, [
    ...prompts.map((prompt) => ({ prompt })),
    { prompt: 'dusty road', needsClick: true, state: 'queued' as const }
  ])
  const app = await launchApp({ home })
  const { page } = app
  await waitForPosters(page, prompts.length)
  const drags = await recordDrags(app.electron)
  const dragged: string[][] = []
  const expectDrag = async (...indexes: readonly number[]): Promise<void> => {
    dragged.push(indexes.map((index) => clips[index]!.path))
    await expect.poll(async () => (await drags()).map(({ files }) => files)).toEqual(dragged)
  }

  await page.getByRole('radio', { name: 'List' }).click()
  await drag(tileOf(page, prompts[1]))
  await expectDrag(1)
  await page.getByRole('radio', { name: 'Medium' }).click()

  await tileOf(page, prompts[0]).dblclick()
  await drag(page.getByRole('group', { name: 'Picture' }).last())
  await expectDrag(0)
  const strip = page.getByRole('listbox', { name: 'Clips around this one' })
  await drag(strip.getByRole('option').nth(2))
  await expectDrag(2)
  await page.keyboard.press('Escape')

  await tileOf(page, prompts[0]).click()
  await tileOf(page, prompts[1]).click({ modifiers: ['Control'] })
  await page.keyboard.press('c')
  await drag(page.getByRole('region', { name: /^2: blue heron/ }).locator('.picture'))
  await expectDrag(1)
  await page.keyboard.press('Escape')

  const shot = crypto.randomUUID()
  await callApp(page, 'items.add', {
    item: { id: shot, kind: 'shot', name: 'Harbour', projectId: null, search: null }
  })
  await callApp(page, 'annotations.set', {
    ids: [clips[2]!.generationId as never],
    change: { shotId: shot }
  })
  await page.keyboard.press('b')
  await drag(page.getByRole('button', { name: /^Take 1, cedar gate/ }))
  await expectDrag(2)
  // The handle of a shot still moves its row inside the window.
  const isOwnDrag = await page.locator('[title="Drag to reorder"]').evaluate((handle) => {
    const event = new DragEvent('dragstart', {
      bubbles: true,
      cancelable: true,
      dataTransfer: new DataTransfer()
    })
    handle.dispatchEvent(event)
    return !event.defaultPrevented
  })
  expect([isOwnDrag, (await drags()).length]).toEqual([true, dragged.length])
  await page.keyboard.press('b')

  await page.getByRole('button', { name: /waits for you/ }).click()
  await drag(page.getByRole('button', { name: 'dusty road' }))
  await expect(page.getByText('Not ready yet. You can drag it once it’s on disk.')).toBeVisible()
  expect(await drags()).toHaveLength(dragged.length)
})
