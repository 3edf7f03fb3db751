import type { Span } from '../../../../shared/model/span.ts'
import type { FactGrammar } from './compile.ts'
import type { Phrase } from './phrase.ts'
import { wordsOf, type Predication } from './predication.ts'
import { antecedentOf, type SentenceReading } from './roles.ts'
import type { Scene } from './scene.ts'

/** Bare phrases beside the subject; in the passive the grammatical subject. */
export function objectsOf(scene: Scene): readonly Phrase[] {
  const { reading, clause, phrases, subject, noun } = scene
  if (clause.passive) {
    const patient = reading.subjects[clause.id]?.phrase
    // "dem Minister wird zur Last gelegt, …", "ihm werden Verbrechen vorgeworfen": the dative is concerned, too.
    const datives = phrases.filter(
      (phrase) =>
        phrase.prep === undefined && phrase.genitiveOf < 0 && phrase.appositionOf < 0 && phrase.coordinatedWith < 0 && phrase.id !== patient?.id &&
        phrase.cases.includes('d') && !/[na]/.test(phrase.cases) && phrase.actor !== undefined,
    ) // prettier-ignore
    return patient === undefined ? datives : [patient, ...datives]
  }
  const own = phrases.filter(
    (phrase) =>
      phrase.prep === undefined && phrase.genitiveOf < 0 && phrase.appositionOf < 0 && phrase.coordinatedWith < 0 && !phrase.value &&
      phrase.id !== subject.phrase?.id && phrase.id !== noun?.id && /[adg]/.test(phrase.cases) && phrase.cases !== 'n',
  ) // prettier-ignore
  const relative = relativeObject(reading, clause)
  return relative === undefined ? own : [relative, ...own]
}

/** "…, mit dem er ein Abkommen schloss": the antecedent stands for the pronoun after its preposition. */
export function relativePartner(
  reading: SentenceReading,
  clause: Predication,
  prep: string,
  lexicon: FactGrammar,
): readonly Phrase[] {
  const from = clause.ranges[0]?.from ?? 0
  const first = reading.words[from]?.lower ?? ''
  if (clause.kind !== 'relative' || (lexicon.grammar.contractions[first] ?? first) !== prep) return []
  const antecedent = antecedentOf(reading, clause)
  return antecedent === undefined ? [] : [antecedent]
}

/** The words after "als" up to the verbs: "als „fruchtbar“", "als einen wichtigen Partner". */
export function afterAls(reading: SentenceReading, clause: Predication): Span | undefined {
  const indices = wordsOf(clause)
  const at = indices.find(
    (i) =>
      reading.words[i]?.lower === 'als' &&
      i > (clause.ranges[0]?.from ?? 0) &&
      !['mehr', 'weniger', 'sowohl', 'sondern'].includes(reading.words[i - 1]?.lower ?? ''),
  )
  if (at === undefined) return undefined
  const stop = new Set([...clause.verbs.map((verb) => verb.at), clause.prefix, clause.finite])
  let last = at
  for (const i of indices) {
    if (i <= at) continue
    if (stop.has(i) || i !== last + 1) break
    last = i
  }
  const start = reading.words[at + 1]?.start
  const end = reading.words[last]?.end
  return start === undefined || end === undefined || last === at ? undefined : { start, end }
}

/** The antecedent where the relative pronoun is the object ("den er besuchte"). */
function relativeObject(reading: SentenceReading, clause: Predication): Phrase | undefined {
  if (clause.kind !== 'relative') return undefined
  const first = reading.words[clause.ranges[0]?.from ?? 0]
  if (first === undefined || !['den', 'dem', 'die', 'das', 'denen', 'welchen'].includes(first.lower))
    return undefined
  const from = clause.ranges[0]?.from ?? 0
  const antecedent = reading.phrases.findLast((phrase) => phrase.to <= from && phrase.appositionOf < 0)
  const subject = reading.subjects[clause.id]?.phrase
  return antecedent === undefined || antecedent.id === subject?.id ? undefined : antecedent
}

export function objectFits(scene: Scene): boolean {
  const kind = scene.frame.object
  if (kind === undefined) return true
  const objects = objectsOf(scene)
  const actor = objects.find((phrase) => phrase.actor !== undefined)?.actor
  switch (kind) {
    case 'none':
      return objects.length === 0 && scene.complement === undefined
    case 'actor':
      return actor !== undefined
    case 'person':
      return (
        actor !== undefined &&
        (actor.mention.type === 'PER' || actor.mention.type === 'GROUP' || actor.mention.entity === null)
      )
    case 'place':
      return actor !== undefined && actor.mention.type !== 'PER'
    case 'only-thing':
      return objects.length > 0 && objects.every((phrase) => phrase.actor === undefined && !phrase.pronoun)
    case 'thing':
      return objects.some((phrase) => phrase.actor === undefined && !phrase.pronoun)
  }
}
