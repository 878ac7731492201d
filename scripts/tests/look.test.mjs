import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'

const source = resolve(import.meta.dirname, '../../src/renderer/src')

/** The text of every stylesheet and component. */
const styles = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(svelte|css)$/.test(path))
  .map((path) => ({ path, text: readFileSync(resolve(source, path), 'utf8') }))

const textOf = (path) => readFileSync(resolve(source, path), 'utf8')
const tokens = textOf('styles/tokens.css')

/** Returns both values of a colour: in light and in dark. */
function coloursOf(name) {
  const value = new RegExp(`--${name}: ([^;]+);`).exec(tokens)?.[1]
  const [light, dark = light] = value?.match(/#[0-9a-f]{6}/g) ?? []
  if (!light || !dark) throw new Error(`--${name} is no plain colour`)
  return [light, dark]
}

/** Relative luminance as WCAG 2 defines it. */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

const grounds = ['bg', 'panel', 'raised', 'field']
const all = (names, ...on) => names.flatMap((name) => on.map((ground) => [name, ground]))

const texts = [
  ...all(['text', 'dim', 'wait', 'accent-ink', 'warn', 'run', 'ok'], ...grounds),
  ...all(['faint'], 'bg', 'panel', 'field'),
  ...all(['faint-on-raised'], 'raised'),
  ...all(['on-accent'], 'accent-fill', 'accent-hover'),
  ...all(['on-warn'], 'warn', 'warn-hover')
]
/** What is seen and not read. */
const shapes = [
  ...all(['focus', 'switch-on', 'accent-edge'], 'bg', 'panel', 'raised'),
  ...all(['on-switch'], 'switch-on')
]

it.each([
  ['text', 4.5, texts],
  ['shapes', 3, shapes]
])('has enough contrast for %s in both themes', (_what, least, pairs) => {
  const tooLow = pairs.flatMap(([name, ground]) => {
    const [front, back] = [coloursOf(name), coloursOf(ground)]
    return ['light', 'dark'].flatMap((theme, index) => {
      const ratio = contrast(front[index], back[index])
      return ratio >= least ? [] : [`${name} on ${ground}, ${theme}: ${ratio.toFixed(2)}`]
    })
  })
  expect(tooLow).toEqual([])
})

it('declares every token that is used, and no other', () => {
  const declared = new Set(Array.from(tokens.matchAll(/^ {2,}--([\w-]+):/gm), ([, name]) => name))
  const namesIn = (pattern) =>
    new Set(styles.flatMap(({ text }) => Array.from(text.matchAll(pattern), ([, name]) => name)))
  const used = namesIn(/var\(--([\w-]+)/g)
  /** Set by a component for its own parts. */
  const own = namesIn(/(?:style:|^ {4,})--([\w-]+)/gm)
  const isElsewhere = (name) => name.startsWith('bits-') || own.has(name)
  expect([...used].filter((name) => !declared.has(name) && !isElsewhere(name))).toEqual([])
  expect([...declared].filter((name) => !used.has(name))).toEqual([])
})

it('rings the keyboard focus and a selection differently', () => {
  expect(textOf('styles/base.css')).toMatch(
    /:focus-visible \{\s+outline: 2px solid var\(--focus\);\s+outline-offset: 2px;/
  )
  expect(textOf('features/library/tile/Tile.svelte')).toMatch(
    /\.tile\.selected::after \{\s+box-shadow:\s+0 0 0 3px var\(--accent-fill\)/
  )
  const amberFocus = styles.filter(({ text }) =>
    /:focus(?!-within)[^{]*\{[^}]*(?:outline|border|background|box-shadow)[^;]*--accent/.test(text)
  )
  expect(amberFocus.map(({ path }) => path)).toEqual([])
})

it('opens no tip over the position of a player, which is above its buttons', () => {
  const isBelowSlider = ({ path }) =>
    /^(?:lib\/components\/player|features\/inspector\/player)\/|^features\/viewer\/Transport/.test(path)
  const buttons = styles.filter(isBelowSlider)
  expect(buttons.length).toBeGreaterThan(4)
  expect(buttons.filter(({ text }) => text.includes('side="top"')).map(({ path }) => path)).toEqual([])
})
