import type { Http, HttpOutcome, HttpRequest } from '../../modelslab/transport/http'

/**
 * A road on which each request waits for the one before, and for the connections of that one to be closed. An answer
 * is handed over as soon as it is there: it may be the only word of what was paid.
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
