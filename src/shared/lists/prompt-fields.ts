import { withoutListMarks, type ListLine } from './list-lines'

/** Names that people and assistants give to the parts of one video prompt. */
const fieldName = new RegExp(
  '^(?:' +
    'subject|action|scene|setting|location|place|environment|background|foreground|context|time(?: of day)?|weather|' +
    'camera(?: (?:angle|movement|motion|work|shot))?|shot(?: (?:type|size))?|lens|angle|framing|composition|focus|movement|motion|' +
    'style|visual style|aesthetic|look|genre|lighting|light|colou?rs?|colou?r palette|palette|mood|tone|ambian?ce|ambience|atmosphere|' +
    'audio|sound(?:s| effects| design)?|sfx|music|dialogue|voice ?over|narration|characters?|wardrobe|props|details?|effects|vfx|' +
    'pacing|transition|ending|negative(?: prompt)?|avoid|' +
    'motiv|handlung|szene|ort|kamera|stil|licht|beleuchtung|stimmung|ton|musik|' +
    'sujet|décor|lieu|caméra|lumière|ambiance|son|musique|' +
    'sujeto|acción|escena|lugar|cámara|estilo|luz|iluminación|ambiente|sonido|música|' +
    'soggetto|azione|luogo|inquadratura|stile|luce|atmosfera|suono|musica|' +
    'assunto|ação|cena|câmera|som|' +
    'объект|действие|сцена|место|камера|стиль|свет|атмосфера|звук|музыка|' +
    '主体|动作|场景|镜头|风格|光线|氛围|声音|被写体|動作|シーン|カメラ|スタイル|照明|雰囲気|音声|音' +
    ')$',
  'iu'
)
const field = /^(?:\*\*|__)?(?<name>[\p{L}][\p{L}\p{M} /&-]{0,29}?)(?:\*\*|__)?\s*[:：]/u

/**
 * Finds the first lines of prompts that are written as fields (`Subject: …`, `Camera: …`), a line each: a field
 * that the prompt has already begins the next prompt. Null where the lines are not such fields.
 */
export function fieldHeads(lines: readonly ListLine[]): ReadonlySet<number> | null {
  const texts = withoutListMarks(lines.map(({ text }) => text))
  const names = texts.map((text) => field.exec(text)?.groups?.['name']?.trim().toLowerCase())
  const known = new Set(names.filter((name) => name !== undefined && fieldName.test(name)))
  const unknown = new Set(names.filter((name) => name !== undefined && !fieldName.test(name)))
  if (names.includes(undefined) || known.size < 2 || unknown.size > known.size) return null
  const heads = new Set<number>()
  let open = new Set<string>()
  for (const [index, { line }] of lines.entries()) {
    const name = names[index] ?? ''
    if (open.size === 0 || open.has(name)) {
      heads.add(line)
      open = new Set()
    }
    open.add(name)
  }
  return heads.size < lines.length ? heads : null
}
