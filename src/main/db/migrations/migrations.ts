import { foundation } from './0001-foundation'
import { promptWork } from './0002-prompt-work'
import { accountOfMoney } from './0003-account-of-money'
import { journalStanding } from './0004-journal-standing'
import { oddFiles } from './0005-odd-files'
import { measurements } from './0006-measurements'
import { listing } from './0007-listing'
import { search } from './0008-search'
import { batchPlace } from './0009-batch-place'
import { curation } from './0010-curation'
import { contentChecks } from './0011-content-checks'
import { edits } from './0012-edits'
import { imports } from './0013-imports'
import { lookups } from './0014-lookups'

/** In order: the position is the resulting schema version. Released ones are never edited. */
export const migrations: readonly string[] = [
  foundation,
  promptWork,
  accountOfMoney,
  journalStanding,
  oddFiles,
  measurements,
  listing,
  search,
  batchPlace,
  curation,
  contentChecks,
  edits,
  imports,
  lookups
]
