/**
 * Expressions that code, comments, window and documents avoid, each with what to write instead. A rule with `in`
 * counts in those paths only; `except` are words around it with which it means something else.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inProject } from '../base/paths.mjs'

const rules = [
  { avoid: /\banew\b/i, write: 'again, re-' },
  {
    avoid: /\b(tak(e|es|en|ing)|took) ((it|them|this|these) )?up\b/i,
    write: 'import, re-import, adopt, resume'
  },
  { avoid: /\broads?\b/i, write: 'path, client', except: /'dusty road'/ },
  {
    avoid: /\b(is|are|be|was|were|been|being) told\b/i,
    write: 'is notified, is appended, is reported',
    // People can be told; things that are told apart are distinguished.
    except: /\b(users?|person|people|reader|you) (is|are|was|were) told\b|\btold apart\b/i
  },
  { avoid: /\blies\b/i, write: 'is, is stored' },
  { avoid: /\bso (long|often)\b/i, write: 'for at most, every' },
  { avoid: /\bbrought\b/i, write: 'restored, downloaded' },
  { avoid: /\bto be had\b/i, write: 'available' },
  { avoid: /\bbroke\b/i, write: 'failed' },
  { avoid: /\brest(s|ed|ing)\b/i, write: 'backs off, settles' },
  { avoid: /\bproofs?\b|\w(?=Proof)|\bProof/, write: 'check, verify' },
  { avoid: /\bprov(e|es|ed|ing)\b/i, write: 'check, verify', in: /^src\/main\/(db|platform)\// },
  { avoid: /\bkick(s|ed|ing)?\b/, write: 'startDue, tick', in: /^src\/main\// },
  { avoid: /\btryNow\b/, write: 'retryNow' },
  { avoid: /\bAlong\b/, write: 'TransitionDetails', in: /^src\/main\// },
  { avoid: /\b[Ff]etcher\b|[a-z]Fetcher\b/, write: 'Poller, VideoDownloads' },
  {
    avoid: /\b(this\.|readonly )#?needs\b|#(parts|options|dependencies)\b/,
    write: 'deps',
    in: /^src\/(main|renderer)\//
  },
  { avoid: /\bending\b(?=\.ts|')|\bEnding\b/, write: 'shutdown', in: /^src\/main\/(platform|app)\// },
  // The name of the file in every library folder stays.
  {
    avoid: /\bbelongings\b(?!(_copies|\.json))/i,
    write: 'saved items',
    // Names on disk.
    except: /'belongings'|'belongings[. ]/
  },
  {
    avoid: /\bremembered-|\bRemembered\w+/,
    write: 'key_value',
    in: /^(?!src\/main\/db\/migrations\/)/
  },
  { avoid: /\bLibrary(Start|Origin)\b/, write: 'DatabaseOrigin' },
  { avoid: /\.fake(\.ts|['"`])/, write: 'testing/fake-x.ts' }
]

/** Code and markup of the window without tests, and what else writes sentences for it. */
const ofWindow =
  /^src\/(shared|renderer\/src|main\/(edits|imports|spending))\/(?!.*(testing\/|\.test\.)).*\.(ts|svelte)$/

/** Expressions of several words that sentences on screen avoid. No name in code has a space, so comments aside only texts have them. */
const screenRules = [
  { avoid: /\bof yours\b/i, write: 'of your clips' },
  { avoid: /\bby itself\b/i, write: 'automatically, on its own' },
  { avoid: /\bfurther (models?|clips?|videos?|fields?|settings?)\b/i, write: 'other, more' },
  {
    avoid: /\b(its|their|no|cancelled|copy|copied) requests?\b|\brequests? copied\b/i,
    write: 'clip, prompt, settings'
  },
  { avoid: /\bask for less\b/i, write: 'the limit that it goes over' },
  { avoid: /(['"`>])(show|see) (options|what to do)\b/i, write: 'the name of the act' }
]

/** Returns a line without its comment; nothing of a line that is one. */
const withoutComment = (line) => (/^\s*(\*|\/[*/]|<!--)/.test(line) ? '' : line.replace(/\/\/ .*$/, ''))

/** The list itself, guards that name what the code says, and old schemas. */
const notChecked = /^scripts\/(tests\/words|mutation\/guards)|^src\/main\/db\/migrations\/versions\/\d/

const extensions = /\.(ts|mjs|js|svelte|css|html|md|py)$/

/** Returns the files whose words are checked. The lists of words themselves are not. */
function checkedFiles() {
  const folders = ['src', 'bench', 'e2e', 'chaos', 'scripts', 'docs', 'build']
  return ['README.md', 'ARCHITECTURE.md']
    .concat(
      folders.flatMap((folder) =>
        readdirSync(inProject(folder), { recursive: true }).map((name) =>
          join(folder, name).replaceAll('\\', '/')
        )
      )
    )
    .filter((file) => extensions.test(file) && !notChecked.test(file))
}

/** Finds avoided expressions in a text, as `file:line: expression → what to write`. */
export function avoidedIn(file, text) {
  const onScreen = ofWindow.test(file) ? screenRules : []
  const relevant = rules.filter((rule) => !rule.in || rule.in.test(file)).concat(onScreen)
  return text.split('\n').flatMap((line, index) =>
    relevant.flatMap((rule) => {
      const { avoid, write, except } = rule
      const found = avoid.exec(onScreen.includes(rule) ? withoutComment(line) : line)
      return found && !except?.test(line) ? [`${file}:${index + 1}: “${found[0]}” → ${write}`] : []
    })
  )
}

export const avoidedInProject = () =>
  checkedFiles().flatMap((file) => avoidedIn(file, readFileSync(inProject(file), 'utf8')))
