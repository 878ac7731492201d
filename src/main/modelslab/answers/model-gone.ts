/**
 * Decides whether a message says that a model is gone for good. Services have no code for it, only words: those of
 * ModelsLab and of the providers behind it, which it passes on.
 */

/** About the moment, a place, an account, a later date, or what was asked: the model may be as it was. */
const otherCauses: readonly RegExp[] = [
  /\btemporar|\bmaintenance\b|\bat (the|this) moment\b|\bright now\b|\boverload|\bcapacity\b|\btoo busy\b|\bhigh (demand|load)\b/,
  /\bcurrently unavailable\b|\bmomentarily\b|\bshortly\b|\btry again (later|in)\b|\bbe back\b|\bretry\b/,
  /\bregions?\b|\bcountr(y|ies)\b|\blocations?\b|\bterritor|\bgeograph|\bjurisdiction/,
  /\b(your|this|free|current|basic|pro) (plan|tier|subscription|account|project|organi[sz]ation|(api )?key|team|workspace)\b|\bupgrade\b|\bpermission|\bhave access\b|\ballow ?list|\bwhite ?list/,
  /\b(will|going to|about to|scheduled to|soon) (be|become|reach|stop)?\b/,
  /\b(server|worker|process|instance|connection|stream|run|container|session|job) (has |have |was |is |been |got )*(ended|terminated|killed|closed|shut down|dead|gone)\b/,
  /\b(unexpectedly|time(d )?-?out|restart(s|ing|ed)?|crash(ed)?|out of memory|fallback|ended with|tonight|for the night|for now|until)\b/,
  /\b(trial|unpaid|invoices?|payments?|billing|favou?rites|new (users|customers)|your (model )?access)\b/,
  /\bprompts?\b|\bcontent\b|\bsafety\b|\bnsfw\b|\bmoderat|\bsensitive\b|\bflagged\b|\bprohibited\b|\binappropriate\b|\bpolicy\b/
]

/** A detail of a request, which can be retired too: the model goes on without it. */
const detail =
  /\b(param(eter)?s?|fields?|options?|values?|settings?|features?|durations?|resolutions?|aspect|ratios?|seconds?|fps|seeds?|audio|sound|formats?|sizes?|endpoints?|apis?|keys?|webhooks?|images?|videos?|files?|links?|urls?|queue|workers?|gpus?|\d+p|\dk|negative|requests?|jobs?|results?|generations?|tokens?|credits?)\b/

/** `Model "veo-3.1-fast"`: a name in quotes is a name; whole sentences in quotes are somebody's words. */
const quotedName = /(["'`“‘«])([^\s"'`”’»]{1,80})(["'`”’»])/g
const quotedWords = /"[^"]*"|“[^”]*”|«[^»]*»|`[^`]*`|(?<![a-z])'[^']*'(?![a-z])|‘[^’]*’/g

const gone = [
  'no (?:longer|more) (?:be |being )?(?:available|supported|offered|served|provided|hosted|accessible|active|maintained|in service|in use|valid|usable|used|exists?|accepted|listed|working|works|online|running|part of|accepts? (?:new )?requests|(?:on|in) (?:our|the) (?:platform|catalog(?:ue)?|list))',
  '(?:not |un)(?:available|supported|offered|listed|accessible)(?: here)? any ?(?:more|longer)',
  'not (?:exist|be used|be called) any ?(?:more|longer)',
  '(?:made )?unavailable permanently',
  'permanently (?:unavailable|disabled|closed|removed|offline|off)',
  '(?:deprecated|retired|decommissioned|discontinued|sunset(?:ted)?|sunsetting|withdrawn|disabled|deactivated|removed|deleted|unpublished|delisted|archived|obsolete|shuttered|terminated|killed|closed(?: down)?|ended)',
  '(?:shut|turned|switched|wound|taken|powered)[ -]?(?:down|off|offline)',
  '(?:phased out|pulled|end[- ]of[- ](?:life|service)|eol|eos|gone|dead)',
  '(?:reached|passed|past|hit|at) (?:its |the )?(?:end[- ]of[- ](?:life|service|support)|eol|sunset|retirement)(?: date)?',
  '(?:replaced|superseded) (?:by|with)',
  '(?:ceased|stopped) (?:to exist|to be|operating|being|working for good)',
  'not found for api version'
].join('|')

/** Helping verbs and adverbs between a model and what became of it. */
const link =
  '(?:(?:is|was|are|were|has|have|had|been|being|got|now|already|since|permanently|officially|currently|fully|completely|recently|can|does|do|and|therefore) )*'
/** The name of a model and what else stands between it and the verb. */
const name =
  '(?:(?!(?:for|on|in|with|by|from|to|of|not|will|may|might|if|when)\\b)[^\\s.;!?][^\\s;!?]*(?<![.:;!?]) ){0,6}?'
const subject =
  '(?<!\\b(?:for|on|in|with|by|from|to|of|that) (?:the |this |that |your |any |requested |selected |chosen )*)\\bmodels?\\b(?:/\\S+)?:? '
const verb = 'support|offer|serve|provide|host|have|carry|list|run|operate|maintain'
const adjective =
  'deprecated|retired|discontinued|decommissioned|disabled|sunset(?:ted)?|withdrawn|removed|obsolete|end[- ]of[- ]life'

/** With the message in lower case, `_` as a blank, and one blank between words. */
const wordings: readonly RegExp[] = [
  new RegExp(`${subject}${name}${link}(?:${gone})\\b`),
  // "Support for veo-2 has ended", "Access to Veo 2 was discontinued"
  new RegExp(
    `^(?:the )?(?:support for|access to|availability of|service of) (?:\\S+ ){1,6}?${link}(?:${gone})\\b`
  ),
  // "We no longer offer this model", "Google stopped serving veo-2"
  new RegExp(
    `\\b(?:no longer (?:${verb})s?|do(?:es)? not (?:${verb}) .*any ?(?:more|longer)|stopped (?:${verb})ing|(?:has|have) (?:${gone}))\\b.*\\bmodels?\\b`
  ),
  // "Deprecated model: veo-2", "model_retired"
  new RegExp(`\\b(?:${adjective}) (?:ai |video |google )?models?\\b`),
  /\bmodels?(?:\/| )\S+ (?:is |was )?not found for api version\b/
]

/** "Veo 3.1 Fast has been retired": a name in front, told by its figure. */
const nameFirst = new RegExp(
  `^(?:sorry,? |error:? |the |google(?:'s)? |openai(?:'s)? )*((?:[^\\s;!?:]+:? ){1,5}?)${link}(?:${gone})\\b`
)

/** Returns whether these words of the service say that the model is gone, and not that it is away for a while. */
export function saysModelGone(message: string): boolean {
  const words = message
    .toLowerCase()
    .replaceAll(/\b(?:cannot|can['’]t)\b/g, 'can not')
    .replaceAll(/n['’]t\b/g, ' not')
    .replaceAll(quotedName, '$2')
    .replaceAll(quotedWords, ' ')
    .replaceAll(/\b(?:deprecation|lifecycle|retirement|life cycle) policy\b/g, ' ')
    .replaceAll(/\b(?:please )?(?:try|use|choose|pick|select|switch to|migrate to|move to)\b.*$/g, ' ')
    .replaceAll('_', ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (otherCauses.some((cause) => cause.test(words))) return false
  const [, named = ''] = nameFirst.exec(words) ?? []
  const isNamed = /\d/.test(named) && /[a-z]/.test(named) && !detail.test(named)
  return isNamed || wordings.some((wording) => wording.test(words))
}
