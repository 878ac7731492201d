/**
 * Detects messages about a withdrawn model. There is no error code for it, only text, from ModelsLab or from the
 * provider behind it.
 */

/** Wordings about an outage, region, account, future date or the prompt: the model may still be available. */
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

/** Parts of a request. They can be withdrawn too, while the model stays available. */
const detail =
  /\b(param(eter)?s?|fields?|options?|values?|settings?|features?|durations?|resolutions?|aspect|ratios?|seconds?|fps|seeds?|audio|sound|formats?|sizes?|endpoints?|apis?|keys?|webhooks?|images?|videos?|files?|links?|urls?|queue|workers?|gpus?|\d+p|\dk|negative|requests?|jobs?|results?|generations?|tokens?|credits?)\b/

/** A quoted name, as in `Model "veo-3.1-fast"`. Quoted sentences are ignored: they may come from the prompt. */
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

/** Auxiliary verbs and adverbs between the model and the verb. */
const link =
  '(?:(?:is|was|are|were|has|have|had|been|being|got|now|already|since|permanently|officially|currently|fully|completely|recently|can|does|do|and|therefore) )*'
/** Name of a model, and other words before the verb. */
const name =
  '(?:(?!(?:for|on|in|with|by|from|to|of|not|will|may|might|if|when)\\b)[^\\s.;!?][^\\s;!?]*(?<![.:;!?]) ){0,6}?'
const subject =
  '(?<!\\b(?:for|on|in|with|by|from|to|of|that) (?:the |this |that |your |any |requested |selected |chosen )*)\\bmodels?\\b(?:/\\S+)?:? '
const verb = 'support|offer|serve|provide|host|have|carry|list|run|operate|maintain'
const adjective =
  'deprecated|retired|discontinued|decommissioned|disabled|sunset(?:ted)?|withdrawn|removed|obsolete|end[- ]of[- ]life'

/** Patterns for a normalized message: lower case, `_` as a space, single spaces. */
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

/** "Veo 3.1 Fast has been retired": a message that starts with a name, recognized by its version number. */
const nameFirst = new RegExp(
  `^(?:sorry,? |error:? |the |google(?:'s)? |openai(?:'s)? )*((?:[^\\s;!?:]+:? ){1,5}?)${link}(?:${gone})\\b`
)

/** Returns whether a message says that the model was withdrawn, and is not just temporarily unavailable. */
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
