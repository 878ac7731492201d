import { randomUUID } from 'node:crypto'
import { noAnnotations } from '@shared/library/annotations'
import { expect, it } from 'vitest'
import type { Generation } from '../../generations/domain/generation'
import { planRenames } from './rename-plan'

const clip = (
  prompt: string,
  fileName: string | null,
  handedOffAtMs: number | null = null,
  uses: readonly object[] = []
): Generation =>
  ({
    createdAtUs: Date.UTC(2026, 10, 22, 12) * 1000,
    request: { modelId: 'veo', prompt },
    place: null,
    annotations: { ...noAnnotations, handedOffAtMs },
    uses,
    videos: [{ id: randomUUID(), fileName, state: fileName === null ? 'pending' : 'saved' }]
  }) as unknown as Generation

const plan = async (clips: readonly Generation[], taken: readonly string[] = []): Promise<string[]> => {
  const planned = await planRenames({
    pages: (async function* () {
      yield await Promise.resolve(clips)
    })(),
    template: '{words}',
    mostNameBytes: 120,
    findItems: () => [],
    isTaken: (fileName) => taken.includes(fileName)
  })
  return planned.map(
    ({ from, to, wasHandedOff, isInEdit }) =>
      `${from} → ${to}${wasHandedOff ? ' (handed off)' : ''}${isInEdit ? ' (in an edit)' : ''}`
  )
}

it('plans the names that differ, and keeps the ending of each file', async () => {
  const clips = [
    clip('boat', 'x.mp4'),
    clip('train', 'train.mp4'),
    clip('a kite', 'y.webm', 5),
    clip('sea', null),
    clip('snow', 'z.mp4', null, [{}])
  ]
  expect(await plan(clips)).toEqual([
    'x.mp4 → boat.mp4',
    'y.webm → a-kite.webm (handed off)',
    'z.mp4 → snow.mp4 (in an edit)'
  ])
})

it('gives no name twice, nor one that is taken', async () => {
  const [one, two, three] = [clip('boat', 'x.mp4'), clip('Boat', 'y.mp4'), clip('sea', 'z.mp4')]
  const id = (of: Generation): string => of.videos[0]!.id.replaceAll('-', '').slice(0, 8)
  expect(await plan([one, two, three], ['sea.mp4'])).toEqual([
    'x.mp4 → boat.mp4',
    `y.mp4 → boat ${id(two)}.mp4`,
    `z.mp4 → sea ${id(three)}.mp4`
  ])
})

it('keeps a name that a taken one led to', async () => {
  const boat = clip('boat', null)
  const fileName = `boat ${boat.videos[0]!.id.replaceAll('-', '').slice(0, 8)}.mp4`
  const named = {
    ...boat,
    videos: boat.videos.map((video) => ({ ...video, fileName, state: 'saved' as const }))
  }
  expect(await plan([named], ['boat.mp4'])).toEqual([])
})
