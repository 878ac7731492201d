/**
 * Entry of a utility process that reads a whole library database: checks it, or copies it and checks the copy. Exits with
 * 0 if it is sound.
 */
import { copyChecked, isSoundInUse } from '../db/recovery/check-copy'

// What precedes them differs between versions of Electron.
const [path = '', copy = ''] = process.argv.slice(-2)

const run = async (): Promise<boolean> => (copy === '' ? isSoundInUse(path) : await copyChecked(path, copy))

run().then(
  (isSound) => process.exit(isSound ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`Copying the library database failed: ${String(error)}\n`, () => process.exit(1))
  }
)
