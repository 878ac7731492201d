import type { CallInput, CallOutput, Envelope } from '@shared/contract'
import type { GenerationView } from '@shared/generation'
import type { AppProcess } from '../engine/app-process'
import { resume, type Press } from './presses'
import { isWrongId } from './user'

/** Number of retries of a refused file or failed job; some never succeed. */
const mostFetches = 3
/** Number of retries with an unknown id, which takes ten minutes each. */
const mostQuestions = 1
const lookEveryMs = 50

/**
 * Lets everything finish, as a user would on a working network: presses again what a
 * crash lost, releases what waits for a click, downloads refused files again, checks again what the API reported as
 * failed. Unconfirmed ones are left alone, and so is a clip that was saved: it may not be missing.
 *
 * @returns Generations that did not settle in time.
 */
export async function settle(
  app: AppProcess,
  open: readonly Press[],
  limitMs: number
): Promise<readonly GenerationView[]> {
  const tries = new Map<string, number>()
  await app.call('settings.update', { maximumParallel: 15 })
  await app.call('app.networkReturned', {})
  for (const pressed of open) await resume(app, pressed)
  const endMs = Date.now() + limitMs
  for (;;) {
    const inProgress = await allIn(app, 'in_progress')
    const needing = await allIn(app, 'needs_you')
    const trashed = await allIn(app, 'trash')
    const moved = await helpAlong(app, [...inProgress, ...needing, ...trashed], tries)
    const unsettled = [...inProgress, ...trashed.filter(isUnderWay)]
    const left = unsettled.filter((generation) => !hasSettled(generation))
    if ((left.length === 0 && !moved) || Date.now() > endMs) return left
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}

/** Lists trashed and hidden generations: hidden ones keep what arrives. */
const isUnderWay = ({ state }: GenerationView): boolean =>
  ['queued', 'submitting', 'processing', 'downloading'].includes(state)

/** Returns whether nothing is saved, nothing is in progress, and something waits for the user. */
const hasSettled = ({ state, videos }: GenerationView): boolean =>
  state === 'downloading' &&
  videos.some((video) => video.state === 'refused') &&
  videos.every((video) => ['refused', 'missing'].includes(video.state))

/** Returns whether a clip may still come of it. */
async function helpAlong(
  app: AppProcess,
  generations: readonly GenerationView[],
  tries: Map<string, number>
): Promise<boolean> {
  const queued = generations.filter(({ state }) => state === 'queued').map(({ id }) => id)
  if (queued.length > 0)
    await app.call('generations.release', { ids: queued.slice(0, 500), waitForCredit: true })
  const wasTriedLess =
    (most: number) =>
    ({ id }: { readonly id: string }) =>
      (tries.get(id) ?? 0) < most
  const refused = generations
    .flatMap(({ videos }) => videos)
    .filter(({ state, sha256 }) => ['refused', 'missing'].includes(state) && sha256 === null)
    .filter(wasTriedLess(mostFetches))
  const failed = generations
    .filter(({ state, remoteId }) => state === 'failed' && remoteId !== null && !isWrongId(remoteId))
    .filter(wasTriedLess(mostQuestions))
  for (const { id } of [...refused, ...failed]) tries.set(id, (tries.get(id) ?? 0) + 1)
  for (const { id } of refused) await app.call('videos.downloadAgain', { id })
  for (const { id } of failed) await app.call('generations.checkAgain', { id })
  const pending = generations.some(({ videos }) => videos.some(({ state }) => state === 'pending'))
  return refused.length + failed.length > 0 || pending
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
