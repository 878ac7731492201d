import { lookup, type LookupAddress } from 'node:dns'
import { isAddress, isLoopbackAddress, isPublicAddress, withoutBrackets } from './address-check'
import { judgeNetwork } from './substitute-addresses'
import { toTransportError, TransportError } from './transport'

export interface HostAddress {
  readonly address: string
  readonly family: 4 | 6
}

/** Resolves all addresses of a name. */
export type Resolver = (name: string) => Promise<readonly HostAddress[]>

export const systemResolver: Resolver = (name) =>
  new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error: Error | null, found: LookupAddress[]) => {
      if (error) reject(error)
      else resolve(found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 })))
    })
  })

/**
 * Resolves a host once and checks each address: resolving again for the connection would allow DNS rebinding. A name,
 * but not a literal address, may resolve to a pool of substitute addresses if this network answers every name from
 * it.
 *
 * @throws TransportError
 */
export async function lookUpHost(
  host: string,
  loopbackAllowed: boolean,
  resolver: Resolver
): Promise<readonly HostAddress[]> {
  const addresses = isAddress(host) ? [literal(host)] : await resolved(host, resolver)
  const isAllowed = loopbackAllowed ? isLoopbackAddress : isPublicAddress
  if (addresses.length === 0) throw new TransportError('offline', 'no_address')
  const foreign = addresses.map(({ address }) => address).filter((address) => !isAllowed(address))
  if (foreign.length === 0) return addresses
  if (loopbackAllowed || isAddress(host)) throw new TransportError('forbidden_address', 'not_public')
  switch (await judgeNetwork(foreign, resolver)) {
    case 'substitutes_all':
      return addresses
    case 'answers_privately':
      throw new TransportError('substituted_address', 'network_answers_privately')
    case 'answers_publicly':
      throw new TransportError('forbidden_address', 'not_public')
  }
}

function literal(host: string): HostAddress {
  return { address: withoutBrackets(host), family: host.startsWith('[') ? 6 : 4 }
}

async function resolved(host: string, resolver: Resolver): Promise<readonly HostAddress[]> {
  try {
    return await resolver(host)
  } catch (error) {
    throw toTransportError(error)
  }
}
