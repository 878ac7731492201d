import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GenerationId, GenerationView } from '@shared/generation'
import { FakeBridge } from '../../api/fake-bridge'
import { fakeGeneration } from '../../api/fake-rows'
import { trashViewed } from '../../actions/clip-commands'
import { createServices, type Services } from '../../services'

let services: Services
let fake: FakeBridge
let rows: readonly GenerationView[]
const id = (index: number): GenerationId => rows[index]!.id
const shownAt = (): number => rows.findIndex((row) => row.id === services.viewer.shown)
const stripOf = (): readonly number[] =>
  services.viewer.strip.ids.map((one) => rows.findIndex((row) => row.id === one))

const askedFullScreen = (): readonly boolean[] =>
  fake.calls
    .filter(({ name }) => name === 'app.setFullScreen')
    .map(({ input }) => (input as { isFull: boolean }).isFull)

async function open(seeds: readonly Partial<GenerationView>[]): Promise<void> {
  const made = seeds.map((seed, index) =>
    fakeGeneration({ batchId: `batch ${index}`, ...seed, createdAtUs: 1000 - index })
  )
  rows = made
  fake = new FakeBridge(made)
  services = createServices(fake.bridge)
  await services.app.start()
  services.firstPaint.expect()
  await services.library.start()
}
beforeEach(() => open([{}, {}, { state: 'failed', videos: [] }, {}, {}]))
afterEach(() => {
  services.app.destroy()
  services.library.destroy()
})

describe('the viewer', () => {
  it('goes through the list, past what has no picture, and stops at its ends', () => {
    services.viewer.open(id(1))
    services.viewer.go(1)
    expect([shownAt(), services.selection.shown]).toEqual([3, id(3)])
    services.viewer.go(1)
    services.viewer.go(1)
    expect(shownAt()).toBe(4)
    services.viewer.go(-1)
    services.viewer.go(-1)
    services.viewer.go(-1)
    services.viewer.go(-1)
    expect(shownAt()).toBe(0)
  })

  it('goes through several selected clips, and leaves them selected', () => {
    for (const index of [0, 1, 3]) services.selection.toggle(id(index))
    services.viewer.open(id(1))
    expect(services.viewer.strip).toMatchObject({ kind: 'selection', total: 3 })
    services.viewer.go(1)
    services.viewer.go(1)
    expect([shownAt(), services.selection.size, services.selection.active]).toEqual([3, 3, id(3)])
  })

  it('forgets what is deleted of several selected clips, and closes after the last', async () => {
    for (const index of [0, 1, 3]) services.selection.toggle(id(index))
    services.viewer.open(id(1))
    const first = trashViewed(services)
    expect([shownAt(), stripOf(), services.viewer.neighbour(-1)]).toEqual([3, [0, 3], id(0)])
    const second = trashViewed(services)
    expect([shownAt(), stripOf()]).toEqual([0, [0]])
    const last = trashViewed(services)
    expect(services.viewer.isOpen).toBe(false)
    await Promise.all([first, second, last])
    const trashed = fake.rows.filter(({ deletedAtMs }) => deletedAtMs !== null).map((row) => row.id)
    expect(trashed).toEqual([id(0), id(1), id(3)])
  })

  it('gives the focus back to the grid', () => {
    services.viewer.open(id(1))
    services.viewer.close()
    services.viewer.close()
    expect([services.viewer.isOpen, services.window.answerFocus('grid')]).toEqual([false, true])
  })

  it('leaves full screen when it is closed', () => {
    services.viewer.open(id(1))
    services.viewer.toggleFullScreen()
    services.viewer.close()
    expect(askedFullScreen()).toEqual([true, false])
  })

  it('follows the full screen of the window, which the system can end', () => {
    const { viewer } = services
    viewer.open(id(1))
    viewer.toggleFullScreen()
    viewer.fullScreenChanged(true)
    expect(viewer.isFullScreen).toBe(true)
    viewer.fullScreenChanged(false)
    expect(viewer.isFullScreen).toBe(false)
    viewer.toggleFullScreen()
    expect(askedFullScreen()).toEqual([true, true])
  })

  it('keeps a full screen that it did not begin', () => {
    services.viewer.fullScreenChanged(true)
    services.viewer.open(id(1))
    expect(services.viewer.isFullScreen).toBe(true)
    services.viewer.close()
    expect(askedFullScreen()).toEqual([])
  })

  it('ends the full screen of the system with its own key', () => {
    services.viewer.fullScreenChanged(true)
    services.viewer.open(id(1))
    services.viewer.toggleFullScreen()
    services.viewer.fullScreenChanged(false)
    services.viewer.close()
    expect(askedFullScreen()).toEqual([false])
  })

  it('goes on from the place of a clip that left the list', async () => {
    services.viewer.open(id(1))
    await services.actions.trash([id(1)], null)
    await vi.waitFor(() => expect(services.library.clips.positionOf(id(1))).toBe(-1))
    expect([services.viewer.neighbour(1), services.viewer.neighbour(-1)]).toEqual([id(3), id(0)])
  })
})

describe('the filmstrip', () => {
  it('shows the clips around one without a batch', () => {
    services.viewer.open(id(1))
    expect(services.viewer.strip).toMatchObject({ kind: 'library', first: 0, total: 4 })
    expect(stripOf()).toEqual([0, 1, 3, 4])
  })

  it('shows the batch in the order of the list', async () => {
    await open([{}, { batchId: 'b' }, { batchId: 'b' }, {}, { batchId: 'b' }])
    services.viewer.open(id(2))
    await vi.waitFor(() => expect(services.viewer.strip.kind).toBe('batch'))
    expect([stripOf(), services.viewer.strip.total]).toEqual([[1, 2, 4], 3])
    services.viewer.go(1)
    expect(stripOf()).toContain(3)
  })

  it('holds a part of a long list', async () => {
    await open(Array.from({ length: 200 }, () => ({})))
    services.viewer.open(id(100))
    expect([services.viewer.strip.ids.length, services.viewer.strip.first]).toEqual([49, 76])
  })
})
