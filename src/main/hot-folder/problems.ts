import type { Problem } from '@shared/problem'

const problem = (code: Problem['code'], message: string, advice?: string): Problem => ({
  code,
  message,
  ...(advice !== undefined && { advice }),
  retryable: true
})

export const problems = {
  notFound: problem('not_found', 'This hot folder is no longer on the list.'),
  inLibrary: problem(
    'invalid_input',
    'This folder is part of your library.',
    'Choose one outside, such as your editor’s project folder.'
  ),
  onList: problem('invalid_input', 'This folder is already a hot folder.'),
  taken: problem(
    'not_possible_now',
    'Another Dailies library uses this folder as a hot folder.',
    'Choose another one, or stop it there first.'
  ),
  tooMany: problem('not_possible_now', 'That’s the most hot folders there can be.', 'Stop one first.'),
  readOnly: problem('folder_read_only', 'Dailies can’t write to this folder.', 'Choose another one.'),
  notThere: problem(
    'folder_missing',
    'The hot folder isn’t there, so its files can’t be removed.',
    'Connect its drive first, or keep the files.'
  )
} as const satisfies Record<string, Problem>
