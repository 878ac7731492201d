/**
 * Guards of what spends money and of what brings a clip, each with what stands in its place when it is taken away.
 * A text stands exactly once in its file. `tests` are those that have to notice. A guard behind which another one
 * holds the same is left out: no test can tell.
 */
const engine = ['src/main/generations']
const downloads = ['src/main/downloads']

export const guarded = [
  {
    file: 'src/main/generations/domain/transition.ts',
    tests: ['src/main/generations', 'src/main/db'],
    guards: [
      ['ready: {},', "ready: { cancelled: () => ({ state: 'cancelled' }) },"],
      [
        "requeued: ({ problem }) => ({ state: 'queued', notBeforeMs: null, needsClick: true, problem })",
        'requeued: ({ problem }) => queued(null, problem)'
      ],
      [
        "outcome_unclear: ({ submittedAtMs }, { problem }) => ({ state: 'unconfirmed', submittedAtMs, problem })",
        'outcome_unclear: (_status, { problem }) => queued(null, problem)'
      ],
      [
        'not_taken: (_status, event) => queued(event.notBeforeMs, event.problem)',
        'not_taken: (_status, event) => queued(null, event.problem)'
      ],
      ['      needsClick: true,\n', '      needsClick: false,\n'],
      ['status.needsClick && mayHaveBeenSent(status) ?', 'mayHaveBeenSent(status) ?'],
      ['status.needsClick && mayHaveBeenSent(status) ?', 'status.needsClick ?'],
      ['remoteId === null ? null : asked(', 'asked('],
      [
        'status.remoteId === null && mayHaveBeenSent(status)\n        ? asked(',
        'mayHaveBeenSent(status)\n        ? asked('
      ],
      [
        'status.remoteId === null && mayHaveBeenSent(status)\n        ? asked(',
        'status.remoteId === null\n        ? asked('
      ],
      ["problem.code === 'link_expired' ?", 'true ?'],
      ['remoteIdOf(before) === null || remoteIdOf(after) === remoteIdOf(before)', 'true']
    ]
  },
  {
    file: 'src/main/generations/domain/generation.ts',
    tests: engine,
    guards: [["status.state === 'queued' && !status.needsClick", "status.state === 'queued'"]]
  },
  {
    file: 'src/main/generations/domain/records.ts',
    tests: engine,
    guards: [['some(({ id }) => id !== generation.id)', 'some(() => false)']]
  },
  {
    file: 'src/main/generations/engine/sender.ts',
    tests: engine,
    guards: [
      ['this.#sending || !this.deps.gate.isOpen()', '!this.deps.gate.isOpen()'],
      ['this.#sending || !this.deps.gate.isOpen()', 'this.#sending'],
      ['if (!this.#hasSlot()) return undefined', ''],
      [
        "countInStates('submitting', 'processing') < this.deps.slots()",
        "countInStates('submitting') < this.deps.slots()"
      ],
      ["if (balance.kind === 'not_known' && balance.offline)", 'if (false)'],
      ['if (!gate.isOpen() || keys.key() !== key) return', 'if (keys.key() !== key) return'],
      ['if (!gate.isOpen() || keys.key() !== key) return', 'if (!gate.isOpen()) return'],
      ['    if (problem)\n', '    if (false)\n'],
      ["if (found?.status.state === 'submitting') await", 'if (false) await'],
      ['if (!this.deps.records.isOfAnother(submitting, remoteId)) return outcome', 'return outcome'],
      [
        "return { kind: 'unclear', problem: problems.unexpected(), raw: null }",
        "return { kind: 'not_taken', waitFor: 'network', retryAfterMs: null, problem: problems.unexpected(), raw: null }"
      ],
      ["if (outcome.kind === 'not_taken') this.#hold(submitting, outcome, key)\n    else if", 'if']
    ]
  },
  {
    file: 'src/main/installation/installation.ts',
    tests: ['src/main/installation', 'src/main/app/app-copied-library'],
    guards: [
      ['mark.machine !== this.#machine', 'false'],
      ['mark.id !== this.#file.id ||', ''],
      ['|| mark.place !== this.#file.place', ''],
      ['memory.sentCount() < this.#file.sent', 'false'],
      ['> clock.now() + clockSkewMs', '> Infinity']
    ]
  },
  {
    file: 'src/main/generations/engine/leftovers.ts',
    tests: ['src/main/app/app-copied-library'],
    guards: [
      ['if (installation.doubt)', 'if (false)'],
      ['if (missing > 0)', 'if (false)']
    ]
  },
  {
    file: 'src/main/generations/account/judge-charges.ts',
    tests: ['src/main/generations/account/judge-charges', 'src/main/generations/account/charges'],
    guards: [
      ['if (fell < 0) return', 'if (false) return'],
      ['price === fell || (!mayRun(generation) && !isDisturbed)', '!mayRun(generation) && !isDisturbed'],
      ['(!mayRun(generation) && !isDisturbed)', '!isDisturbed'],
      ['(!mayRun(generation) && !isDisturbed)', '!mayRun(generation)'],
      ['!mayRun(generation) && nowMs - generation.stateSinceMs >= quietMs', '!mayRun(generation)'],
      ['some.length > 0 && sumOf(some) === fell', 'some.length > 0'],
      ['payers.length > 1 && !isAlike', 'false']
    ]
  },
  {
    file: 'src/main/generations/engine/gate.ts',
    tests: [...engine, 'src/main/app/app-library'],
    guards: [
      ["if (this.deps.isLibraryInUse()) return 'library'", ''],
      ["if (this.deps.keys.key() === null) return 'key'", ''],
      ["if (this.#balanceWithoutCredit !== undefined) return 'credit'", ''],
      ["if (!this.deps.connectivity.mayTry()) return 'network'", ''],
      ["return this.#isRateLimited() ? 'rate_limit' : null", 'return null'],
      ['this.#isRateLimited() ? Math.max(this.#rateLimitedUntilMs, untilMs) : untilMs', 'untilMs'],
      [
        '!this.#isClosed && !this.deps.isPaused() && this.heldFor() === null',
        '!this.deps.isPaused() && this.heldFor() === null'
      ],
      [
        '!this.#isClosed && !this.deps.isPaused() && this.heldFor() === null',
        '!this.#isClosed && this.heldFor() === null'
      ],
      [
        '!this.#isClosed && !this.deps.isPaused() && this.heldFor() === null',
        '!this.#isClosed && !this.deps.isPaused()'
      ],
      ['leftMs > 0 && leftMs <= longestRateLimitMs', 'leftMs > 0']
    ]
  },
  {
    file: 'src/main/modelslab/answers/submit.ts',
    tests: ['src/main/modelslab'],
    guards: [
      ['httpStatus >= 200 && httpStatus < 300', 'httpStatus < 400'],
      ['if (refusals.includes(httpStatus) && answer.id !== null) return refusedAfterTaking(answer)', ''],
      ['    case 400:\n', '    case 400:\n    case 408:\n'],
      ['    case 422:\n', '    case 422:\n    case 500:\n'],
      ['    case 429:\n', '    case 429:\n    case 503:\n'],
      ['links.length > 0 ?', 'true ?'],
      ['id === null ? refusedInBody(answer) : refusedAfterTaking(answer)', 'refusedInBody(answer)'],
      [
        "    case 'failed':\n      return refusedAfterTaking(answer)",
        "    case 'failed':\n      return refusedInBody(answer)"
      ],
      [
        "return { kind: 'unclear', problem: problems.mayHaveBeenSent('never got an answer'), raw: null }",
        "return { kind: 'not_taken', waitFor: 'network', retryAfterMs: null, problem: problems.mayHaveBeenSent('never got an answer'), raw: null }"
      ]
    ]
  },
  {
    file: 'src/main/downloads/run/download-run.ts',
    tests: downloads,
    guards: [
      ["if (this.#signal.aborted) return { kind: 'cancelled' }\n    try", 'try'],
      ["if (adopted?.kind === 'saved') await clearAway(this.#part, adopted)", ''],
      ['if (adopted) return adopted', ''],
      ['if (held.bytes > 0 && held.bytes === held.totalBytes) return', 'if (held.bytes > 0) return'],
      ['if (control?.source !== source) return nothingHeld', 'if (!control) return nothingHeld'],
      ['totalBytes === null || totalBytes <= maximumBytes', 'true'],
      ['if (totalBytes === null || bytes === totalBytes) return this.#finish()', 'return this.#finish()'],
      ['if (brought > 0) await this.#part.checkpoint()', ''],
      ['if (failure.isDiskFaulty) await', 'if (false) await']
    ]
  },
  {
    file: 'src/main/downloads/transport/receive.ts',
    tests: downloads,
    guards: [
      [
        '(bodyBytes !== null && received > bodyBytes) || from + received > maximumBytes',
        'from + received > maximumBytes'
      ],
      [
        '(bodyBytes !== null && received > bodyBytes) || from + received > maximumBytes',
        'bodyBytes !== null && received > bodyBytes'
      ],
      ["if (head.length === inspector.headBytes && inspector.isText(head)) return { kind: 'text' }", ''],
      ["if (!(await hasRoom(from + received))) return { kind: 'no_room' }", ''],
      ['bodyBytes !== null && received < bodyBytes', 'false'],
      ["if (this.#isTooSlow) return { kind: 'broken', why: 'slow', detail: 'drip' }", ''],
      ['policy.stallMs, () => exchange.abort(stalled)', 'policy.stallMs, () => undefined']
    ]
  },
  {
    file: 'src/main/downloads/run/resume.ts',
    tests: downloads,
    guards: [
      ['/^"[^"]+"$/.test(etag) && etag.length <= longestEtag', 'etag.length <= longestEtag'],
      ['return isStrong ?', 'return true ?'],
      ['if (held.bytes === 0 || !held.validator) return plain', 'if (held.bytes === 0) return plain'],
      ['held.bytes > 0 && wholeInDigits(total) === held.bytes ?', 'held.bytes > 0 ?'],
      ['|| !isSame(headers, held.validator))', ')'],
      ['first === held.bytes &&', ''],
      ['(held.totalBytes === null || total === held.totalBytes) &&', ''],
      ['(total === null || last < total) &&', ''],
      ['(length === null || length === bodyBytes)', 'true']
    ]
  },
  {
    file: 'src/main/downloads/part/part-file.ts',
    tests: downloads,
    guards: [
      ['(size !== null && size >= control.heldBytes)', 'size !== null'],
      [
        "await (await this.#open()).sync()\n    crashPoint('download.flushed')",
        "crashPoint('download.flushed')"
      ],
      [
        "await (await this.#open()).sync()\n    crashPoint('download.packet-appended')",
        "crashPoint('download.packet-appended')"
      ],
      ['await file.truncate(control.heldBytes)', '']
    ]
  },
  {
    file: 'src/main/downloads/run/finish.ts',
    tests: downloads,
    guards: [
      ["if (inspection.kind === 'text') {", 'if (false) {'],
      ['if (extname(job.finalPath).toLowerCase() !== ending) return', 'if (false) return'],
      ['if ((await files.size(path)) !== sealed.bytes) return null', ''],
      ['if (sha256 !== sealed.sha256) return null', ''],
      ["if (placed === 'locked') return", 'if (false) return'],
      ["(await adopt(job, sealed, files, inspector))?.kind !== 'saved'", 'false'],
      ['if (bytes > sourceBytes) await part.remove()\n  else await part.removeBytes()', 'await part.remove()']
    ]
  },
  {
    file: 'src/main/downloads/part/adopt.ts',
    tests: downloads,
    guards: [
      ['packet?.videoId === job.videoId', 'packet'],
      ["if (inspection.kind !== 'video') return", 'if (false) return'],
      ['sha256 === sealed.sha256 ? sealed : null', 'sealed']
    ]
  },
  {
    file: 'src/main/downloads/part/placement.ts',
    tests: downloads,
    guards: [
      ["if (errorCode(error) === 'EEXIST') return false", ''],
      ['if ((await files.size(finalPath)) !== null) return false', ''],
      ["if (delayMs === null && errorCode(error) === 'EACCES') throw error", ''],
      ['await files.syncFolder(dirname(finalPath))', '']
    ]
  },
  {
    file: 'src/main/downloads/transport/follow.ts',
    tests: downloads,
    guards: [
      ['hop <= policy.maximumRedirects', 'hop < 100'],
      [
        'checkUrl(answer.location, loopbackAllowed, url)',
        '({ ok: true, value: new URL(answer.location, url) } as const)'
      ],
      ["if (encoding && encoding !== 'identity') return { kind: 'encoded' }", ''],
      ["if (gone.has(status)) return { kind: 'gone' }", '']
    ]
  },
  {
    file: 'src/main/downloads/transport/url-check.ts',
    tests: downloads,
    guards: [
      ["if (text.length > longestUrl) return err('too_long')", ''],
      ["if (url.username !== '' || url.password !== '') return err('user_info')", ''],
      ["loopbackAllowed && base?.protocol !== 'https:'", 'loopbackAllowed'],
      ["return isLoopbackHost(url.hostname) ? ok(url) : err('host')", 'return ok(url)'],
      ["if (url.port !== '') return err('port')", ''],
      ["return isPublicHost(url.hostname) ? ok(url) : err('host')", 'return ok(url)'],
      ["!isPrivate && name.includes('.')", "name.includes('.')"],
      ["!isPrivate && name.includes('.')", '!isPrivate']
    ]
  },
  {
    file: 'src/main/downloads/transport/address-check.ts',
    tests: downloads,
    guards: [
      ['if (parsed.match(nat64)) return', 'if (parsed.match(nat64)) return true; return'],
      ["parsed.match(globalUnicast) && parsed.range() === 'unicast'", "parsed.range() === 'unicast'"],
      ["parsed.match(globalUnicast) && parsed.range() === 'unicast'", 'parsed.match(globalUnicast)']
    ]
  },
  {
    file: 'src/main/downloads/run/source-failures.ts',
    tests: downloads,
    guards: [
      ["if (kinds.includes('not_video'))\n", 'if (false)\n'],
      ["kinds.includes('forbidden') && !kinds.includes('gone')", "kinds.includes('forbidden')"]
    ]
  }
]

/** Each guard that is taken away, one at a time. */
export const mutants = guarded.flatMap(({ file, tests, guards }) =>
  guards.map(([guard, without]) => ({ file, tests, guard, without }))
)
