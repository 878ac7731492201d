import type { AccountSigns } from '@shared/contract'
import { ProblemError } from '@shared/problem'
import type { Account } from './account'
import { submittedAtOf, type Generation } from '../domain/generation'
import type { GenerationStore } from '../domain/ports'
import type { ListedVideo, Provider } from '../domain/provider'

/** What the window can show without becoming a list to search in. */
const mostCandidates = 5
/** So much the service's clock and ours may differ. */
const clockSkewMs = 5 * 60_000

/**
 * Looks for signs of whether a generation was taken: balance, queue, and videos of the account that no generation
 * here has. Reads only and decides nothing; what cannot be read is not known.
 *
 * @throws ProblemError when nothing at all could be read.
 */
export async function readAccountSigns(
  generation: Generation,
  key: string,
  deps: { readonly account: Account; readonly provider: Provider; readonly store: GenerationStore }
): Promise<AccountSigns> {
  const { account, provider, store } = deps
  const [balance, queuedAtProvider, listed] = await Promise.all([
    account.refresh(key),
    provider.queueCount(key),
    provider.listVideos(key)
  ])
  const isBlind = queuedAtProvider === null && listed === null
  if (balance.kind === 'key_rejected' || (balance.kind === 'not_known' && isBlind))
    throw new ProblemError(balance.problem)
  const candidates = listed && candidatesFor(generation, listed, store)
  return {
    balanceBeforeMicrodollars: generation.balanceBeforeMicrodollars,
    balanceNowMicrodollars: balance.kind === 'known' ? balance.microdollars : null,
    sentSince: store.countSubmittedSince(submittedAtOf(generation.status) ?? 0, generation.id),
    queuedAtProvider,
    runningHere: store.countInStates('processing'),
    candidates: candidates?.slice(0, mostCandidates) ?? null,
    candidatesLeftOut: Math.max((candidates?.length ?? 0) - mostCandidates, 0)
  }
}

type Candidate = NonNullable<AccountSigns['candidates']>[number]

/** Videos that may be this generation's, the likeliest first. */
function candidatesFor(
  generation: Generation,
  listed: readonly ListedVideo[],
  store: GenerationStore
): readonly Candidate[] {
  const submittedAtMs = submittedAtOf(generation.status) ?? 0
  const ids = [...new Set(listed.map(({ remoteId }) => remoteId))]
  const held = new Set(store.holdersOf(ids).map(({ remoteId }) => remoteId))
  return ids
    .filter((id) => !held.has(id))
    .flatMap((id) => listed.find(({ remoteId }) => remoteId === id) ?? [])
    .filter(({ createdAtMs }) => createdAtMs === null || createdAtMs >= submittedAtMs - clockSkewMs)
    .map(({ remoteId, prompt, createdAtMs }) => ({
      remoteId,
      hasThisPrompt: prompt === null ? null : prompt.trim() === generation.request.prompt.trim(),
      createdAtMs
    }))
    .toSorted(byLikelihood)
}

/** The same prompt before one that is not told, that before another; then the older, made soonest after the send. */
function byLikelihood(one: Candidate, other: Candidate): number {
  const rank = ({ hasThisPrompt }: Candidate): number => (hasThisPrompt === null ? 1 : hasThisPrompt ? 0 : 2)
  return rank(one) - rank(other) || (one.createdAtMs ?? 0) - (other.createdAtMs ?? 0)
}
