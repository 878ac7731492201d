import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { Http, HttpOutcome } from '../../src/main/modelslab/transport/http'
import { tokenIn } from '../runner/presses'

/** A paid POST as recorded by the sending process. */
export interface WirePost {
  readonly token: string
  /**
   * `left`: no answer was noted, so the process died first. `taken`: a 2xx with an id. `not_taken`: it did not
   * leave, or was refused. `unclear`: everything else.
   */
  readonly outcome: 'left' | 'taken' | 'not_taken' | 'unclear'
  /** Job id in a successful answer; the library must know it. */
  readonly remoteId: string | null
}

/** Records each paid POST in a file before it is sent and after its answer; survives a kill. */
export function notedHttp(http: Http, path: string): Http {
  let posts = 0
  const note = (entry: object): void => appendFileSync(path, `${JSON.stringify(entry)}\n`)
  return {
    send: async (request) => {
      posts += 1
      const post = `${process.pid} ${posts}`
      note({ post, token: tokenIn(request.body ?? '') })
      const outcome = await http.send(request)
      note({ post, ...meaningOf(outcome) })
      return outcome
    }
  }
}

type Meaning = Pick<WirePost, 'outcome' | 'remoteId'>

function meaningOf(answer: HttpOutcome): Meaning {
  const without = (outcome: WirePost['outcome']): Meaning => ({ outcome, remoteId: null })
  if (answer.kind === 'not_sent') return without('not_taken')
  if (answer.kind !== 'answered') return without('unclear')
  const { status, body } = answer
  if (status >= 400 && status < 500 && status !== 408) return without('not_taken')
  if (status < 200 || status >= 300) return without('unclear')
  const { id, isRefused } = wordsOf(body)
  if (id === null) return without(isRefused ? 'not_taken' : 'unclear')
  return { outcome: 'taken', remoteId: id }
}

/** Fields of an answer that matter here, read without any code of the app. */
function wordsOf(body: string): { readonly id: string | null; readonly isRefused: boolean } {
  const { id, status } = objectIn(body)
  const isId = typeof id === 'number' ? id > 0 : typeof id === 'string' && /[^0]/.test(id)
  const isRefused = /^\s*(error|failed|cancell?ed)\s*$/i.test(String(status))
  // Numbers may be written with a fraction.
  return { id: isId ? String(id).replace(/^(\d+)\.0+$/, '$1') : null, isRefused }
}

function objectIn(body: string): Readonly<Record<string, unknown>> {
  try {
    return { ...(JSON.parse(body.replace(/^\uFEFF/, '')) as object) }
  } catch {
    return {}
  }
}

/** Returns all POSTs in sending order. */
export function readWireLog(path: string): readonly WirePost[] {
  if (!existsSync(path)) return []
  const posts = new Map<string, WirePost>()
  for (const line of readFileSync(path, 'utf8').split('\n').filter(Boolean)) {
    const { post, ...entry } = JSON.parse(line) as { readonly post: string } & (
      Pick<WirePost, 'token'> | Meaning
    )
    if ('token' in entry) posts.set(post, { ...entry, outcome: 'left', remoteId: null })
    else posts.set(post, { token: posts.get(post)?.token ?? '', ...entry })
  }
  return [...posts.values()]
}

/**
 * Returns the tokens of POSTs sent although as many earlier ones as confirmed were, or may have been, taken.
 *
 * @param confirmed Number of the user's confirmations by token.
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
