/** Sentences as people write them for a video model, in the scripts that a search has to read. */
const sentences = [
  'A paper boat crosses a puddle in heavy rain, the camera low over the water, reflections of neon signs',
  'Slow dolly through an abandoned greenhouse at dawn, mist between the ferns, one broken pane of glass',
  'Close-up of hands kneading dough on a floured table; warm side light, shallow depth of field, 35 mm',
  'A lighthouse keeper climbs the spiral stairs with a lantern while the storm beats against the windows',
  'Drone shot over terraced fields after the monsoon, farmers with straw hats, long shadows, film grain',
  'The café on the corner opens its shutters, a waiter sets out chairs, crème brûlée behind the counter',
  'Ein alter Straßenbahnwagen fährt langsam über die Brücke, dahinter die Türme der Stadt im Abendlicht',
  'Una mujer mayor riega las macetas del balcón mientras suena una canción antigua en la radio del vecino',
  'Старый маяк на скалистом берегу, волны разбиваются о камни, чайки кружат над водой, пасмурное утро',
  'Кот спит на подоконнике, за окном медленно падает снег, мягкий свет лампы, пар над чашкой чая',
  '夕暮れの海辺を自転車で走る少女、波の音、長い影、古いフィルムのような色合い',
  '雨の夜、赤い車が静かな路地に止まり、傘をさした男が振り返る、ネオンの反射',
  '清晨的山谷里云雾缓缓流动,一列绿色的火车穿过石桥,镜头从高处慢慢推近',
  'เรือกระดาษลอยไปตามลำคลองในตลาดน้ำยามเช้า แสงแดดอ่อนส่องผ่านใบตาล ภาพช้า',
  '작은 배 한 척이 안개 낀 호수를 천천히 건너간다, 노 젓는 소리, 새벽빛이 물 위에 번진다',
  'قارب ورقي صغير يطفو على ماء النافورة في ساحة قديمة، ضوء الغروب على الجدران الحجرية',
  'एक बच्चा बारिश में कागज़ की नाव चलाता है, पीछे पुरानी हवेली, धीमी गति का दृश्य'
] as const

/** Added to a few prompts, so that a search has much, little or nothing to find. */
const rarities: readonly (readonly [everyNth: number, words: string])[] = [
  [11, 'Handheld, kn-95 masks on a table, #backstage.'],
  [97, 'Title card in c++ code, “made by hand” 🎈 at the end.'],
  [1009, 'A silver zeppelin crosses the frame.']
]

/** Returns the prompt of the clip with this number, the newest being 0. Its first words identify its tile. */
export function promptOf(index: number): string {
  const random = randomFrom(index)
  const count = 1 + Math.floor(random() * 4)
  const parts = Array.from({ length: count }, () => sentences[Math.floor(random() * sentences.length)] ?? '')
  const rare = rarities.flatMap(([everyNth, words]) => (index % everyNth === everyNth - 1 ? [words] : []))
  return [beginningOf(index), ...parts, ...rare].join('. ')
}

/** Returns how the prompt of a clip begins, which no other prompt does. */
const beginningOf = (index: number): string => `Shot ${index}`

/** Searches of several scripts and lengths: common, rare and without a match. */
export const searches = [
  'rain',
  'zeppelin',
  'lighthouse storm',
  'cafe',
  'Старый маяк',
  '海辺',
  '車',
  'กระดาษ',
  '배',
  'c++',
  'kn-95',
  'qxzvw'
] as const

/** Returns a generator of numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b1
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
