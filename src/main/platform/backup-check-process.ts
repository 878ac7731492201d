/**
 * Entry of a utility process: checks the whole library database, or a copy of it, and exits with 0 if it is sound.
 */
import { checkCopy, isSoundInUse } from '../db/recovery/backup-check'

const [path = '', what] = process.argv.slice(-2)
process.exit((what === 'copy' ? checkCopy(path) : isSoundInUse(path)) ? 0 : 1)
