import type { TextRange } from './json-parts'

/** Syntax of another tool in a prompt, which has no meaning here. */
export interface ForeignMark extends TextRange {
  readonly text: string
  /** Name of the syntax, for a sentence. */
  readonly what: string
  /**
   * Whether it makes prompts out of a template. A prompt that holds such a mark was written for that tool, so
   * that nothing of it is expanded here: half of it would be wrong.
   */
  readonly isTemplate: boolean
}

interface Pattern {
  readonly pattern: RegExp
  readonly what: string
  readonly isTemplate?: true
}

const number = String.raw`(?:\d+(?:\.\d+)?|\.\d+)`

/** After the documentation of Dynamic Prompts, the Stable Diffusion web UI, SwarmUI, SillyTavern and Midjourney. */
const patterns: readonly Pattern[] = [
  {
    pattern: /\{\s*[~@!]?\s*(?:\d*-?\d+|\d+-)\s*\$\$[^{}]*\}?/gu,
    what: 'a choice of several',
    isTemplate: true
  },
  {
    // Any alternative may have a weight.
    pattern: new RegExp(String.raw`\{(?:[^{}]*\|)?\s*${number}%?\s*::[^{}]*\}?`, 'gu'),
    what: 'a weighted choice',
    isTemplate: true
  },
  {
    // `{red:0.7|blue:0.3}` and `{red:2|blue:1}`, but not `{16:9|9:16}` and `{8:00|9:00}`.
    pattern: new RegExp(
      String.raw`\{(?:[^{}|]*\|)*[^{}|]*[\p{L}\p{M}"'”)]\s*:${number}\s*(?:\|[^{}]*)?\}`,
      'gu'
    ),
    what: 'a weighted choice',
    isTemplate: true
  },
  {
    // `{70%:red|30%:blue}` and `{3:a|b}`; `{1: wide | slow}` is a key and is asked about.
    pattern: new RegExp(
      String.raw`\{(?=[^{}]*\|)(?:[^{}|]*\|)*\s*${number}(?:%\s*:|:(?=\p{L}))[^{}]*\}`,
      'gu'
    ),
    what: 'a weighted choice',
    isTemplate: true
  },
  { pattern: /\{[~@!?](?=[^{}]*\|)[^{}]*\}/gu, what: 'a sampled choice', isTemplate: true },
  {
    pattern: /\{[^{}]*\[[^[\]{}]*\|[^[\]{}]*\][^{}]*\}/gu,
    what: 'a choice in square brackets',
    isTemplate: true
  },
  {
    pattern: /\{[^{}|]*(?:\|[^{}|]*)*:{2}\d[\d.]*\s*(?:\|[^{}]*)?\}/gu,
    what: 'a weighted choice',
    isTemplate: true
  },
  {
    pattern:
      /(?<![\p{L}\p{N}_])__[~@!]?[\p{L}\p{N}*][\p{L}\p{N}_*/\\.-]*?(?:\([^()]*\))?__(?![\p{L}\p{N}_])/gu,
    what: 'a wildcard',
    isTemplate: true
  },
  {
    pattern: new RegExp(
      String.raw`(?<![\p{L}\p{N}_])__(?:[~@!]?\d+(?:-\d+)?\$\$[^\s{}|]*?|[\p{L}\p{N}][\p{L}\p{N}_*/-]*?:${number})__(?![\p{L}\p{N}_])`,
      'gu'
    ),
    what: 'a wildcard',
    isTemplate: true
  },
  {
    pattern: /(?<![\p{L}\p{N}_%])%[\p{L}_][\p{L}\p{N}_-]{0,40}%(?![\p{L}\p{N}_%])/gu,
    what: 'a variable',
    isTemplate: true
  },
  {
    pattern: /(?<![\p{L}\p{N}_#&])#[\p{L}_][\p{L}\p{N}_-]{0,40}#(?![\p{L}\p{N}_#])/gu,
    what: 'a variable',
    isTemplate: true
  },
  { pattern: /\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/gu, what: 'a variable', isTemplate: true },
  { pattern: /\{\{(?!\s*["'“{])[^{}]*\}\}/gu, what: 'a placeholder', isTemplate: true },
  { pattern: /\{%[^]*?%\}/gu, what: 'a template', isTemplate: true },
  {
    pattern: /[｛{][^{}｛｝|]*[｜￨][^{}｛｝|]*[｝}]/gu,
    what: 'a choice in wide characters',
    isTemplate: true
  },
  {
    pattern: /<(?:random|wildcard|alternate|fromto|repeat|setvar|var|macro|preset)(?:\[[^\]]*\])?:[^<>]*>/giu,
    what: 'a tag',
    isTemplate: true
  },
  { pattern: /\{\s*[^{}|,"'“:]{1,60}(?:,[^{}|,"'“:]{1,60})+\}/gu, what: 'a permutation' },
  {
    pattern:
      /<(?:lora|lyco|locon|lycoris|hypernet|embedding|embed|segment|object|break|clear)(?:[:\s][^<>]*)?>/giu,
    what: 'a tag'
  },
  { pattern: /\[[^[\]{}|\n]+(?:\|[^[\]{}|\n]*)+\]/gu, what: 'an alternating choice' },
  { pattern: /\((?=[^(){}\n]*\|)[^(){}\n|]+(?:\|[^(){}\n|]+)+\)/gu, what: 'a choice in round brackets' },
  {
    // `[00:00-00:02]` is a time.
    pattern: new RegExp(String.raw`\[(?![\d:.,\s–—-]+\])[^[\]{}\n]*:[^[\]{}\n]*:\s*${number}\s*\]`, 'gu'),
    what: 'a scheduled change'
  },
  {
    pattern: new RegExp(String.raw`[(\[][^()\[\]{}\n]*[\p{L}\p{M}"'”]\s*:\s*${number}\s*[)\]]`, 'gu'),
    what: 'a weight'
  },
  { pattern: /\({2,}[^()\n]+\){2,}|\[{2,}[^[\]\n]+\]{2,}/gu, what: 'an emphasis' },
  { pattern: new RegExp(String.raw`(?<=[\p{L}\p{N})])::(?:-?${number})?(?=\s|$)`, 'gu'), what: 'a weight' },
  {
    pattern: /\([^()\n]+\)(?:[+-]{1,4}|\d\.\d+)(?=\s|[,.]|$)|\b\p{L}{3,}\+{2,4}(?=\s|[,.]|$)/gu,
    what: 'a weight'
  },
  {
    pattern:
      /(?<=^|\s)(?:--(?:ar|aspect|v|version|niji|no|style|stylize|s|seed|q|quality|c|chaos|w|weird|iw|cref|cw|sref|sw|oref|ow|stop|tile|p|profile|r|repeat|video|motion|loop|end|fps|raw|draft|fast|relax|turbo|hd|test|exp|camera_?fixed|camerafixed|cf|duration|dur|rs|resolution|rt|ratio|wm|watermark|neg|negative)|[—–](?:ar|v|stylize|chaos|seed))(?:[ \t=]+(?!--)[^\s-][^\s]*)?(?=\s|$|[.,])/giu,
    what: 'an option'
  },
  // In capitals, between two prompts: "WAVES BREAK" is no command.
  {
    pattern:
      /(?<=\p{Ll}[ \t,]{1,3}|^)(?:BREAK|ADDCOMM|ADDBASE|ADDCOL|ADDROW)(?=[ \t]*,|[ \t]+\p{Ll}|[ \t]*$)/gmu,
    what: 'a command'
  },
  { pattern: /(?<=^|[\s,(])embedding:[^\s,():]{1,80}/giu, what: 'an embedding' },
  { pattern: /(?<=^|\s)\/imagine(?:[ \t]+prompt:?)?/gu, what: 'a command' },
  {
    pattern:
      /(?<=^|[\s,(])@(?:image|img|video|audio|element|subject|character|ref|wildcard)[_ -]?\d*\b|(?<=^|[\s,(])@[a-z][\w.]{1,30}\b/giu,
    what: 'a reference'
  },
  { pattern: /^[ \t]*(?:Negative prompt:.*|Steps: \d+, .*)$/gmu, what: 'a settings line' }
]

/** Finds other tools' syntax in a prompt, in order, without duplicates. */
export function foreignMarks(prompt: string, outside: readonly TextRange[] = []): readonly ForeignMark[] {
  const marks: ForeignMark[] = []
  const isFree = ({ start, end }: TextRange, taken: readonly TextRange[]): boolean =>
    taken.every((one) => end <= one.start || start >= one.end)
  for (const { pattern, what, isTemplate = false } of patterns) {
    for (const { index: start, 0: text } of prompt.matchAll(pattern)) {
      const mark = { start, end: start + text.length, text, what, isTemplate }
      // A backslash escapes the character.
      const isMeant = prompt[start - 1] !== '\\'
      if (isMeant && isFree(mark, outside) && isFree(mark, marks)) marks.push(mark)
    }
  }
  return marks.toSorted((a, b) => a.start - b.start)
}
