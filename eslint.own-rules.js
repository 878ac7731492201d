/** Rules of our own, for both linters. */
const noHiddenTests = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    CallExpression(node) {
      const { callee } = node
      if (callee.type !== 'MemberExpression' || !/^(it|test|describe)$/.test(callee.object.name)) return
      if (!/^(only|skip|fixme|todo)$/.test(callee.property.name)) return
      const [condition, reason] = node.arguments
      const isExplained = condition && condition.type !== 'Literal' && reason?.type === 'Literal'
      if (isExplained) return
      context.report({
        node,
        message:
          'A focused or skipped test hides the others. A machine that cannot run one says so with a reason.'
      })
    }
  })
}

export default { meta: { name: 'own' }, rules: { 'no-hidden-tests': noHiddenTests } }
