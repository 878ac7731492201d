/**
 * Detects messages about a withdrawn model. There is no error code for it, only text, from ModelsLab or from the
 * provider behind it.
 */
import { modelNames, type ModelNames } from './model-names'
import { nestedMessages } from './nested-messages'
import { saysGoneElsewhere } from './other-languages'

/** Wordings about an outage, region or plan: the model may still be available, wherever in the message they are. */
const passing: readonly RegExp[] = [
  /\btemporar|\bmaintenance\b|\bat (the|this) moment\b|\bright now\b|\boverload|\bcapacity\b|\btoo busy\b|\bhigh (demand|load)\b/,
  /\bcurrently unavailable\b|\bmomentarily\b|\bshortly\b|\btry (again )?(later|in|soon)\b|\bbe back\b|\bretry\b(?! with)|\bplease wait\b|\bwait (a|for|until)\b|\bloading\b|\bwarming\b|\bstarting up\b/,
  /(?<!all |\/)\b(regions?|countr(y|ies)|locations?)\b(?!\/)|\bterritor|\bgeograph|\bjurisdiction/,
  /\b(your|this|free|current|basic|pro|higher|paid) (plan|tier|subscription)\b|\ballow ?list|\bwhite ?list/,
  /\b(server|worker|process|instance|connection|stream|run|container|session|job) (has |have |was |is |been |got )*(ended|terminated|killed|closed|shut down|dead|gone)\b/,
  /\b(unexpectedly|time(d )?-?out|restart(s|ing|ed)?|crash(ed)?|out of memory|fallback|ended with|tonight|for the night|for now|until|still)\b/,
  /\b(from|in|out of) (the |gpu |its )?(memory|cache|vram|gpu|queue|disk|storage|pool)\b/,
  /\bfavou?rites\b|\bnew (users|customers)\b/
]

/** Other causes, where the message comes to them before it says that the model is gone, or in the same clause. */
const otherCauses: readonly RegExp[] = [
  /\b(your|this|free|current|basic|pro) (account|project|organi[sz]ation|(api )?key|team|workspace)\b|\bupgrade\b|\bpermission|\bhave access\b/,
  /\b(will|going to|about to|scheduled to|soon) (be|become|reach|stop)?\b/,
  /\b(trial|unpaid|invoices?|payments?|billing|your (model )?access)\b/,
  /\bprompts?\b|\bcontent\b|\bsafety\b|\bnsfw\b|\bmoderat|\bsensitive\b|\bflagged\b|\bprohibited\b|\binappropriate\b|\bpolicy\b/
]

/** Things beside a model. They can be withdrawn too, while the model stays available. */
const detail =
  /^(param(eter)?s?|fields?|options?|values?|settings?|features?|durations?|resolutions?|aspect|ratios?|seconds?|fps|seeds?|audio|sound|formats?|sizes?|endpoints?|apis?|keys?|webhooks?|images?|videos?|clips?|files?|links?|urls?|queue|workers?|gpus?|\d+p|\d+k|\d+s|negative|requests?|jobs?|tasks?|results?|outputs?|generations?|tokens?|credits?|weights?|servers?|process|instances?|connections?|streams?|runs?|containers?|sessions?|access|cache|responses?|prompts?|calls?|subscriptions?|trial|plan|account|limits?|quota|training|data|inference|predictions?|buckets?|apps?|support|mode|provider|pipelines?|checkpoints?|hosts?|nodes?|regions?)[.,]?$/

/** Words that no name of a model is made of. */
const noName =
  /^(for|on|in|with|by|from|to|of|at|not|no|will|may|might|if|when|and|or|but|until|lost|its?|this|error|failed|ran|took|had|be)$/

/** Marks a quoted name, as in `Model "veo-3.1-fast"`. Quoted sentences are dropped: they may come from the prompt. */
const quotedMark = '‹'
const quotedName = /(["'`“‘«‹])([^\s"'`”’»›]{1,200})(["'`”’»›])/g
const quotedWords = /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`|(?<![a-z])'[^']*'(?![a-z])|‘[^’]*’/g

const gone = [
  'no (?:longer|more) (?:be |being )?(?:available|supported|offered|served|provided|hosted|accessible|active|maintained|in service|in use|valid|usable|used|exists?|accepted|listed|working|works|online|running|part of|accepts? (?:new )?requests|(?:on|in) (?:our|the) (?:platform|catalog(?:ue)?|list))',
  '(?:not |un)(?:available|supported|offered|listed|accessible)(?: here)? any ?(?:more|longer)',
  'not (?:exist|be used|be called) any ?(?:more|longer)',
  '(?:made )?unavailable permanently',
  'permanently (?:unavailable|disabled|closed|removed|offline|off)',
  '(?:deprecated|retired|decommissioned|discontinued|sunset(?:ted)?|sunsetting|withdrawn|disabled|deactivated|removed|deleted|unpublished|delisted|archived|obsolete|shuttered|terminated|killed|closed(?: down)?|ended|inactive|expired)',
  '(?:shut|turned|switched|wound|taken|powered)[ -]?(?:down|off|offline)',
  '(?:phased out|pulled|end[- ]of[- ](?:life|service)|eol|eos|gone|dead)',
  '(?:reached|passed|past|hit|at) (?:its |the )?(?:end[- ]of[- ](?:life|service|support)|eol|sunset|retirement)(?: date)?',
  '(?:replaced|superseded) (?:by|with)',
  '(?:ceased|stopped) (?:to exist|to be|operating|being|working for good)',
  'not found for api version'
].join('|')

/** Auxiliary verbs and adverbs between the model and the verb. */
const link =
  '(?:(?:is|was|are|were|has|have|had|been|being|got|now|already|since|permanently|officially|currently|fully|completely|recently|can|does|do|and|therefore) )*'
const verb = 'support|offer|serve|provide|host|have|carry|list|run|operate|maintain'
const adjective =
  'deprecated|retired|discontinued|decommissioned|disabled|sunset(?:ted)?|withdrawn|removed|obsolete|end[- ]of[- ]life'
/** Words before a model that the sentence is about. */
const article =
  "(?:(?:the|this|that|your|any|all|its|requested|selected|chosen|following|old|ai|video|support for|access to|google(?:['’]s)?|openai(?:['’]s)?|publisher) ){0,6}"
const notOfSomething = `(?<!\\b(?:for|on|in|with|by|from|to|of|that) (?:the |this |that |your |any |requested |selected |chosen ){0,4})`

interface Wording {
  /** Has the words behind the model in the group `name`, and what follows the statement in the group `rest`. */
  readonly pattern: RegExp
  /** Whether other causes in the same clause belong to the wording. */
  readonly isWhole?: true
}

/** Returns patterns for a normalized message: lower case, `_` as a space, single spaces. */
function wordingsFor({ families }: ModelNames): readonly Wording[] {
  // Bounded, so that the time stays linear for text without spaces.
  const noun = `(?:models?(?![\\w-])(?:/\\S{1,300})?|(?<family>${families})(?![a-z])[^\\s;!?:,()]{0,100})`
  const model = `(?<![\\w.-])${quotedMark}?${noun}:? `
  const lastModel = `(?<![\\w.-])${quotedMark}?${noun}(?![\\w-])`
  const name = '(?<name>(?:[^\\s;!?]{1,200} ){0,6}?)'
  const isGone = `${link}\\(?(?:${gone})(?![\\w-])`
  const rest = '(?<rest>(?: [^\\s;!?]{1,200}){0,8})'
  const write = (source: string): Wording => ({ pattern: new RegExp(source, 'g') })
  return [
    write(`(?=${quotedMark}?(?:models?|${families})(?![a-z]))${notOfSomething}${model}${name}${isGone}`),
    // "Support for veo-2 has ended", "This version of the model has been retired"
    write(
      `\\b(?:support for|access to|availability of|service of|(?:version|release|snapshot|variant) of) ${article}${model}${name}${isGone}`
    ),
    // "We no longer offer this model", "Google stopped serving veo-2", "Google has shut down veo-2"
    write(
      `\\b(?:no longer (?:${verb})(?:s|ed|ing)?|stopped (?:${verb})ing|(?:has|have|we|google|openai|modelslab|provider|vendor) (?:${gone})) ${article}${lastModel}${rest}`
    ),
    write(`\\bdo(?:es)? not (?:${verb}) ${article}${model}${name}any ?(?:more|longer)\\b`),
    write(
      `\\b(?:shut|turned|switched|took|taken|pulled) ${article}${model}${name}(?:down|off|offline)(?![\\w-])`
    ),
    // "Deprecated model: veo-2", "Deprecated: veo-2"
    write(`\\b(?:${adjective}):? (?:ai |video |google )?${lastModel}${rest}`),
    {
      pattern:
        /\b(?<!\/)models?(?:\/|:? )\S{1,300} (?:is |was )?(?:not found for api version\b|not found or (?:your|the|this) (?:project|account) does not have access\b)/g,
      isWhole: true
    },
    { pattern: /\bmodels? (?:\S{1,300} )?does not exist or you do not have access\b/g, isWhole: true }
  ]
}

const known = modelNames(null)
const knownWordings = wordingsFor(known)

/** End of a clause; the point of `3.1` is none. */
const clauseEnd = /[.,;!?)](?= |$)| (?:and|but|so|because|as|since|therefore) | [-–—] /g

/**
 * Returns whether a message says that the model was withdrawn, and is not just temporarily unavailable.
 *
 * @param modelId The model of the request, whose name may stand for it.
 */
export function saysModelGone(message: string, modelId: string | null = null): boolean {
  const names = modelNames(modelId)
  const wordings = names === known ? knownWordings : wordingsFor(names)
  return [message, ...nestedMessages(message)].some(
    (words) => saysGoneElsewhere(words.toLowerCase()) || saysGone(normalized(words), names, wordings)
  )
}

function normalized(message: string): string {
  return message
    .replaceAll(/\b([Mm]odel)(?=[A-Z])/g, '$1 ')
    .replaceAll(/(?<=[a-z])Model(?![a-z])/g, ' model')
    .toLowerCase()
    .replaceAll(/\bmodel[_ -]?unavailable\b(?=\W*$)/g, 'model permanently unavailable')
    .replaceAll(/\b(?:cannot|can['’]t)\b/g, 'can not')
    .replaceAll(/n['’]t\b/g, ' not')
    .replaceAll(quotedName, `${quotedMark}$2`)
    .replaceAll(quotedWords, ' ')
    .replaceAll(/\b(?:deprecation|lifecycle|retirement|life cycle) policy\b/g, ' ')
    .replaceAll(
      /\b(?:please )?(?:try(?! (?:again )?(?:later|in|soon)\b)|use|choose|pick|select|switch to|migrate to|move to)\b[^.;,!?]*(?:\.\d[^.;,!?]*)*/g,
      ' '
    )
    .replaceAll('_', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function saysGone(words: string, names: ModelNames, wordings: readonly Wording[]): boolean {
  if (passing.some((cause) => cause.test(words))) return false
  return wordings.some(({ pattern, isWhole }) =>
    [...words.matchAll(pattern)].some((match) => {
      if (!isAboutModel(match.groups ?? {}, names)) return false
      if (isWhole) return true
      const head = upToClauseEnd(words, match.index + match[0].length)
      return !otherCauses.some((cause) => cause.test(head))
    })
  )
}

/** Returns whether the words behind the model are its name, and not something of the model: its output, its server. */
function isAboutModel(groups: Readonly<Record<string, string | undefined>>, names: ModelNames): boolean {
  const { family, name = '', rest = '' } = groups
  const isKnown = (word: string): boolean =>
    word.startsWith(quotedMark) ||
    /^\(|\)$/.test(word) ||
    (!detail.test(word) && (/\d/.test(word) || word.split('-').every((part) => names.words.has(part)))) ||
    /^(is|was|has|been|can)$/.test(word)
  const words = name.split(' ').filter((word) => word !== '')
  const [first, ...others] = words
  // The first word behind "model" may be a name that nobody here knows.
  const startsWell =
    first === undefined ||
    isKnown(first) ||
    (family === undefined && !detail.test(first) && !noName.test(first) && !/[.:]$/.test(first))
  return startsWell && others.every(isKnown) && !rest.split(' ').some((word) => detail.test(word))
}

function upToClauseEnd(words: string, from: number): string {
  clauseEnd.lastIndex = from
  const end = clauseEnd.exec(words)
  return words.slice(0, end?.index ?? words.length)
}
