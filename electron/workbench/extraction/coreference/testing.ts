import { readFileSync } from 'node:fs'
import { nothingLearned, type LearnedInput, type NamedText } from '../document.ts'
import { nameMentions, parseMentionLexicon } from '../mentions/index.ts'
import { compilePrepareLexicon, prepare, prepareLexiconSchema } from '../prepare.ts'

/** What the tests of stages 5 and 6 share: the shipped lexicon and sentences with their mentions marked. */
function lexiconFile(name: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'),
  )
}

export const mentionLexicon = parseMentionLexicon(lexiconFile)

const prepareLexicon = compilePrepareLexicon(
  prepareLexiconSchema.parse(
    Object.fromEntries(Object.keys(prepareLexiconSchema.shape).map((name) => [name, lexiconFile(name)])),
  ),
)

export function nameText(
  text: string,
  learned: LearnedInput = nothingLearned,
  file = 'article.txt',
): NamedText {
  return nameMentions(prepare({ text, file }, prepareLexicon), mentionLexicon, learned)
}

export interface Mark {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly surface: string
  readonly entity: string | undefined
}

const types = 'PER|ORG|GPE|LOC|DEM|ROLE|EVT|DOCU|PROJECT|POLICY|LEVEL|GROUP|DATE'

/**
 * Reads "[GPE=Russland|Moskau] und [ROLE [GPE US]-Präsident]": a bracket opens with the type and, after "=",
 * the label of the entity up to a bar; brackets may nest.
 */
export function readMarked(line: string): { readonly text: string; readonly marks: readonly Mark[] } {
  const marks: Mark[] = []
  const open: { type: string; start: number; entity: string | undefined }[] = []
  let text = ''
  let at = 0
  const opening = new RegExp(`\\[(${types})(?: |=([^|\\]]*)\\|)`, 'y')
  while (at < line.length) {
    opening.lastIndex = at
    const found = opening.exec(line)
    if (found?.[1] !== undefined) {
      at = opening.lastIndex
      const entity = found[2]
      open.push({ type: found[1], start: text.length, entity })
      continue
    }
    if (line.charAt(at) === ']') {
      const mark = open.pop()
      if (mark === undefined) throw new Error(`no bracket to close in: ${line}`)
      marks.push({ ...mark, end: text.length, surface: text.slice(mark.start) })
      at += 1
      continue
    }
    text += line.charAt(at)
    at += 1
  }
  if (open.length > 0) throw new Error(`bracket left open in: ${line}`)
  return { text, marks }
}
