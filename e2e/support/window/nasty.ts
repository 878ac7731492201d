/** Names of inputs that are made inside the page, because most can't be sent there. */
export const nastyNames = [
  'undefined',
  'null',
  'true',
  'number',
  'nan',
  'infinity',
  'bigint',
  'text',
  'empty array',
  'array of arrays',
  'map',
  'set',
  'broken date',
  'pattern',
  'bytes',
  'error',
  'cyclic',
  'very deep',
  'very wide',
  'very long text',
  'many bytes',
  'own __proto__',
  'own constructor',
  'path as id',
  'address as id',
  'NUL in id',
  'SQL as id',
  'id in a list in a list',
  'too many ids',
  'negative page',
  'huge page',
  'half a page',
  'SQL as view',
  'lone surrogate',
  'NUL in prompt',
  'model of nobody',
  'unknown field'
] as const

/**
 * Sends every nasty input to every call, one after the other, and returns the calls that were not answered
 * with an envelope. Runs in the page, so it can't use imports.
 */
export async function askEverything(names: readonly string[]): Promise<readonly string[]> {
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  let deep: unknown = 'bottom'
  for (let level = 0; level < 300; level += 1) deep = { deep }
  const id = '00000000-0000-4000-8000-000000000000'
  const request = { modelId: 'veo-3.1-fast', prompt: 'a boat', durationSeconds: 8, aspectRatio: '16:9' }
  const create = (change: object): object => ({ pressId: id, requests: [{ ...request, ...change }] })
  const page = (change: object): object => ({ view: 'all', text: '', before: null, limit: 10, ...change })
  const ids = (value: unknown): object => ({ id: value, ids: [value] })
  const inputs: Record<string, unknown> = {
    undefined: undefined,
    null: null,
    true: true,
    number: 1.5,
    nan: NaN,
    infinity: { before: Infinity, limit: -Infinity },
    bigint: { limit: 10n },
    text: 'text',
    'empty array': [],
    'array of arrays': [[[]], [{}]],
    map: new Map([['id', id]]),
    set: new Set([id]),
    'broken date': { id: new Date(NaN) },
    pattern: { text: /./ },
    bytes: new Uint8Array(16),
    error: new Error('mine'),
    cyclic,
    'very deep': deep,
    'very wide': Object.fromEntries(Array.from({ length: 25_000 }, (_, index) => [`field${index}`, index])),
    'very long text': { draft: 'x'.repeat(1_100_000) },
    'many bytes': { id, jpeg: new Uint8Array(1_100_000) },
    'own __proto__': JSON.parse('{"__proto__":{"polluted":true},"id":"x"}') as unknown,
    'own constructor': JSON.parse('{"constructor":{"prototype":{"polluted":true}},"toJSON":1}') as unknown,
    'path as id': ids('../../../etc/passwd'),
    'address as id': ids('file:///etc/passwd'),
    'NUL in id': ids(`${id}\0`),
    'SQL as id': ids(`' OR 1=1; DROP TABLE generation; --`),
    'id in a list in a list': ids([[id]]),
    'too many ids': { ids: Array.from({ length: 10_000 }, () => id) },
    'negative page': page({ limit: -1, before: -1 }),
    'huge page': page({ limit: 1e9, before: 2 ** 53 }),
    'half a page': page({ limit: 1.5, text: 7 }),
    'SQL as view': page({ view: `all' OR '1'='1` }),
    'lone surrogate': create({ prompt: 'a \ud800 boat' }),
    'NUL in prompt': create({ prompt: 'a \0 boat' }),
    'model of nobody': create({ modelId: 'nobody-9', durationSeconds: 61 }),
    'unknown field': {
      ...create({}),
      surprise: true,
      demo: true,
      link: 'file:///etc/passwd',
      key: 7,
      jpeg: 'x'
    }
  }
  const bridge = (
    window as unknown as {
      readonly dailies: Record<
        'call' | 'send',
        Record<string, (input: unknown) => Promise<unknown> | undefined>
      >
    }
  ).dailies
  const isEnvelope = (answer: unknown): boolean => {
    const { ok, error } = answer as { ok?: unknown; error?: { code?: unknown; message?: unknown } }
    if (ok === true) return true
    return (
      ok === false &&
      typeof error?.code === 'string' &&
      error.code !== 'bug' &&
      typeof error.message === 'string'
    )
  }
  // Electron can't send such a value to the main process.
  const isStoppedByBridge = (error: unknown): boolean =>
    /recursion depth|could not be cloned/.test(String(error))
  const wrong: string[] = []
  for (const name of names) {
    const input = inputs[name]
    for (const [callName, call] of Object.entries(bridge.call)) {
      try {
        const answer = await call(input)
        if (!isEnvelope(answer)) wrong.push(`${callName} (${name}): ${JSON.stringify(answer)}`)
      } catch (error) {
        if (!isStoppedByBridge(error)) wrong.push(`${callName} (${name}): ${String(error)}`)
      }
    }
    try {
      for (const send of Object.values(bridge.send)) void send(input)
    } catch (error) {
      if (!isStoppedByBridge(error)) wrong.push(`a message (${name}): ${String(error)}`)
    }
  }
  if ('polluted' in {}) wrong.push('the prototype of everything was changed')
  return wrong
}
