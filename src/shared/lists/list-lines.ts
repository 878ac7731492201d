import { isBlank } from '../prompts/text-checks'

/** Why a line of a pasted list is most likely not a prompt. */
export type LineDoubt = 'heading' | 'rule' | 'chatter'

/** A line of a list as it is pasted. */
export interface ListLine {
  /** Counted from 1. */
  readonly line: number
  /** Without space around it. */
  readonly text: string
  /** Indentation, in columns. */
  readonly indent?: number
}

const label =
  'prompt|scene|shot|clip|video|take|variation|version|option|idea|part|sequence|szene|einstellung|aufnahme|' +
  'scène|plan|escena|toma|scena|cena|сцена|кадр|промпт|シーン|ショット|プロンプト|场景|镜头|提示词?'
const labelNumber = String.raw`\s*(?:#|no\.?\s*|№\s*)?(?:\d{1,3}[a-z]?|[ivx]{1,4}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)\b(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[,/]\s*(?:shot|take|clip)\s*\d{1,3}[a-z]?)?`

const ruleLine = /^(?:[-*_=~—–−⸺⸻─━═•·.#+<>✦✧★☆◆◇❖\s]{2,}|`{3,}.*|~{3,}.*)$/u
/** Rest of a list in a program: brackets, and the assignment. */
const bracketLine = /^[\s[\]{}(),;]+$/u
const listName = /^(?:(?:const|let|var)\s+)?["']?[\p{L}_][\p{L}\p{N}_]{0,40}["']?\s*[:=]\s*[[({]+$/u
const emphasised = /^(?:\*\*|__)(?<inside>[^*_]+)(?:\*\*|__)\s*:?$/u
const headings: readonly RegExp[] = [
  /^#{1,6}\s+\S/u,
  listName,
  /^(?:(?:video|text) )?prompts(?: list)?$/iu,
  /^(?:\/\/|<!--)/u,
  /^={2,}\s*[^=]+?\s*={2,}$/u,
  /^<h[1-6][^>]*>.*<\/h[1-6]>$/iu,
  /^[【〖［].*[】〗］]$/u,
  new RegExp(String.raw`^[[(]?(?:${label})${labelNumber}[\])]?\s*[:.：]?$`, 'iu'),
  /^\[(?:scene|shot|act|part|section|chapter)\b[^[\]]*\]$/iu,
  /^(?:\S+\s+){0,4}(?:prompts?|scenes?|shots?|list|liste|lista|ideas|variations|promptliste)\s*[:：]$/iu
]

const interjection =
  'sure(?: thing)?|certainly|of course|absolutely|definitely|great(?: idea| question| choice)?|got it|okay|ok|' +
  'alright|all right|no problem|perfect|awesome|understood|yes|thanks|thank you|gladly|gerne|natürlich|klar|' +
  'selbstverständlich|bien sûr|avec plaisir|d’accord|claro(?: que sí)?|por supuesto|con gusto|certo|certamente|' +
  'конечно|хорошо|もちろん(?:です)?|はい|承知(?:しました)?|当然(?:可以)?|好的|没问题|可以'
const announcement =
  "here(?: are| is|['’]s|['’]re| you go| they are)|below (?:are|is|you)|these are|the following|following (?:are|is)|" +
  "as requested|i['’]ve|i have|i (?:came up|created|wrote|made|put)|happy to|i['’]d be happy|hier (?:sind|ist|kommen)|" +
  'nachfolgend|voici|voilà|aquí (?:tienes|están|van)|a continuación|ecco|di seguito|aqui estão|вот|ниже|' +
  '以下|こちら|下面|这里'
const subject =
  /prompt|list|idea|scene|shot|variation|version|option|clip|video|提示|プロンプト|场景|промпт|сцен/iu
const openings: readonly RegExp[] = [
  new RegExp(String.raw`^(?:${interjection})(?:\s*[!,.:：—！，。、]|\s+[–-]|\s*$)`, 'iu'),
  new RegExp(String.raw`^(?:${announcement}).*[:：]$`, 'iu')
]
const announced = new RegExp(String.raw`^(?:${announcement})`, 'iu')

const closing = new RegExp(
  '^(?:' +
    "let me know|(?:i |i'd |we )?hope (?:this|these|that|you|it)|feel free|would you like|do you want|want me to|" +
    "if you(?:['’]d|['’]ll| would)? (?:like|want|need|prefer|have|wish)|i can (?:also|tweak|adjust|make|create|refine|" +
    "provide|help)|i['’]d be happy|i['’]m happy|happy to|shall i|should i|can i|enjoy(?:!| your| these| creating)|" +
    'happy (?:creating|prompting|filming|generating|making)|good luck|have fun|these prompts|(?:each|all) (?:of )?(?:the |these )?prompts?|' +
    'tell me|just (?:say|tell me|let me)|need (?:more|any)|any other|is there anything|you can (?:also |now )?(?:adjust|tweak|use|copy|paste)|' +
    "that['’]s (?:it|all)|would love to|looking forward|lass(?:en sie)? (?:es )?mich|sag(?:en sie)? mir|ich hoffe|möchtest du|" +
    "möchten sie|wenn du|wenn sie|viel (?:spaß|erfolg|glück)|soll ich|n['’]hésite|dis-moi|dites-moi|j['’]espère|souhait|" +
    'si tu (?:veux|souhaites)|si vous|espero|avísame|dime|déjame|si quieres|si necesitas|¿(?:te|quieres|necesitas)|quieres que|' +
    'fammi sapere|spero|vuoi che|se vuoi|me avise|se quiser|дай(?:те)? (?:мне )?знать|надеюсь|если (?:хотите|хочешь|нужно)|' +
    'хотите|хочешь|如果(?:您|你)|希望(?:这|您|你|对)|需要我|您(?:想|需)|你(?:想|需)|ご希望|必要(?:で|に)|他に|お知らせ|いかがでしょう' +
    ')',
  'iu'
)
const meta: readonly RegExp[] = [
  /^[\s*_~([{—–-]*(?:the )?(?:end|fin|ende|fine|eof|конец)(?: of(?: the)? (?:list|prompts?|file|document))?[\s*_~)\]}.!—–-]*$/iu,
  /^[*_]+\s*\([^()]*\)\s*[*_]+$/u,
  /^[([](?:continued|cont\.?|to be continued|…|\.{3}|more)[^()[\]]*[)\]]$/iu,
  /^(?:copy code|copy|chatgpt said|you said|assistant|user|claude|gemini|chatgpt)\s*:?$/iu,
  /^\s*(?:\.{3}|…)\s*$/u
]

/**
 * Marks the lines of a list that are most likely not prompts: headings, rules, and an assistant's words before and
 * after. Where no prompt would be left, headings count as prompts.
 */
export function lineDoubts(lines: readonly ListLine[]): ReadonlyMap<number, LineDoubt> {
  const doubts = new Map<number, LineDoubt>()
  for (const { line, text } of lines) {
    const doubt = doubtOf(text)
    if (doubt) doubts.set(line, doubt)
  }
  markEdge(lines, doubts, isOpening, 3)
  markEdge(lines.toReversed(), doubts, (text) => closing.test(text), 5)
  if (lines.every(({ line }) => doubts.has(line))) {
    for (const [line, doubt] of doubts) if (doubt === 'heading') doubts.delete(line)
  }
  return doubts
}

/** Marks an assistant's words at one end of a list, up to the first line that looks like a prompt. */
function markEdge(
  lines: readonly ListLine[],
  doubts: Map<number, LineDoubt>,
  isChatter: (text: string) => boolean,
  most: number
): void {
  let found = 0
  for (const { line, text } of lines) {
    if (isChatter(withoutEmphasis(text)) && found < most) {
      doubts.set(line, 'chatter')
      found += 1
    } else if (!doubts.has(line)) return
  }
}

function doubtOf(text: string): LineDoubt | null {
  if (isBlank(text)) return 'rule'
  if (meta.some((pattern) => pattern.test(text))) return 'chatter'
  if (ruleLine.test(text) || bracketLine.test(text)) return 'rule'
  const bare = withoutMark(text, [bullet, ...numbering])
  const isHeading = [text, bare].some(
    (one) => emphasised.test(one) || headings.some((pattern) => pattern.test(one))
  )
  return isHeading ? 'heading' : null
}

const isOpening = (text: string): boolean =>
  openings.some((pattern) => pattern.test(text)) || (announced.test(text) && subject.test(text))

const withoutEmphasis = (text: string): string => text.replaceAll(/^[\s*_>]+|[\s*_]+$/gu, '')

const bullet = /^(?:[-*+•‣◦▪▫●○–—·⁃∙➤►▶✓✔☐☑→»>]|\[[ xX]\])\s+/u
const numbering: readonly RegExp[] = [
  /^(?:\*\*)?[([]?\d{1,3}[.)\]:](?:\*\*)?\s+/u,
  /^(?:\*\*)?[（［]?[０-９\d]{1,3}[．）］、：](?:\*\*)?\s*/u,
  /^#\d{1,3}[.):]?\s+/u,
  /^\d{1,3}\s+[-–—]\s+/u,
  /^№\s*\d{1,3}[.):]?\s+/u,
  /^[\u2460-\u24FF\u2776-\u2793\u3251-\u32BF]\s*/u,
  /^(?:\d\uFE0F?\u20E3|🔟)+\s*/u
]
const letter = /^(?:\((?<round>[a-z])\)|(?<plain>[a-z])[.)])\s+/iu
const numberedLabel = new RegExp(
  String.raw`^(?:\*\*|__)?[[(]?(?:${label})${labelNumber}[\])]?(?:\s*\([^()]{1,40}\))?(?:\*\*|__)?\s*[:：.)|–—-](?:\*\*|__)?\s*`,
  'iu'
)
const bareLabel = /^(?:\*\*)?(?:video |image )?prompt(?:\*\*)?\s*[:：](?:\*\*)?\s*/iu
const everyMark = [bullet, ...numbering, numberedLabel, bareLabel]
const quotes: Readonly<Record<string, string>> = {
  '"': '"',
  '“': '”',
  '„': '“',
  '«': '»',
  '‘': '’',
  '「': '」',
  '『': '』',
  '»': '«',
  '‹': '›',
  '›': '‹',
  '‚': '‘',
  '”': '”',
  '《': '》',
  '〈': '〉',
  "'": "'",
  '`': '`'
}
/** A symbol in front of every line is a bullet. */
const sign = /^\p{Extended_Pictographic}\uFE0F?\s+/u
const roman = /^\(?(?<number>x{0,3}(?:ix|iv|v?i{0,3}))[.)]\s+/iu

/** Takes numbering, bullets and labels such as `Prompt 5:` off the lines of a list, with quotes around the rest. */
export function withoutListMarks(texts: readonly string[]): readonly string[] {
  const ofAll = [
    ...(isLettered(texts) ? [letter] : []),
    ...(isRoman(texts) ? [roman] : []),
    ...(texts.length > 1 && texts.every((text) => sign.test(text)) ? [sign] : [])
  ]
  const areQuoted = texts.length > 1 && texts.every((text) => unquoted(withoutComma(text)) !== text)
  if (areQuoted) return texts.map((text) => unquoted(withoutComma(text)))
  return texts.map((text) => {
    let rest = text
    for (let times = 0; times < 3; times += 1) {
      const next = withoutMark(withoutMark(rest, ofAll), everyMark)
      if (next === rest || isBlank(next)) break
      rest = next
    }
    return rest === text ? text : unquoted(rest)
  })
}

function withoutMark(text: string, marks: readonly RegExp[]): string {
  const found = marks.map((mark) => mark.exec(text)?.[0] ?? '').find((mark) => mark !== '')
  return found === undefined ? text : text.slice(found.length)
}

/** A single `A.` is an initial; `a.` and `b.` are a numbering. */
function isLettered(texts: readonly string[]): boolean {
  const letters = new Set(
    texts.map((text) => {
      const { round, plain } = letter.exec(text)?.groups ?? {}
      return (round ?? plain ?? '').toLowerCase()
    })
  )
  return letters.has('a') && letters.has('b')
}

function isRoman(texts: readonly string[]): boolean {
  const numbers = new Set(texts.map((text) => roman.exec(text)?.groups?.['number']?.toLowerCase()))
  return numbers.has('i') && numbers.has('ii')
}

/** A list in a program has a comma behind each text. */
const withoutComma = (text: string): string => text.replace(/(?<=["'])[,;]$/, '')

function unquoted(text: string): string {
  const end = quotes[text[0] ?? '']
  const inner = text.slice(1, -1)
  const isQuoted = end !== undefined && text.length > 2 && text.endsWith(end) && !inner.includes(end)
  return isQuoted ? inner.trim() : text
}
