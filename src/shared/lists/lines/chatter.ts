import { isTotalText } from '../cells/totals'

const interjection =
  'sure(?: thing)?|certainly|of course|absolutely|definitely|great(?: idea| question| choice)?|got it|you got it|okay|ok|' +
  'alright|all right|no problem|no worries|perfect|awesome|understood|yes|you bet|will do|my pleasure|with pleasure|' +
  'thanks|thank you|gladly|gerne|natürlich|klar|perfekt|selbstverständlich|bien sûr|avec plaisir|d’accord|' +
  'claro(?: que s[íi]m?)?|por supuesto|con gusto|com certeza|ótimo|certo|certamente|perfetto|natuurlijk|zeker|' +
  'oczywiście|jasne|tabii(?: ki)?|elbette|självklart|конечно|хорошо|もちろん(?:です)?|はい|承知(?:しました)?|' +
  '当然(?:可以)?|好的|没问题|可以|물론(?:입니다|이죠|이지요)?|네|좋아요|알겠습니다'
const announcement =
  "here(?: are| is|['’]s|['’]re| you (?:go|are)| they are| it is)|there you (?:go|are)|below (?:are|is|you)|these are|" +
  "the following|following (?:are|is)|as requested|i['’]ve|i have|i (?:came up|created|wrote|made|put)|" +
  "happy to|i['’]d be happy|hier (?:sind|ist|kommen)|" +
  'nachfolgend|voici|voilà|aquí (?:tienes|están|van)|a continuación|ecco|di seguito|aqui estão|вот|ниже|' +
  '以下|こちら|下面|这里'
const turningTo = String.raw`you(?:['’]\p{L}+)?\b|let me\b|i['’]ll\b|i will\b|i can\b`
const subject =
  /prompt|list|idea|scene|shot|variation|version|option|clip|video|提示|プロンプト|场景|промпт|сцен/iu

/** An interjection opens an answer; before anything else it is part of a prompt (`Okay, a robot waves`). */
const openings: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:${interjection})(?:[\s!,.:…—！，。、–-]*$|\s*[!:：！]|[\s,.，。、…—–-]+(?:${announcement}|${turningTo}))`,
    'iu'
  ),
  new RegExp(
    String.raw`^(?:${interjection})\s*[,.，。、—–-].*(?:\bprompts\b|提示词|プロンプト|промпт)`,
    'iu'
  ),
  new RegExp(String.raw`^(?:${announcement}).*[:：]$`, 'iu'),
  /^(?:here|there) you (?:go|are)[\s!.…]*$/iu,
  /^coming (?:right )?up[\s!.…]*$/iu
]
const announced = new RegExp(String.raw`^(?:${announcement})`, 'iu')

const please = String.raw`(?:(?:please|and|also|so|just|otherwise|finally|bitte|por favor)[,\s]+)?`
const closing = new RegExp(
  `^${please}(?:` +
    "let me know|(?:i |i'd |we )?hope (?:this|these|that|you|it)|feel free|would you like|do you want|want me to|" +
    "if you(?:['’]d|['’]ll| would)? (?:like|want|need|prefer|have|wish)|i can (?:also|tweak|adjust|make|create|refine|" +
    "provide|help)|i['’]d be happy|i['’]m happy to|happy to (?:help|make|adjust|refine|tweak|create|write|provide|expand|revise)|" +
    String.raw`shall i\b|should i\b|can i\b|enjoy(?:!| these| creating| your (?:video|film|clip|project|shot|prompt)|\s*[.]?$)|` +
    String.raw`happy (?:creating|prompting|filming|generating|making)|(?:good luck|have fun)(?:\s*[!.]|\s*$| (?:with|creating|generating|filming|making) )|` +
    'these prompts|(?:each|all) (?:of )?(?:the |these )?prompts?|' +
    'tell me (?:if|which|whether|what you|how you)|just (?:say|tell me|let me)|any other (?:questions|changes|ideas|requests)|is there anything|' +
    'you can (?:also |now )?(?:adjust|tweak|use|copy|paste)|' +
    String.raw`that['’]s (?:it|all|everything|the (?:(?:full|whole|complete) )?(?:list|set|lot|end))(?![\p{L}])|` +
    'would love to|looking forward to (?:your|hearing|seeing)|lass(?:en sie)? (?:es )?mich|sag(?:en sie)? mir|ich hoffe|möchtest du|' +
    "möchten sie|wenn du|wenn sie|viel (?:spaß|erfolg|glück)|soll ich|n['’]hésite|dis-moi|dites-moi|j['’]espère|souhait|" +
    'si tu (?:veux|souhaites)|si vous|espero|avísame|dime|déjame|si quieres|si necesitas|(?:te gustaría|quieres|necesitas)|' +
    'fammi sapere|spero|vuoi che|se vuoi|me avise|avise-me|diga-me|se quiser|se precisar|daj (?:mi )?znać|laat (?:me|het me) weten|' +
    'дай(?:те)? (?:мне )?знать|надеюсь|если (?:хотите|хочешь|нужно)|' +
    'хотите|хочешь|如果(?:您|你)|希望(?:这|您|你|对)|需要我|您(?:想|需)|你(?:想|需)|ご希望|必要(?:で|に)|他に|お知らせ|いかがでしょう|' +
    '(?:더 )?(?:필요|원)하시면|알려\\s?주세요' +
    ')',
  'iu'
)
const thanks =
  /^(?:many )?(?:thanks|thank you|cheers|danke|merci|gracias|obrigad[oa]|grazie|спасибо|谢谢|ありがとう(?:ございます)?|감사합니다)(?: (?:so much|a lot|again|in advance|very much|schön))?(?: for (?:watching|reading|using|asking|your)\b.*)?[\s!.！。]*$/iu

/** Somebody who asks names the reader or himself, or asks for more; what a character says is in quotes or has a name before it. */
const person =
  /(?<!\p{L})(?:you|your|yours|i|me|my|us|du|dir|dich|ihnen|sie|ich|mir|vous|tu|te|je|moi|tú|usted|yo|você|vocês|eu|вы|вам|тебе|ты|мне|я)(?!\p{L})|您|你|我|ですか|ますか|까요/iu
const asking =
  /^(?:(?:do|does|want|need|care for|any|more|another|ready|shall|should|which|anything else|what (?:next|else)|how about|sound good|what do|how (?:does|is|do) (?:this|that|these|they|it))(?!\p{L})|(?:is|does) (?:this|that)(?!\p{L}))/iu
const speaker = /^\p{Lu}[\p{L}\p{M}]{0,20}\s*[:：]/u

const end: readonly RegExp[] = [
  /^[\s*_~([{—–-]*(?:the )?(?:end|fin|ende|fine|eof|конец)(?: of(?: the)? (?:list|prompts?|file|document))?[\s*_~)\]}.!—–-]*$/iu,
  /^[*_]+\s*\([^()]*\)\s*[*_]+$/u,
  /^[([](?:continued|cont\.?|to be continued|…|\.{3}|more)[^()[\]]*[)\]]$/iu,
  /^(?:copy code|copy|chatgpt said|you said|assistant|user|claude|gemini|chatgpt)\s*:?$/iu,
  /^\s*(?:\.{3}|…)\s*$/u,
  /^note\s*:.*\bprompts\b/iu
]

/** Returns whether a line, wherever it is, belongs to a conversation: its end, a button, a speaker. */
export const isMeta = (text: string): boolean => end.some((pattern) => pattern.test(text))

/** Returns whether a line opens an assistant's answer. */
export function isOpening(line: string): boolean {
  const text = bare(line)
  return openings.some((pattern) => pattern.test(text)) || (announced.test(text) && subject.test(text))
}

/** Returns whether a line ends an assistant's answer: an offer, a question to the reader, thanks, a total. */
export function isClosing(line: string): boolean {
  const text = bare(line)
  const isQuestion = /[?？]$/u.test(text) && !speaker.test(text) && (person.test(text) || asking.test(text))
  return isQuestion || closing.test(text) || thanks.test(text) || isTotalText(text)
}

/** Returns a line without emphasis, emoji and the marks that open a sentence in Spanish. */
const bare = (text: string): string =>
  text.replaceAll(
    /^[\s*_>¡¿\p{Extended_Pictographic}\uFE0F]+|[\s*_\p{Extended_Pictographic}\uFE0F\u200D]+$/gu,
    ''
  )
