/** Entry of a utility process: proves one copy of the library, and ends with 0 when it is good. */
import { proveCopy } from '../db/recovery/backup'

process.exit(proveCopy(process.argv.at(-1) ?? '') ? 0 : 1)
