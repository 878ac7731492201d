import { mostNamesShown, type RenameReport } from '@shared/contract/name-calls'
import type { HandlersOf } from '../../ipc/handlers'
import type { RenameOutcome, Renames } from './renames'

export function nameHandlers(deps: {
  readonly renames: Renames
  /** Names the newest clip by a template. */
  readonly sample: (template: string) => string
}): HandlersOf<'names'> {
  const { renames, sample } = deps
  return {
    'names.sample': ({ template }) => ({ name: sample(template) }),
    'names.plan': async ({ ids }) => {
      const planned = await renames.plan(ids)
      return {
        count: planned.length,
        names: planned.slice(0, mostNamesShown).map(({ from, to }) => ({ from, to })),
        handedOff: planned.filter(({ wasHandedOff }) => wasHandedOff).length,
        inEdits: planned.filter(({ isInEdit }) => isInEdit).length,
        undoable: await renames.undoable()
      }
    },
    'names.rename': async ({ ids }) => reportOf(await renames.run(ids)),
    'names.undoRename': async () => reportOf(await renames.undo())
  }
}

const reportOf = ({ renamed, left }: RenameOutcome): RenameReport => ({
  renamed: renamed.length,
  left: left.length,
  leftNames: left.slice(0, mostNamesShown).map((one) => ({ ...one }))
})
