/**
 * Commonest characters of written Chinese and Japanese: bytes of another encoding decode to rare ones.
 */
const commonHan = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天四日那事平形相全表间样与关各重新线内数正心反你明看原又利比或但质气第向道此变条只没结解问意建月公无很情者最立代想已通并提直程展五果象员位入常文总次品式活设及管特件长求老头边流路级少图山统接知较将见别她手角期根运指几区强放西被做先回任取处队南给色光门保北造热海口东器世金思术交受什认六收改清己美再更单风切打白速花带安场身车真万每目至走声完名科信马节话米整空元今传土步群广石段林叫影低持音书布复容儿深难近千青片红细听雨雪夜城街船河湖云雾森灯窗猫狗鸟鱼女男' +
    '這個們來說會時對過還後發開關點間樣兩動種為國學長見東車馬風飛電話語話讀書買賣紅綠藍黃鳥魚龍門問聞頭顏願題類館飯飲從應當變讓邊遠進運達選連遊場塊報壓實寫導將專屬歲廣張強歡機樂樓極業橋檔沒淚滿潔濕無燈爭狀獨現環產畫當發的盡眾視覺親觀計討記許設訴試詩該認誰調談論證識議護變' +
    '本日見行食飲駅町村朝昼夕春夏秋冬海岸港波舟紙猫犬歩走空星光影静音歌道橋駅店室屋根庭園森泉滝島浜砂波霧晴曇嵐雷虹'
)
const punctuation = /[‘’“”‚„–—…«»‹›°€£©®™·•¡¿×½¼、。「」『』！？，：；（）・～　]/u
const upper = /\p{Lu}/u
const lower = /\p{Ll}/u
const letter = /\p{L}/u
const kana = /[\u3041-\u30FF]/u
const han = /\p{Script=Han}/u
const hangul = /\p{Script=Hangul}/u
const eastAsian = /[\u3041-\u30FF\p{Script=Han}\p{Script=Hangul}]/u

/**
 * Rates how much decoded text looks like writing, by each non-ASCII character with its neighbours. Above 0 is
 * likely; null for characters that no text contains.
 */
export function plausibility(text: string): number | null {
  // eslint-disable-next-line no-control-regex -- control characters are what no text holds
  if (/[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u0080-\u0084\u0086-\u009F\p{Co}\p{Cn}\uFFFD]/u.test(text))
    return null
  const signs = Array.from(text)
  let sum = 0
  let count = 0
  for (const [index, sign] of signs.entries()) {
    if (sign < '\u0080') continue
    sum += rated(sign, signs[index - 1] ?? ' ', signs[index + 1] ?? ' ')
    count += 1
  }
  return count === 0 ? 0 : sum / count
}

function rated(sign: string, before: string, after: string): number {
  if (punctuation.test(sign)) return ratedPunctuation(sign, before, after)
  if (kana.test(sign)) return isAscii(before) && letter.test(before) ? -1 : 3
  // Korean is written in syllables alone: among Chinese characters they come from Chinese bytes.
  if (hangul.test(sign)) return han.test(before) || han.test(after) ? 0 : 2.5
  if (han.test(sign)) return ratedHan(sign, before, after)
  if (/\p{Script=Cyrillic}/u.test(sign))
    return ratedWord(sign, before, after, /\p{Script=Cyrillic}/u) + ratedCyrillic(sign, before)
  // Half-width katakana is what accented letters turn into.
  if (/[\uFF61-\uFF9F]/u.test(sign)) return -2
  if (/\p{Script=Latin}/u.test(sign)) return ratedWord(sign, before, after, /\p{Script=Latin}/u)
  return -2
}

function ratedPunctuation(sign: string, before: string, after: string): number {
  if (sign === '’') return letter.test(before) ? 2 : 0.5
  const isBetweenLetters = letter.test(before) && letter.test(after) && !eastAsian.test(before)
  return isBetweenLetters && !/[–—…·]/u.test(sign) ? -2 : 1
}

function ratedHan(sign: string, before: string, after: string): number {
  const isInAsciiWord = [before, after].some((one) => isAscii(one) && letter.test(one))
  if (isInAsciiWord) return -3
  if (hangul.test(before) || hangul.test(after)) return -2
  return commonHan.has(sign) ? 2.2 : 0.6
}

/** Tells the encodings of Cyrillic apart: letters of one are others, and capitals, in another. */
const ratedCyrillic = (sign: string, before: string): number =>
  (/[оеаинтсрвл]/iu.test(sign) ? 0.3 : -0.2) - (upper.test(sign) && upper.test(before) ? 0.2 : 0)

/** Returns whether letters are of one script, with capitals only at the start of a word or among others. */
function ratedWord(sign: string, before: string, after: string, script: RegExp): number {
  const strangers = [before, after].filter((one) => letter.test(one) && !script.test(one)).length
  if (strangers > 0) return -3
  if ((upper.test(sign) && lower.test(before)) || (lower.test(sign) && upper.test(after))) return -2
  if (/[!?,;)]/.test(before)) return -1
  if (lower.test(sign) && upper.test(before) && lower.test(after)) return 1.5
  if (/[ªºĦħŊŋŦŧƒˆ˜]/u.test(sign)) return -1
  // Words of Latin letters are made of plain ones above all.
  const isAmongAccents = [before, after].some((one) => letter.test(one) && !isAscii(one))
  if (!isAscii(sign) && isAmongAccents && /\p{Script=Latin}/u.test(sign)) return -1
  // Letters that stand alone are rare.
  return letter.test(before) || letter.test(after) ? 2 : 0.8
}

const isAscii = (sign: string): boolean => sign < '\u0080'
