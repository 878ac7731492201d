import { foundation } from './versions/0001-foundation'
import { promptWork } from './versions/0002-prompt-work'
import { accountOfMoney } from './versions/0003-account-of-money'
import { journalStanding } from './versions/0004-journal-standing'
import { oddFiles } from './versions/0005-odd-files'
import { measurements } from './versions/0006-measurements'
import { listing } from './versions/0007-listing'
import { search } from './versions/0008-search'
import { batchPlace } from './versions/0009-batch-place'
import { curation } from './versions/0010-curation'
import { contentChecks } from './versions/0011-content-checks'
import { edits } from './versions/0012-edits'
import { imports } from './versions/0013-imports'
import { lookups } from './versions/0014-lookups'

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
