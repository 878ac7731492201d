/** Entry of a utility process: checks one copy of the library database, and exits with 0 if it is sound. */
import { checkCopy } from '../db/recovery/backup-check'

process.exit(checkCopy(process.argv.at(-1) ?? '') ? 0 : 1)
