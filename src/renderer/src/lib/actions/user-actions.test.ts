import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { isUsable, type GenerationId, type GenerationView } from '@shared/generation'
import type { ItemId } from '@shared/library/items'
import { FakeBridge } from '../api/fake-bridge'
import { fakeGeneration, fakeVideo } from '../api/fake-rows'
import { createServices, type Services } from '../services'
import { clipMenu } from './clip-menu'
import { releaseHeld, runShortcut } from './run-shortcut'
import {
  draggedClips,
  fillFromLink,
  heirOf,
  selectOnBoard,
  showClip,
  showProject,
  trashSelection
} from './clip-commands'
import { createUserActions, type UserActions } from './user-actions'

let fake: FakeBridge
let services: Services
let userActions: UserActions
const rows = [1, 2, 3].map((createdAtUs) =>
  fakeGeneration({ createdAtUs, videos: [fakeVideo({ fileName: `clip ${createdAtUs}.mp4` })] })
)
const callsOf = (name: string): unknown[] =>
  fake.calls.filter((call) => call.name === name).map(({ input }) => input)

const press = (key: string, more: KeyboardEventInit & { target?: HTMLElement } = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...more })
  const target = more.target ?? document.body
  target.addEventListener('keydown', (pressed) => runShortcut(pressed, services, userActions), { once: true })
  target.dispatchEvent(event)
  return event
}

beforeEach(async () => {
  fake = new FakeBridge(rows)
  services = createServices(fake.bridge)
  userActions = createUserActions(services)
  await services.app.start()
  await services.library.start()
})
afterEach(() => {
  services.app.destroy()
  services.library.destroy()
})

const listed = (): GenerationId[] => {
  const { clips } = services.library
  return clips.idsBetween(0, clips.length)
}

describe('comparing one clip', () => {
  const batch = fakeGeneration({ createdAtUs: 9 }).batchId
  const take = (createdAtUs: number, more: Partial<GenerationView> = {}): GenerationView =>
    fakeGeneration({ createdAtUs, batchId: batch, videos: [fakeVideo({})], ...more })
  const start = async (takes: readonly GenerationView[]): Promise<void> => {
    fake = new FakeBridge([...takes])
    services = createServices(fake.bridge)
    userActions = createUserActions(services)
    await services.app.start()
    await services.library.start()
    services.selection.select(takes[0]!.id)
  }

  it('shows it beside the others of its batch that can be played', async () => {
    const takes = [take(1), take(2), take(3, { deletedAtMs: 1 }), take(4, { videos: [] }), take(5)]
    await start(takes)
    await userActions.compare.run()
    expect(services.compare.ids).toEqual([takes[4]!.id, takes[1]!.id, takes[0]!.id])
  })

  it('begins with it where there are more than fit', async () => {
    const takes = [3, 5, 4, 2, 1].map((createdAtUs) => take(createdAtUs))
    await start(takes)
    await userActions.compare.run()
    expect(services.compare.ids[0]).toBe(takes[0]!.id)
    expect(services.compare.ids).toHaveLength(4)
  })

  it('says so where the others cannot be read', async () => {
    await start([take(1), take(2)])
    fake.fail('generations.batch', { code: 'bug', message: 'No.', retryable: false })
    await userActions.compare.run()
    expect(services.compare.isOpen).toBe(false)
    expect(services.toasts.toasts.map(({ text }) => text)).toEqual(['Couldn’t read the other takes'])
  })

  it('says so where there is no other', async () => {
    await start([take(1)])
    expect(userActions.compare.isPossible!()).toBe(true)
    await userActions.compare.run()
    expect(services.compare.isOpen).toBe(false)
    expect(services.toasts.toasts.map(({ text }) => text)).toEqual(['Select another clip to compare it with'])
  })
})

it('selects all clips that are found, also right after the search was typed', async () => {
  fake = new FakeBridge(Array.from({ length: 70 }, (_, index) => fakeGeneration({ createdAtUs: index + 1 })))
  services = createServices(fake.bridge)
  services.firstPaint.expect()
  services.search.setWords('-boat')
  await vi.waitFor(() => expect(services.library.clips.length).toBe(60))
  await createUserActions(services).select_all.run()
  expect(services.selection.size).toBe(70)
})

describe('shortcuts', () => {
  it('copy the selected files in screen order', async () => {
    services.selection.selectAll()
    press('c', { ctrlKey: true })
    await vi.waitFor(() => expect(callsOf('handoff.copyFiles')).toHaveLength(1))
    const onScreen = fake.rows.filter(({ videos }) => videos.some(isUsable)).map(({ id }) => id)
    expect(callsOf('handoff.copyFiles')).toEqual([{ ids: onScreen }])
  })

  it('do not take over the keys of a text field', () => {
    services.selection.selectAll()
    const event = press('c', { ctrlKey: true, target: document.createElement('textarea') })
    expect([event.defaultPrevented, callsOf('handoff.copyFiles')]).toEqual([false, []])
  })

  it('leave the key event alone when there is nothing to do', () => {
    expect(press('Delete').defaultPrevented).toBe(false)
  })

  it('never reload the page', () => {
    expect(['r', 'R'].map((key) => press(key, { ctrlKey: true }).defaultPrevented)).toEqual([true, true])
    expect(press('F5').defaultPrevented).toBe(true)
    expect(press('к', { code: 'KeyR', ctrlKey: true }).defaultPrevented).toBe(true)
  })

  it('show the file on a Russian keyboard too', () => {
    services.selection.select(listed()[0]!)
    press('к', { code: 'KeyR', ctrlKey: true })
    expect(callsOf('handoff.reveal')).toHaveLength(1)
  })

  it('are disabled while a dialog is open', () => {
    services.window.open('settings')
    services.selection.selectAll()
    expect(press('Delete').defaultPrevented).toBe(false)
  })

  it('hold no player once the window has lost the keyboard', () => {
    const { compare, player } = services
    player.hold()
    compare.player.hold()
    releaseHeld(services)
    expect([player.isHeld, compare.player.isHeld]).toEqual([false, false])
  })

  it('close the topmost panel before clearing the selection', () => {
    services.selection.selectAll()
    services.window.open('queue')
    press('Escape')
    expect([services.window.panel, services.selection.size]).toEqual([null, 3])
    press('Escape')
    expect(services.selection.size).toBe(0)
  })
})

it('selects and deletes all clips, including pages not loaded yet', async () => {
  const many = Array.from({ length: 1100 }, (_, index) => fakeGeneration({ createdAtUs: index + 10 }))
  for (const row of many) fake.rows.unshift(row)
  await services.library.list.reload()
  press('a', { ctrlKey: true })
  await vi.waitFor(() => expect(services.selection.size).toBe(1103))
  await trashSelection(services)
  const trashed = callsOf('generations.trash').flatMap((input) => (input as { ids: string[] }).ids)
  expect(new Set(trashed).size).toBe(1103)
  const steps = callsOf('generations.trash').map((input) => (input as { step: string }).step)
  expect(new Set(steps).size).toBe(1)
})

describe('undo shortcut', () => {
  const pressId = '5b1f7a52-6f0e-4d53-9f0d-0a5c2f3d7a11'
  const hold = (): void =>
    fake.setState({ sending: { ...fake.state.sending, held: [{ pressId, count: 16, untilMs: 1 }] } })

  it('undoes a batch not sent yet before it restores deleted clips', async () => {
    const [first] = listed()
    services.selection.select(first!)
    await trashSelection(services)
    hold()
    press('z', { ctrlKey: true })
    await vi.waitFor(() => expect(services.press.held).toBeNull())
    expect(callsOf('generations.undoPress')).toEqual([{ pressId }])
    expect(callsOf('undo.undo')).toEqual([])
    press('z', { ctrlKey: true })
    await vi.waitFor(() => expect(listed()).toContain(first))
    expect(callsOf('undo.undo')).toHaveLength(1)
  })

  it('restores cancelled requests, which then wait for a click', async () => {
    const waiting = fakeGeneration({ state: 'queued', createdAtUs: 9_999_999 })
    fake.add(waiting)
    await services.actions.cancel([waiting.id])
    expect(services.toasts.toasts.at(-1)).toMatchObject({ text: 'Cancelled', action: { label: 'Undo' } })
    press('z', { ctrlKey: true })
    await vi.waitFor(() =>
      expect(services.toasts.toasts.at(-1)).toMatchObject({
        text: 'Undone: Cancel clip',
        detail: 'Press Send now when you want it sent.'
      })
    )
  })
})

describe('on the board of shots', () => {
  const isTrashed = (id: GenerationId): boolean =>
    fake.rows.find((row) => row.id === id)?.deletedAtMs !== null

  beforeEach(() => fake.setState({ settings: { ...fake.state.settings, room: 'shots' } }))

  it('the hidden clips are not selected, erased or restored', () => {
    expect(press('a', { ctrlKey: true }).defaultPrevented).toBe(false)
    services.selection.select(listed()[0]!)
    const { erase, restore, select_all } = userActions
    expect([erase, restore, select_all].map((action) => action.isPossible?.())).toEqual([false, false, false])
  })

  it('a take is copied whatever the hidden list shows', async () => {
    const [first] = listed() as [GenerationId]
    await services.library.show('all', 'no such prompt')
    services.selection.select(first)
    press('c', { ctrlKey: true })
    await vi.waitFor(() => expect(callsOf('handoff.copyFiles')).toEqual([{ ids: [first] }]))
  })

  it('a take goes to the trash whatever the hidden list shows', async () => {
    const [first, second] = listed() as [GenerationId, GenerationId]
    await services.library.show('all', 'no such prompt')
    services.selection.select(first)
    press('Delete')
    await vi.waitFor(() => expect(isTrashed(first)).toBe(true))
    await vi.waitFor(() => expect(services.window.answerFocus('grid')).toBe(true))
    await services.library.show('trash', '')
    await services.library.rows.load(second)
    services.selection.select(second)
    press('Delete')
    await vi.waitFor(() => expect(isTrashed(second)).toBe(true))
  })
})

it('sets the groups of a clip’s menu apart, without what is not possible', () => {
  services.selection.select(listed()[0]!)
  const menu = clipMenu(userActions)
  expect(menu.filter(({ startsGroup }) => startsGroup).map(({ title }) => title)).toEqual([
    'Reuse prompt and settings',
    'Copy file',
    'Copy prompt',
    'Favourite, or not',
    'Move to trash'
  ])
  expect(menu.map(({ title }) => title)).not.toContain('Restore')
})

it('leaves the board of shots for a view and a search, also for one that is shown already', async () => {
  const { search } = services
  const roomAfter = async (show: () => unknown): Promise<string> => {
    fake.setState({ settings: { ...fake.state.settings, room: 'shots' } })
    await show()
    return fake.state.settings.room
  }
  expect(await roomAfter(() => search.showOnly('dawn'))).toBe('grid')
  expect(await roomAfter(() => search.showOnly('dawn'))).toBe('grid')
  expect(await roomAfter(() => search.clear())).toBe('shots')
  expect(await roomAfter(() => search.setView('all'))).toBe('grid')
})

describe('takes on the board of shots', () => {
  const nameOfShot = (id: GenerationId): string | undefined =>
    services.items.get(services.library.find(id)?.annotations.shotId ?? null)?.name

  beforeEach(async () => {
    await services.items.start()
    await services.items.add({ kind: 'shot', name: 'Harbour' })
    await services.items.add({ kind: 'shot', name: 'Bridge' })
    fake.setState({ settings: { ...fake.state.settings, room: 'shots' } })
    return () => services.items.destroy()
  })

  it('go to the shot below and back by a key, and say so', async () => {
    const [first] = listed() as [GenerationId]
    const [harbour] = services.items.shots
    await services.annotations.moveInto([first], harbour!)
    await vi.waitFor(() => expect(nameOfShot(first)).toBe('Harbour'))
    services.selection.select(first)
    expect(press('ArrowUp', { altKey: true, shiftKey: true }).defaultPrevented).toBe(false)
    press('ArrowDown', { altKey: true, shiftKey: true })
    await vi.waitFor(() => expect(nameOfShot(first)).toBe('Bridge'))
    await vi.waitFor(() =>
      expect(services.toasts.toasts.at(-1)).toMatchObject({
        text: 'Moved to the shot “Bridge”',
        action: { label: 'Undo' }
      })
    )
    press('ArrowUp', { altKey: true, shiftKey: true })
    await vi.waitFor(() => expect(nameOfShot(first)).toBe('Harbour'))
  })

  it('are compared with those of their shot', async () => {
    const [first, second] = listed() as [GenerationId, GenerationId]
    const [harbour] = services.items.shots
    const close = services.board.open()
    onTestFinished(close)
    await services.annotations.moveInto([first, second], harbour!)
    services.board.want([harbour!.id])
    await vi.waitFor(() => expect(services.board.takesOf(harbour!.id)).toHaveLength(2))
    services.selection.select(second)
    await userActions.compare.run()
    expect(new Set(services.compare.ids)).toEqual(new Set([first, second]))
  })

  it('alone stay selected as the board opens', async () => {
    const [first, second] = listed() as [GenerationId, GenerationId]
    await services.annotations.moveInto([second], services.items.shots[0]!)
    await vi.waitFor(() => expect(nameOfShot(second)).toBe('Harbour'))
    services.selection.selectThese([first, second])
    selectOnBoard(services)
    expect(services.selection.inOrder()).toEqual([second])
    services.selection.select(first)
    selectOnBoard(services)
    expect([services.selection.size, userActions.trash.isPossible?.()]).toEqual([0, false])
  })
})

describe('files that are dropped', () => {
  const fileOf = (clip: GenerationView): File => new File([], clip.videos[0]?.fileName ?? '')

  it('are clips of the latest drag only if all of them are', () => {
    const [clip] = rows as [GenerationView]
    const own = fileOf(clip)
    const other = new File([], 'holiday.mp4')
    expect(draggedClips(services, [own])).toEqual([])
    services.handoff.drag(new DragEvent('dragstart'), [clip.id])
    expect(draggedClips(services, [own]).map(({ id }) => id)).toEqual([clip.id])
    expect([draggedClips(services, [own, other]), draggedClips(services, [])]).toEqual([[], []])
  })

  it('are the clips of their names, where a drag had more', () => {
    const [first, second] = rows as [GenerationView, GenerationView]
    services.handoff.drag(new DragEvent('dragstart'), [first.id, second.id])
    expect(draggedClips(services, [fileOf(second)]).map(({ id }) => id)).toEqual([second.id])
  })
})

describe('the keys of Compare', () => {
  it('show and hide the differences, and leave a text field its letters', () => {
    const { compare } = services
    expect(press('d').defaultPrevented).toBe(false)
    compare.open(listed())
    expect([press('d').defaultPrevented, compare.showsDifferences]).toEqual([true, false])
    const typed = press('d', { target: document.createElement('input') })
    expect([typed.defaultPrevented, compare.showsDifferences]).toEqual([false, false])
  })
})

describe('the keys of rating', () => {
  const said = (id: GenerationId) => services.library.find(id)?.annotations

  it('say something about all selected clips, and take it back', async () => {
    const [first, second] = listed() as [GenerationId, GenerationId]
    services.selection.selectAll()
    press('5')
    await vi.waitFor(() => expect(said(second)?.stars).toBe(5))
    press('h')
    await vi.waitFor(() => expect(said(first)?.isFavourite).toBe(true))
    press('x')
    await vi.waitFor(() => expect(said(first)?.isRejected).toBe(true))
    press('x')
    await vi.waitFor(() => expect(said(first)?.isRejected).toBe(false))
    press('0')
    await vi.waitFor(() => expect(said(second)?.stars).toBe(0))
    expect(services.toasts.toasts.at(-1)).toMatchObject({
      text: '3 clips changed',
      action: { label: 'Undo' }
    })
  })

  it('do nothing without a selection, and circle what is in a shot', async () => {
    const [first] = listed() as [GenerationId]
    services.selection.clear()
    expect(press('5').defaultPrevented).toBe(false)
    expect(press('o').defaultPrevented).toBe(false)
    services.selection.select(first)
    await services.annotations.moveToShot([first], 'Harbour', null)
    await vi.waitFor(() => expect(said(first)?.take).not.toBeNull())
    press('o')
    await vi.waitFor(() => expect(said(first)?.isCircled).toBe(true))
    expect(services.items.shots.map(({ name }) => name)).toEqual(['Harbour'])
    // One step: the shot was not there before.
    const [added, moved] = [callsOf('items.add')[0], callsOf('annotations.set')[0]] as { step: string }[]
    expect(moved?.step).toBe(added?.step)
  })

  it('circle a clip in no shot as the take of a shot that is named after it', async () => {
    const [first, second] = listed() as [GenerationId, GenerationId]
    services.selection.select(first)
    press('o')
    await vi.waitFor(() => expect(said(first)?.isCircled).toBe(true))
    const latest = (): string | undefined => services.toasts.toasts.at(-1)?.text
    await vi.waitFor(() => expect(latest()).toBe('Now a take of the shot “A balcony at dawn”'))
    services.viewer.open(second)
    press('O', { shiftKey: true })
    await vi.waitFor(() => expect(said(second)?.isCircled).toBe(true))
  })

  it('circle none of several clips in no shot, and say what to do', () => {
    services.selection.selectAll()
    press('o')
    expect(services.toasts.toasts.at(-1)?.text).toBe('Put the clips into a shot first, then circle one')
    expect(callsOf('annotations.set')).toEqual([])
  })
})

it('shows the board of a project that was chosen in the menu', async () => {
  const id = crypto.randomUUID() as ItemId
  await showProject(services, id)
  expect(fake.state.settings).toMatchObject({ currentProject: id, room: 'shots' })
})

describe('a link with a prompt', () => {
  it('fills the form and shows it, sends nothing, and can be undone', async () => {
    await services.app.updateSettings({ composerOpen: false })
    services.composer.form.change({ prompt: 'what I typed' })
    services.window.open('preview')
    fillFromLink(services, 'a prompt from elsewhere')
    expect(services.composer.form.request.prompt).toBe('a prompt from elsewhere')
    await vi.waitFor(() => expect(fake.state.settings.composerOpen).toBe(true))
    expect(services.window.panel).toBeNull()
    expect(callsOf('generations.create')).toEqual([])
    services.composer.filling.undo()
    expect(services.composer.form.request.prompt).toBe('what I typed')
  })
})

describe('showing a clip', () => {
  it('selects it and calls the grid', async () => {
    const [, second] = listed()
    await showClip(services, second!)
    expect([services.selection.shown, services.window.answerFocus('grid')]).toEqual([second, true])
  })

  it('shows all clips where a search or a view hides it', async () => {
    const [first] = listed()
    services.search.setWords('no such prompt')
    services.search.setView('trash')
    await vi.waitFor(() => expect(listed()).toEqual([]))
    await showClip(services, first!)
    expect([services.search.view, services.search.text, services.selection.shown]).toEqual(['all', '', first])
    expect(listed()).toContain(first)
  })

  it('leaves the board of shots', async () => {
    press('b')
    await vi.waitFor(() => expect(services.app.state.settings.room).toBe('shots'))
    await vi.waitFor(() => expect(services.window.answerFocus('grid')).toBe(true))
    const [, second] = listed()
    await showClip(services, second!)
    expect([services.app.state.settings.room, services.window.answerFocus('grid')]).toEqual(['grid', true])
  })

  it('says when it is in no list', async () => {
    await showClip(services, fakeGeneration().id)
    expect(services.toasts.toasts[0]?.detail).toContain('isn’t in your library')
    expect(services.selection.shown).toBeNull()
  })
})

describe('trash', () => {
  it('moves clips to the trash and restores them', async () => {
    const [first, second] = listed()
    if (!first || !second) throw new Error('There are no clips')
    services.selection.select(first)
    await trashSelection(services)
    await vi.waitFor(() => expect(listed()).not.toContain(first))
    expect([services.selection.active, services.toasts.toasts[0]?.text]).toEqual([second, 'Moved to trash'])
    await services.undo.undo()
    await vi.waitFor(() => expect(listed()).toContain(first))
  })

  it('says how many came back by an undo, and selects them', async () => {
    const [first, second, third] = listed() as [GenerationId, GenerationId, GenerationId]
    services.selection.selectThese([first, second])
    await trashSelection(services)
    await vi.waitFor(() => expect(listed()).toEqual([third]))
    services.selection.select(third)
    press('z', { ctrlKey: true })
    await vi.waitFor(() => expect(services.toasts.toasts.at(-1)?.text).toBe('2 clips restored'))
    await vi.waitFor(() => expect(services.selection.inOrder()).toEqual([first, second]))
  })

  it('says how many were restored, and can undo that', async () => {
    const [first] = listed() as [GenerationId]
    services.selection.select(first)
    await trashSelection(services)
    await services.library.show('trash', '')
    await services.actions.restore([first])
    expect(services.toasts.toasts.at(-1)).toMatchObject({ text: 'Clip restored', action: { label: 'Undo' } })
  })

  it('leaves alone a selected clip that a search hides', async () => {
    const [first] = listed() as [GenerationId]
    services.selection.select(first)
    await trashSelection(services)
    await services.library.show('trash', '')
    services.selection.select(first)
    expect(userActions.erase.isPossible?.()).toBe(true)
    await services.library.show('trash', 'no such prompt')
    expect(press('Delete', { shiftKey: true }).defaultPrevented).toBe(false)
    expect([userActions.restore.isPossible?.(), callsOf('trash.erase')]).toEqual([false, []])
  })

  it('focuses the next clip after a delete, or the previous one at the end', () => {
    const order = ['a', 'b', 'c', 'd'] as GenerationId[]
    const heir = (...leaving: number[]): string | null =>
      heirOf({ idAt: (position) => order[position] }, leaving)
    expect([heir(1), heir(0, 1), heir(3), heir(0, 1, 2, 3), heir(2, 3)]).toEqual(['c', 'c', 'c', null, 'b'])
  })
})

describe('“send again” over a cap', () => {
  const reached = {
    code: 'cap_reached',
    message: 'This may cost about $1.92. That is over your $1.00 limit per batch.',
    advice: 'Nothing was sent.',
    retryable: true,
    charged: 'no'
  } as const
  it('asks when the main process reports the cap, and sends the same press id', async () => {
    const id = rows[0]?.id
    if (!id) throw new Error('There are no clips')
    fake.fail('generations.sendAgain', reached)
    await services.actions.sendAgain(id)
    const [first, second] = callsOf('generations.sendAgain')
    expect(second).toEqual({ ...(first as object), overCap: true })
  })
})

it('reuses the press id of “send again” after a failure, and not after a success [F12]', async () => {
  const id = rows[0]?.id
  if (!id) throw new Error('There are no clips')
  fake.fail('generations.sendAgain', { code: 'bug', message: 'It failed.', retryable: false })
  for (let press = 0; press < 3; press += 1) await services.actions.sendAgain(id)
  const [failed, again, next] = callsOf('generations.sendAgain').map(
    (input) => (input as { pressId: string }).pressId
  )
  expect(again).toBe(failed)
  expect(next).not.toBe(again)
})

it('asks also when a clip that waited for a click goes over a cap', async () => {
  const id = rows[0]?.id
  if (!id) throw new Error('There are no clips')
  const message = 'This goes over your $5.00 daily limit (about $4.80 spent today).'
  fake.fail('generations.release', { code: 'cap_reached', message, retryable: true, charged: 'no' })
  await services.actions.release(id)
  expect(callsOf('generations.release')).toEqual([{ ids: [id] }, { ids: [id], overCap: true }])
})

it('sends once for two clicks on “send again”', async () => {
  const open = fake.hold('generations.sendAgain')
  const id = rows[0]?.id
  if (!id) throw new Error('There are no clips')
  const both = Promise.all([services.actions.sendAgain(id), services.actions.sendAgain(id)])
  open()
  await both
  expect(callsOf('generations.sendAgain')).toHaveLength(1)
})

describe('help', () => {
  it('copies diagnostics and shows the log wherever the user is', async () => {
    services.compare.open(rows.slice(0, 2).map(({ id }) => id))
    for (const name of ['report_problem', 'copy_diagnostics', 'show_log'] as const)
      expect([name, userActions[name].isPossible?.()]).toEqual([name, true])
    await userActions.copy_diagnostics.run()
    await userActions.show_log.run()
    expect([callsOf('help.copyDiagnostics'), callsOf('help.showLog')]).toEqual([[{}], [{}]])
    expect(services.toasts.toasts.map(({ text }) => text)).toEqual(['Diagnostics copied'])
    void userActions.report_problem.run()
    expect(services.window.panel).toBe('report')
  })

  it('tells what to do where drag and drop does not work', () => {
    expect(userActions.why_no_drop).toMatchObject({ title: 'If drag and drop doesn’t work', menu: 'Help' })
    void userActions.why_no_drop.run()
    expect(services.window.panel).toBe('why_no_drop')
  })
})
