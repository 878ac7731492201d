import { randomBytes } from 'node:crypto'
import { isPublicAddress, substitutePoolOf } from './address-check'
import type { HostAddress, Resolver } from './host-lookup'

/** Names that resolve to public addresses unless the network answers in their place. */
const wellKnownNames = ['www.cloudflare.com', 'www.apple.com']

/**
 * What the network does with names: `substitutes_all`, it answers every name from the pools that these addresses are
 * from, as a proxy program does that carries the connection on by name; `answers_privately`, it puts private
 * addresses in place of public ones in some other way, as DNS filters and sign-in pages do; `answers_publicly`, it is
 * this one name that leads into a private network.
 */
export type NetworkJudgement = 'substitutes_all' | 'answers_privately' | 'answers_publicly'

/** Tests the network with two well-known names and an invented one, which only a proxy program would answer. */
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

/** Returns whether every name was answered from the pool of an address, and none with a public address. */
function isSubstitute(address: string, answers: readonly (readonly string[])[]): boolean {
  const pool = substitutePoolOf(address)
  if (pool === null) return false
  return answers.every(
    (found) => found.some((one) => substitutePoolOf(one) === pool) && !found.some(isPublicAddress)
  )
}

/** Resolves a name; null if there is no answer, which shows nothing. */
async function addressesOf(name: string, resolver: Resolver): Promise<readonly string[]> {
  const found: readonly HostAddress[] = await resolver(name).catch(() => [])
  return found.map(({ address }) => address)
}
