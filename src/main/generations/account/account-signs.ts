import type { AccountSigns } from '@shared/money/account-signs'
import { ProblemError } from '@shared/problem'
import type { Account } from './account'
import { submittedAtOf, type Generation } from '../domain/generation'
import type { GenerationStore } from '../domain/ports'
import type { ListedVideo, Provider } from '../domain/provider'

/** Most videos that the window shows without becoming a list to search. */
const mostCandidates = 5
/** Allowed difference between the service's clock and ours. */
const clockSkewMs = 5 * 60_000

/**
 * Reads signs of whether a generation was accepted: balance, queue, and videos of the account that no generation here
 * has. Changes and decides nothing; what cannot be read is unknown.
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

/** Returns videos that may be this generation's, the likeliest first. */
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

/** Orders by prompt (same, unknown, different), then by age: the oldest was made soonest after the request. */
function byLikelihood(one: Candidate, other: Candidate): number {
  const rank = ({ hasThisPrompt }: Candidate): number => (hasThisPrompt === null ? 1 : hasThisPrompt ? 0 : 2)
  return rank(one) - rank(other) || (one.createdAtMs ?? 0) - (other.createdAtMs ?? 0)
}
