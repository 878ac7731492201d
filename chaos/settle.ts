import type { CallInput, CallOutput, Envelope } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import type { AppProcess } from './app-process'
import type { Press } from './presses'

/** A file that was refused is fetched again so often; one whose address is no address stays refused. */
const fetchesAgain = 3
const lookEveryMs = 50

/** Presses Generate; true when the app said that it is on disk. */
export async function pressGenerate(app: AppProcess, press: Press): Promise<void> {
  const answer = await app.call('generations.create', press.input)
  if (answer?.ok) press.confirmed = true
  if (answer && !answer.ok && answer.error.code !== 'shutting_down') {
    throw new Error(`Generate was refused: ${answer.error.message}`)
  }
}

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
  for (const press of open) await pressGenerate(app, press)
  const endMs = Date.now() + limitMs
  for (;;) {
    const restless = await allIn(app, 'in_progress')
    const needing = await allIn(app, 'needs_you')
    const moved = await helpAlong(app, [...restless, ...needing], fetches)
    const left = restless.filter((generation) => !rests(generation))
    if ((left.length === 0 && !moved) || Date.now() > endMs) return left
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/** Ready, or with nothing left to fetch but what was refused. */
const rests = ({ state, videos }: GenerationView): boolean =>
  state === 'downloading' && videos.length > 0 && videos.every((video) => video.state !== 'pending')

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
