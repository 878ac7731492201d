/**
 * Edits that take a guard out of the code. Each finds its place in the syntax tree by words that no other place of
 * its kind in the declaration mentions (`findPlace`), so that formatting, comments, file names and the names of
 * neighbours don't matter. It returns the text that takes the place of a range of the file.
 */
import ts from 'typescript'
import { findPlace } from './source-tree.mjs'

/** Removes a statement. */
export const dropStatement = (...words) => at('without', words, isStatement, (found) => [found, ';'])

/** Makes a condition true. */
export const always = (...words) => at('always', words, isCondition, (found) => [found, 'true'])

/** Makes a condition false. */
export const never = (...words) => at('never', words, isCondition, (found) => [found, 'false'])

/** Replaces what an `if`, a loop or `?:` tests. */
export const replaceTest = (words, text) => at(`${text} for`, words, isTested, (found) => [found, text])

/** Removes one side of `&&`. */
export const dropAnd = (...words) =>
  at('without', words, isOperandOf(ts.SyntaxKind.AmpersandAmpersandToken), withoutOperand)

/** Removes one side of `||`. */
export const dropOr = (...words) =>
  at('without', words, isOperandOf(ts.SyntaxKind.BarBarToken), withoutOperand)

/** Replaces what is returned. */
export const replaceReturned = (words, text) => at(`${text} for`, words, isReturned, (found) => [found, text])

/** Removes the last argument of a call, found by its own words. */
export const dropLastArgument = (...words) =>
  at('without argument', words, isLastArgument, (found) => {
    const { expression, arguments: given } = found.parent
    const kept = given.slice(0, -1).map((argument) => argument.getText())
    return [found.parent, `${expression.getText()}(${kept.join(', ')})`]
  })

/** Replaces the smallest expression that mentions the words. */
export const replace = (words, text) => at(`${text} for`, words, isExpression, (found) => [found, text])

/** Replaces the value of a property in an object literal. */
export const setProperty = (name, text) =>
  at(`${text} for`, [name], isPropertyNamed(name), (found) => [found.initializer, text])

/** Replaces the whole value of the declaration. */
export const replaceValue = (text) => ({
  what: `${text} for its value`,
  in: (declaration) => change(declaration.initializer, text)
})

/** Lets one more value take the branch of a `switch` that a value takes. */
export const addCase = (value, added) =>
  at(`${added} as`, [value], isCaseOf(value), (found) => [found, `case ${added}: ${found.getText()}`])

function at(name, words, isPlace, rewrite) {
  return {
    what: `${name} ${words.join(', ')}`,
    in: (declaration) => change(...rewrite(findPlace(declaration, isPlace, words)))
  }
}

const change = (node, text) => ({ start: node.getStart(), end: node.getEnd(), text })

const isStatement = (node) => ts.isStatement(node) && !ts.isBlock(node)

const conditional = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken
]

const isOperandOf = (operator) => (node) =>
  ts.isBinaryExpression(node.parent) &&
  node.parent.operatorToken.kind === operator &&
  node !== node.parent.operatorToken

function withoutOperand(found) {
  const { left, right } = found.parent
  return [found.parent, (found === left ? right : left).getText()]
}

const isTested = (node) => {
  const { parent } = node
  if (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) return parent.condition === node
  return (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) && parent.expression === node
}

const isCondition = (node) =>
  isTested(node) || (ts.isBinaryExpression(node) && conditional.includes(node.operatorToken.kind))

const isReturned = (node) =>
  (ts.isReturnStatement(node.parent) || ts.isArrowFunction(node.parent)) &&
  [node.parent.expression, node.parent.body].includes(node)

const isLastArgument = (node) => ts.isCallExpression(node.parent) && node.parent.arguments.at(-1) === node

/** An identifier that names a member, a property or a declaration is not an expression of its own. */
const isExpression = (node) =>
  ts.isExpression(node) && node.parent.name !== node && !ts.isParenthesizedExpression(node)

const isPropertyNamed = (name) => (node) => ts.isPropertyAssignment(node) && node.name.text === name

const isCaseOf = (value) => (node) => ts.isCaseClause(node) && node.expression.text === value
