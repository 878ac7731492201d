import type { CallInput, CallOutput, Envelope } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import type { AppProcess } from './app-process'
import { press, type Press } from './presses'

/** A file that was refused is fetched again so often; one whose address is no address stays refused. */
const fetchesAgain = 3
const lookEveryMs = 50

/**
 * Lets everything come to its end, as a user would who comes back to a network that works: presses again what a
 * crash swallowed, releases what waits for a click, fetches refused files again. Unconfirmed ones are left alone.
 *
 * @returns What did not come to rest in time.
 */
export async function settle(
  app: AppProcess,
  open: readonly Press[],
  limitMs: number
): Promise<readonly GenerationView[]> {
  const fetches = new Map<string, number>()
  await app.call('settings.update', { maximumParallel: 15 })
  await app.call('app.networkReturned', {})
  for (const pressed of open) await press(app, pressed)
  const endMs = Date.now() + limitMs
  for (;;) {
    const restless = [...(await allIn(app, 'in_progress')), ...(await allIn(app, 'trash')).filter(isUnderWay)]
    const needing = await allIn(app, 'needs_you')
    const moved = await helpAlong(app, [...restless, ...needing], fetches)
    const left = restless.filter((generation) => !rests(generation))
    if ((left.length === 0 && !moved) || Date.now() > endMs) return left
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/** The trash also holds what the user hid: what arrives of it is kept. */
const isUnderWay = ({ state }: GenerationView): boolean =>
  ['queued', 'submitting', 'processing', 'downloading'].includes(state)

/** Nothing of it was saved, nothing is on its way, and something waits for the user. */
const rests = ({ state, videos }: GenerationView): boolean =>
  state === 'downloading' &&
  videos.some((video) => video.state === 'refused') &&
  videos.every((video) => ['refused', 'missing'].includes(video.state))

async function helpAlong(
  app: AppProcess,
  generations: readonly GenerationView[],
  fetches: Map<string, number>
): Promise<boolean> {
  const queued = generations.filter(({ state }) => state === 'queued').map(({ id }) => id)
  if (queued.length > 0) await app.call('generations.release', { ids: queued.slice(0, 500) })
  const refused = generations
    .flatMap(({ videos }) => videos)
    .filter(
      ({ id, state }) => ['refused', 'missing'].includes(state) && (fetches.get(id) ?? 0) < fetchesAgain
    )
  for (const { id } of refused) {
    fetches.set(id, (fetches.get(id) ?? 0) + 1)
    await app.call('videos.downloadAgain', { id })
  }
  const pending = generations.some(({ videos }) => videos.some(({ state }) => state === 'pending'))
  return refused.length > 0 || pending
}

async function allIn(
  app: AppProcess,
  view: CallInput<'generations.page'>['view']
): Promise<readonly GenerationView[]> {
  const all: GenerationView[] = []
  let before: number | null = null
  do {
    const answer: Envelope<CallOutput<'generations.page'>> | null = await app.call('generations.page', {
      view,
      text: '',
      before,
      limit: 200
    })
    if (!answer?.ok) throw new Error(answer ? answer.error.message : 'The app died while everything settled')
    all.push(...answer.value.items)
    before = answer.value.next
  } while (before !== null)
  return all
}
