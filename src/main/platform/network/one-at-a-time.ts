import type { Http, HttpOutcome, HttpRequest } from '../../modelslab/transport/http'

/**
 * HTTP client in which each request waits for the one before, and for its connections to be closed. An answer is
 * returned as soon as it arrives: it may be the only record of a charge.
 */
export function oneAtATime(
  closeConnections: () => Promise<unknown>,
  exchange: (request: HttpRequest) => Promise<HttpOutcome>
): Http {
  let previous: Promise<unknown> = Promise.resolve()
  const sendAlone = async (request: HttpRequest): Promise<HttpOutcome> => {
    try {
      await closeConnections()
    } catch (error) {
      return { kind: 'not_sent', why: 'called_off', detail: `connections stayed open: ${String(error)}` }
    }
    return exchange(request)
  }
  return {
    send(request) {
      const turn = previous.then(() => sendAlone(request))
      previous = turn.then(closeConnections).catch(() => undefined)
      return turn
    }
  }
}
