/**
 * Guards of what spends money and of what gets a clip, by the declaration they are in (`findDeclaration`), each with
 * the edit that takes it out (`edits.mjs`). `tests` are those that have to fail then, as Vitest filters them. A guard
 * behind which another one does the same is left out: no test can tell.
 */
import {
  addCase,
  always,
  dropAnd,
  dropLastArgument,
  dropOr,
  dropStatement,
  never,
  replace,
  replaceReturned,
  replaceTest,
  replaceValue,
  setProperty
} from './edits.mjs'

export const guarded = [
  {
    folder: 'src/main/generations',
    tests: ['src/main/generations', 'src/main/db'],
    guards: {
      'transitions.ready': [replaceValue("{ cancelled: () => ({ state: 'cancelled' }) }")],
      'transitions.cancelled.requeued': [replaceReturned(['notBeforeMs'], 'queued(null, problem)')],
      'transitions.submitting.outcome_unclear': [
        replaceValue('(_status, { problem }) => queued(null, problem)')
      ],
      'transitions.submitting.not_taken': [replace(['notBeforeMs'], 'null')],
      'transitions.queued.click_needed': [setProperty('needsClick', 'false')],
      'transitions.queued.id_attached': [dropAnd('needsClick'), dropAnd('mayHaveBeenSent')],
      'transitions.failed.poll_retried': [
        replaceReturned(['submittedAtMs'], 'asked(submittedAtMs, remoteId, nowMs)')
      ],
      'transitions.failed.id_attached': [dropAnd('remoteId'), dropAnd('mayHaveBeenSent')],
      'transitions.failed.download_retried': [always('link_expired')]
    }
  },
  {
    folder: 'src/main/generations',
    tests: ['src/main/generations'],
    guards: {
      goesByItself: [dropAnd('needsClick')],
      'Records.isOfAnother': [
        replaceReturned(['holdersOf'], 'this.store.holdersOf([named]).some(() => false)')
      ],
      'Sender.startDue': [dropOr('#sending'), dropOr('isOpen')],
      'Sender.#next': [dropStatement('#hasSlot')],
      'Sender.#hasSlot': [dropLastArgument('processing')],
      'Sender.#send': [
        never('offline'),
        dropOr('isOpen'),
        dropOr('keys'),
        never('problem', '!downloadCheck')
      ],
      'Sender.#begin': [never('submitting')],
      'Sender.#post': [
        replaceReturned(
          ['unexpected'],
          "{ kind: 'not_taken', waitFor: 'network', retryAfterMs: null, problem: problems.unexpected(), raw: null }"
        )
      ],
      'Sender.#ownAnswer': [always('isOfAnother')],
      'Sender.#settle': [never('not_taken')]
    }
  },
  {
    folder: 'src/main/installation',
    tests: ['src/main/installation', 'app-copied-library'],
    guards: {
      'Installation.#compare': [
        never('#machine'),
        dropOr('id'),
        dropOr('place'),
        never('sentCount'),
        replace(['clockSkewMs', 'now'], 'Infinity')
      ]
    }
  },
  {
    folder: 'src/main/generations',
    tests: ['app-copied-library'],
    guards: {
      'Leftovers.judge': [never('installation')],
      'Leftovers.#compareBalance': [never('missing')]
    }
  },
  {
    folder: 'src/main/generations',
    tests: ['judge-charges', 'charges'],
    guards: {
      judgeOne: [dropOr('price'), dropAnd('generation'), dropAnd('isDisturbed')],
      nothing: [dropAnd('stateSinceMs')],
      judgeCharges: [dropAnd('sumOf'), dropStatement('fell', 'charges')],
      sharesOf: [never('isAlike')]
    }
  },
  {
    folder: 'src/main/generations',
    tests: ['src/main/generations', 'app-library'],
    guards: {
      'SendingGate.heldFor': [
        dropStatement('isLibraryInUse'),
        dropStatement('keys'),
        dropStatement('#balanceWithoutCredit'),
        dropStatement('connectivity'),
        replaceReturned(['#isRateLimited'], 'null')
      ],
      'SendingGate.holdForRateLimit': [replace(['#isRateLimited', '#rateLimitedUntilMs'], 'untilMs')],
      'SendingGate.isOpen': [dropAnd('#isClosed'), dropAnd('isPaused'), dropAnd('heldFor')],
      'SendingGate.#isRateLimited': [dropAnd('longestRateLimitMs')]
    }
  },
  {
    folder: 'src/main/modelslab',
    // The answers to requests of other kinds are read by functions of the same names.
    beside: 'classifySubmit',
    tests: ['src/main/modelslab'],
    guards: {
      byHttpClass: [
        replaceTest(['200'], 'httpStatus < 400'),
        dropStatement('refusals'),
        addCase('400', '408'),
        addCase('422', '500'),
        addCase('429', '503')
      ],
      classifySubmit: [
        replaceReturned(
          ['ModelsLab never answered.'],
          "{ kind: 'not_taken', waitFor: 'network', retryAfterMs: null, problem: problems.mayHaveBeenSent('ModelsLab never answered.'), raw: null }"
        )
      ],
      byBody: [always('length'), replaceReturned(['refusedInBody'], 'refusedInBody(answer)')],
      'byBody.case failed': [replaceReturned(['refusedAfterTaking'], 'refusedInBody(answer)')]
    }
  },
  {
    folder: 'src/main/downloads',
    tests: ['src/main/downloads'],
    guards: {
      'DownloadRun.run': [dropStatement('#signal')],
      'DownloadRun.#bringFile': [dropStatement('saved'), dropStatement('adopted', '!adopt', '!clearAway')],
      'DownloadRun.#fetch': [dropAnd('totalBytes')],
      'DownloadRun.#heldOf': [replaceTest(['control'], '!control')],
      'DownloadRun.#refusedBySize': [replaceTest(['maximumBytes'], 'true')],
      'DownloadRun.#afterCut': [dropStatement('receivedBytes', 'checkpoint')],
      'DownloadRun.#outcomeOf': [never('isDiskFaulty')],
      'DownloadRun.#afterBody.case complete': [replaceTest(['totalBytes'], 'true')],
      readBody: [
        dropOr('bodyBytes'),
        dropOr('maximumBytes'),
        dropStatement('isText'),
        dropStatement('hasRoom', 'received'),
        replaceTest(['bodyBytes', '!maximumBytes'], 'false')
      ],
      'StallGuard.next': [dropStatement('#isTooSlow'), replaceReturned(['exchange'], 'undefined')],
      validatorOf: [dropAnd('/^"[^"]+"$/'), always('isStrong')],
      requestHeaders: [dropOr('validator')],
      decide: [dropAnd('wholeInDigits')],
      partial: [
        dropOr('headers'),
        dropAnd('bytes'),
        dropAnd('totalBytes'),
        dropAnd('last', 'total', '!totalBytes'),
        dropAnd('length', 'bodyBytes')
      ],
      'PartFile.load': [dropAnd('heldBytes')],
      'PartFile.checkpoint': [dropStatement('#open')],
      'PartFile.seal': [dropStatement('#open')],
      'PartFile.resume': [dropStatement('truncate')],
      finishPart: [never('text')],
      placeSealed: [never('toLowerCase'), never('locked'), never('inspector')],
      sealedVideo: [dropStatement('size'), dropStatement('sha256', '!files')],
      clearAway: [always('sourceBytes')],
      adopt: [replaceTest(['videoId'], 'packet'), never('inspection')],
      sealedHashes: [replaceReturned(['sha256'], 'sealed')],
      takeName: [dropStatement('EEXIST'), dropStatement('size')],
      place: [dropStatement('EACCES'), dropStatement('flushFolder')],
      ask: [
        replaceTest(['maximumRedirects'], 'hop < 100'),
        replace(['loopbackAllowed', 'url'], '({ ok: true, value: new URL(answer.location, url) } as const)')
      ],
      classify: [dropStatement('identity'), dropStatement('gone', 'status')],
      checkUrl: [
        dropStatement('longestUrl'),
        dropStatement('username'),
        dropAnd('base'),
        replaceReturned(['isLoopbackHost'], 'ok(url)'),
        dropStatement('port', 'url'),
        replaceReturned(['isPublicHost'], 'ok(url)')
      ],
      isPublicHost: [dropAnd('isPrivate'), dropAnd('includes')],
      isPublicAddress: [
        dropAnd('globalUnicast'),
        dropAnd('unicast'),
        replaceReturned(['toByteArray'], 'true')
      ],
      combine: [never('not_video'), dropAnd('gone')]
    }
  }
]
