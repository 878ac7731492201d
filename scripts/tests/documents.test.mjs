import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { inProject } from '../base/paths.mjs'

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(inProject('docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`)
]

/** Returns the files that a document links to or names by their path from the project's root. */
function filesIn(document) {
  const text = readFileSync(inProject(document), 'utf8')
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, path]) =>
    join(dirname(document), path)
  )
  const names = [...text.matchAll(/`((?:src|e2e|chaos|scripts|docs)\/[\w./-]+)`/g)].map(([, path]) => path)
  return [...links, ...names]
}

it.each(documents)('%s names only files that exist', (document) => {
  expect(filesIn(document).filter((file) => !existsSync(inProject(file)))).toEqual([])
})

it('shows light pictures in the README', () => {
  const pictures = filesIn('README.md').filter((file) => file.endsWith('.png'))
  expect(pictures.length).toBeGreaterThanOrEqual(4)
  expect(pictures.filter((file) => statSync(inProject(file)).size > 300_000)).toEqual([])
})

it.each(documents)('%s links only to headings that exist', (document) => {
  const text = readFileSync(inProject(document), 'utf8')
  const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, '')
      .replaceAll(' ', '-')
  )
  const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor)
  expect(links.filter((link) => !anchors.includes(link))).toEqual([])
})

it('lists every decision in the index, with its date', () => {
  const text = readFileSync(inProject('docs/decisions.md'), 'utf8')
  const headings = [...text.matchAll(/^## (?!Index$)(.*)$/gm)].map(([, heading]) => heading)
  expect(headings.filter((heading) => !/ \(\d{4}-\d\d-\d\d\)$/.test(heading))).toEqual([])
  const listed = headings.filter((heading) => text.includes(`- [${heading.replace(/ \([\d-]+\)$/, '')}](#`))
  expect(listed).toEqual(headings)
})
