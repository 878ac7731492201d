import { randomBytes } from 'node:crypto'
import { isPublicAddress, substitutePoolOf } from './address-check'
import type { HostAddress, Resolver } from './host-lookup'

/** Names that lead to public addresses wherever the network does not answer in their place. */
const wellKnownNames = ['www.cloudflare.com', 'www.apple.com']

/**
 * What the network does with names: `substitutes_all`, it answers every name from the pools that these addresses are
 * from, as a proxy program does that carries the connection on by name; `answers_privately`, it puts private
 * addresses in place of public ones in some other way, as DNS filters and sign-in pages do; `answers_publicly`, it is
 * this one name that leads into a private network.
 */
export type NetworkJudgement = 'substitutes_all' | 'answers_privately' | 'answers_publicly'

/** Judges the network by two well-known names and an invented one, which nobody but a proxy program would answer. */
export async function judgeNetwork(
  foreign: readonly string[],
  resolver: Resolver
): Promise<NetworkJudgement> {
  const names = [...wellKnownNames, `${randomBytes(10).toString('hex')}.com`]
  const answers = await Promise.all(names.map((name) => addressesOf(name, resolver)))
  if (foreign.every((address) => isSubstitute(address, answers))) return 'substitutes_all'
  const wellKnown = answers.slice(0, wellKnownNames.length).flat()
  const isPrivate = wellKnown.length > 0 && !wellKnown.some(isPublicAddress)
  return isPrivate || foreign.every((address) => substitutePoolOf(address) !== null)
    ? 'answers_privately'
    : 'answers_publicly'
}

/** Whether every one of the names was answered from the pool of an address, and from no public address. */
function isSubstitute(address: string, answers: readonly (readonly string[])[]): boolean {
  const pool = substitutePoolOf(address)
  if (pool === null) return false
  return answers.every(
    (found) => found.some((one) => substitutePoolOf(one) === pool) && !found.some(isPublicAddress)
  )
}

/** A name without an answer proves nothing, for whatever reason. */
async function addressesOf(name: string, resolver: Resolver): Promise<readonly string[]> {
  const found: readonly HostAddress[] = await resolver(name).catch(() => [])
  return found.map(({ address }) => address)
}
