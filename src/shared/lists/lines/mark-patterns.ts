/** Names of what a list numbers. */
export const label =
  'prompt|scene|shot|clip|video|image|take|variation|version|option|idea|part|sequence|frame|beat|panel|act|step|cut|' +
  'segment|chapter|szene|einstellung|aufnahme|bild|scène|plan|escena|toma|scena|cena|сцена|кадр|промпт|' +
  'シーン|ショット|プロンプト|カット|场景|场|镜头|镜|画面|提示词?|장면|샷|프롬프트'
const hanNumber = '[一二三四五六七八九十百]{1,4}'
/** The number behind a label. */
export const labelNumber =
  String.raw`[\s_-]*(?:#|no\.?\s*|№\s*)?(?:${hanNumber}|(?:[\d０-９]{1,3}[a-z]?|[ivx]{1,4}|[a-h]|one|two|three|four|five|six|seven|eight|nine|ten)(?![\p{L}\p{N}]))` +
  String.raw`(?:\s*(?:of|/)\s*\d{1,3})?(?:\s*[,/]\s*(?:shot|take|clip)\s*\d{1,3}[a-z]?)?`
/** What may stand before a label. */
export const labelKind = String.raw`(?:(?:video|image|text|ai|sora|veo|kling|runway)\s+)?`

export const bullet =
  /^(?:(?:[-*+–—»>]|\[[ xX]\])\s+|[•‣◦▪▫●○■□◆◇▸▹►▻➤➔➜➝➢➣·⁃∙・★☆✦✧❖→⇒☐☑](?!\uFE0F)\s*|[▶✓✔](?!\uFE0F)\s+)/u
export const numbering: readonly RegExp[] = [
  /^(?:\*\*)?[([]?\d{1,3}[.)\]:](?:\*\*)?\s+/u,
  /^(?:\*\*)?[（［]?[０-９\d]{1,3}[．）］、：](?:\*\*)?\s*/u,
  /^[０-９]{1,3}[.)\]:](?![\d０-９])\s*/u,
  /^#\d{1,3}[.):]?\s+/u,
  /^\d{1,3}\s+[-–—]\s+/u,
  /^(?:\d{1,3}[.)]?|[o§])\t\s*/u,
  /^n(?:o|r)\.?\s*\d{1,3}(?:\s*[:：)|]\s*|\.(?!\d)\s*|\s+[–—-]\s+)/iu,
  /^№\s*\d{1,3}[.):]?\s+/u,
  new RegExp(String.raw`^(?:${hanNumber}[、．]|[（(](?:${hanNumber}|[０-９]{1,3})[)）])\s*`, 'u'),
  new RegExp(
    String.raw`^第\s*(?:[\d０-９]{1,3}|${hanNumber})\s*[\p{Script=Han}\p{Script=Katakana}ー]{0,4}\s*[:：、．]\s*`,
    'u'
  ),
  /^[\u2460-\u24FF\u2776-\u2793\u3251-\u32BF]\s*/u,
  /^(?:\d\uFE0F?\u20E3|🔟)+\s*/u
]
const numberedLabel = new RegExp(
  String.raw`^(?:\*\*|__)?[[(]?${labelKind}(?:${label})${labelNumber}[\])]?(?:\s*\([^()]{1,40}\))?(?:\*\*|__)?\s*[:：.)|–—-](?:\*\*|__)?\s*`,
  'iu'
)
const bareLabel = new RegExp(String.raw`^(?:\*\*)?${labelKind}prompt(?:\*\*)?\s*[:：](?:\*\*)?\s*`, 'iu')
export const everyMark: readonly RegExp[] = [bullet, ...numbering, numberedLabel, bareLabel]

/** Returns a text without the first of these marks that it starts with. */
export function withoutMark(text: string, marks: readonly RegExp[]): string {
  const found = marks.map((mark) => mark.exec(text)?.[0] ?? '').find((mark) => mark !== '')
  return found === undefined ? text : text.slice(found.length)
}

/** Returns whether a text is a bullet or a number and nothing else. */
export const isBareMark = (text: string): boolean =>
  withoutMark(`${text.trim()} `, [/^[([]?(?:[a-z]|[ivx]{1,4})[.)\]]\s+/iu, bullet, ...numbering]).trim() ===
  ''
