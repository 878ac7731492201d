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

/** Returns whether a text is the usual name of a part of a prompt, such as `Camera`. */
export const isFieldName = (text: string): boolean =>
  fieldName.test(text.replaceAll(/^[\s*_]+|[\s*_]+$/gu, ''))
