import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Http, HttpOutcome } from '../src/main/modelslab/http'
import { tokenIn } from './presses'

/** A paid POST as the child's side of the wire saw it. */
export interface WirePost {
  readonly token: string
  /**
   * `left`: no answer was noted, so the process died first. `taken`: a 2xx with an id. `not_taken`: it did not
   * leave, or was refused. `unclear`: everything else.
   */
  readonly outcome: 'left' | 'taken' | 'not_taken' | 'unclear'
}

/** Notes each paid POST in a file before it leaves and after its answer; a killed process loses no note. */
export function notedHttp(http: Http, path: string): Http {
  let posts = 0
  const note = (entry: object): void => appendFileSync(path, `${JSON.stringify(entry)}\n`)
  return {
    send: async (request) => {
      posts += 1
      const post = `${process.pid} ${posts}`
      note({ post, token: tokenIn(request.body ?? '') })
      const outcome = await http.send(request)
      note({ post, outcome: meaningOf(outcome) })
      return outcome
    }
  }
}

function meaningOf(outcome: HttpOutcome): WirePost['outcome'] {
  if (outcome.kind === 'not_sent') return 'not_taken'
  if (outcome.kind !== 'answered') return 'unclear'
  const { status, body } = outcome
  if (status >= 400 && status < 500 && status !== 408) return 'not_taken'
  if (status < 200 || status >= 300) return 'unclear'
  const hasId = /"id":\s*("[^"]+"|[1-9]\d*)/.test(body)
  return hasId ? 'taken' : /"status":\s*"(error|failed)"/.test(body) ? 'not_taken' : 'unclear'
}

/** Every post in the order in which they left. */
export function readWireLog(path: string): readonly WirePost[] {
  if (!existsSync(path)) return []
  const posts = new Map<string, WirePost>()
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const entry = JSON.parse(line) as { post: string; token?: string; outcome?: WirePost['outcome'] }
    const known = posts.get(entry.post)
    if (entry.token !== undefined) posts.set(entry.post, { token: entry.token, outcome: 'left' })
    else if (known && entry.outcome) posts.set(entry.post, { ...known, outcome: entry.outcome })
  }
  return [...posts.values()]
}

/**
 * Tokens of posts that left although as many before as were confirmed were taken, or may have been.
 *
 * @param confirmed How often the user confirmed a token.
 */
export function sentAfterMaybeTaken(
  posts: readonly WirePost[],
  confirmed: (token: string) => number
): readonly string[] {
  const risky = new Map<string, number>()
  return posts.flatMap(({ token, outcome }) => {
    const before = risky.get(token) ?? 0
    if (outcome !== 'not_taken') risky.set(token, before + 1)
    return before >= confirmed(token) ? [token] : []
  })
}
