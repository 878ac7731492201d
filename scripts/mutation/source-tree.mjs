/** Finds declarations, and places inside them, in the syntax trees of a folder's sources. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { inProject } from '../base/paths.mjs'

const read = new Map()

/** Returns the syntax tree of each source below a folder, without tests and test aids. */
function treesIn(folder) {
  if (!read.has(folder)) {
    const files = readdirSync(inProject(folder), { recursive: true })
      .map((file) => join(folder, file).replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.ts') && !/\.(test|bench|fake|d)\.ts$|\/testing\//.test(file))
      .toSorted()
    read.set(
      folder,
      files.map((file) =>
        ts.createSourceFile(file, readFileSync(inProject(file), 'utf8'), ts.ScriptTarget.Latest, true)
      )
    )
  }
  return read.get(folder)
}

/**
 * Finds a declaration by its path of names, like `SendingGate.isOpen`, `transitions.queued.cancelled` or, for one
 * branch of a `switch`, `byBody.case failed`.
 *
 * @param beside Name of another declaration of the same file, where several files have this one.
 * @throws where a folder's sources hold no such declaration, or several
 */
export function findDeclaration(folder, path, beside) {
  const trees = treesIn(folder).filter((tree) => !beside || childrenNamed(tree, beside).length > 0)
  const found = trees.flatMap((tree) =>
    path.split('.').reduce((nodes, name) => nodes.flatMap((node) => childrenNamed(node, name)), [tree])
  )
  if (found.length !== 1)
    throw new Error(`${folder} has ${found.length} declarations ${path} in place of one.`)
  return found[0]
}

/**
 * Finds the innermost node that is a place and mentions all words.
 *
 * @param isPlace Tells which nodes are looked at.
 * @param words Names and literals. One that begins with `!` must not be mentioned.
 * @throws where a declaration has no such node, or several
 */
export function findPlace(declaration, isPlace, words) {
  const matches = []
  // Returns whether the node or one inside it matches.
  const visit = (node) => {
    let isInside = false
    ts.forEachChild(node, (child) => {
      if (visit(child)) isInside = true
    })
    if (isInside || !isPlace(node) || !mentions(node, words)) return isInside
    matches.push(node)
    return true
  }
  visit(declaration)
  if (matches.length !== 1)
    throw new Error(`There are ${matches.length} places for (${words.join(', ')}) in place of one.`)
  return matches[0]
}

function mentions(node, words) {
  const mentioned = wordsOf(node)
  return words.every((word) => (word.startsWith('!') ? !mentioned.has(word.slice(1)) : mentioned.has(word)))
}

function wordsOf(node) {
  const words = new Set()
  const visit = (one) => {
    if (ts.isIdentifier(one) || ts.isPrivateIdentifier(one) || ts.isLiteralExpression(one))
      words.add(one.text)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return words
}

function childrenNamed(node, name) {
  if (name.startsWith('case ')) return casesIn(node, name.slice('case '.length))
  return membersOf(node).filter((member) => nameOf(member) === name)
}

function casesIn(node, value) {
  const found = []
  const visit = (one) => {
    if (ts.isCaseClause(one) && one.expression.text === value) found.push(one)
    ts.forEachChild(one, visit)
  }
  visit(node)
  return found
}

function membersOf(node) {
  if (ts.isSourceFile(node))
    return node.statements.flatMap((statement) =>
      ts.isVariableStatement(statement) ? statement.declarationList.declarations : [statement]
    )
  if (ts.isClassDeclaration(node)) return node.members
  const value = node.initializer
  return value && ts.isObjectLiteralExpression(value) ? value.properties : []
}

/** Returns the name that a declaration has in a path. Types and constructors have none. */
function nameOf(node) {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return undefined
  return node.name?.text
}
