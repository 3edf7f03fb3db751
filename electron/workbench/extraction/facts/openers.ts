import type { FactGrammar } from './compile.ts'
import type { ClauseKind } from './predication.ts'
import type { Segment } from './segments.ts'
import type { Word } from './words.ts'

/** A verb no lexicon lists closes a dependent clause all the same: "dass sich die Lage verschlimmert". */
export function unknownFinite(words: readonly Word[], segment: Segment): number {
  const last = words[segment.to - 1]
  const plain =
    last !== undefined &&
    !last.capital &&
    !last.punctuation &&
    last.forms.length === 0 &&
    last.mentions.length === 0
  return plain && segment.to - segment.from > 2 && /[a-zäöüß]{3,}(t|te|ten|en|e)$/.test(last.lower)
    ? segment.to - 1
    : -1
}

export function openerOf(
  words: readonly Word[],
  segment: Segment,
  finite: number,
  lexicon: FactGrammar,
): { word: string; kind: ClauseKind } | undefined {
  let at = segment.from
  while (
    words[at]?.listed.coordinator === true ||
    ['auch', 'insbesondere', 'selbst', 'nur', 'so', 'vor', 'allem'].includes(words[at]?.lower ?? '')
  ) {
    if (words[at]?.listed.subordinator === true && words[at]?.lower !== 'auch') break
    at += 1
  }
  const first = words[at]
  if (first === undefined || at >= segment.to) return undefined
  const { lower } = first
  const following = words[at + 1]?.lower ?? ''
  if (lower === 'als' && following === 'auch') return undefined
  // "während eines Treffens" is a phrase; ", wie der Minister, …, mitteilte" a clause whose verb is still to come.
  if (lower === 'während' && /^(?:des|eine[sr]|[sd]?ei?ne[sr]|ihre[sr]|dieses|unsere[sr])$/.test(following))
    return undefined
  if (lower === 'wie' && segment.mark === ',' && finite < 0 && at === segment.from)
    return { word: lower, kind: 'subordinate' }
  if (lexicon.subordinators.has(lower)) {
    const late = finite < 0 || finite > at + 1
    if (!lexicon.weakSubordinators.has(lower)) return late ? { word: lower, kind: 'subordinate' } : undefined
    // "während", "als", "seit" open a clause only where the verb stands last.
    return finite >= 0 && isLast(words, finite, segment.to) && finite > at + 1
      ? { word: lower, kind: 'subordinate' }
      : undefined
  }
  if (segment.mark !== ',' && segment.mark !== '–' && segment.mark !== '(') return undefined
  const second = words[at + 1]
  const isPreposition = lower in lexicon.grammar.prepositions
  const pronoun = isPreposition ? second?.lower : lower
  const after = isPreposition ? words[at + 2] : second
  if (pronoun === undefined || after === undefined) return undefined
  const relative = pronoun in lexicon.grammar.relatives || lexicon.grammar.relativeGenitives.includes(pronoun)
  if (!relative) return undefined
  if (finite < 0) return isArticle(after) ? undefined : { word: pronoun, kind: 'relative' }
  // "die beiden Länder hätten beschlossen": the helper before its participle stands second, so this is a main clause.
  const beforeParticiple = words[finite + 1]?.forms.some((form) => form.kind !== 'finite') === true
  const last = isLast(words, finite, segment.to) && !beforeParticiple
  return last && finite > at + 1 ? { word: pronoun, kind: 'relative' } : undefined
}

/** A noun or adjective after "der" makes it an article. */
function isArticle(next: Word): boolean {
  return next.capital || /(e|en|er|es)$/.test(next.lower)
}

/** Whether the finite verb closes its stretch, as in dependent clauses; a phrase may be moved behind it. */
function isLast(words: readonly Word[], finite: number, to: number): boolean {
  const next = words[finite + 1]
  if (finite + 1 >= to || next === undefined) return true
  if (next.listed.coordinator) return true
  return next.forms.some((form) => form.kind !== 'finite') && finite + 2 >= to
}

export function hasInfinitive(words: readonly Word[], segment: Segment, lexicon: FactGrammar): boolean {
  for (let i = segment.from; i < segment.to; i += 1) {
    const word = words[i]
    if (word === undefined || word.capital) continue
    if (word.forms.some((form) => form.kind === 'zu')) return true
    if (word.lower === 'zu' && words[i + 1]?.forms.some((form) => form.kind === 'infinitive') === true)
      return true
    // Verbs no lexicon lists: "zu" before a small word in -en at the end.
    if (
      word.lower === 'zu' &&
      i + 2 === segment.to &&
      /[a-zäöüß]{3,}(en|ern|eln)$/.test(words[i + 1]?.text ?? '')
    )
      return true
    if (
      i === segment.to - 1 &&
      /^(?:ab|an|auf|aus|bei|ein|fest|fort|her|hervor|hin|mit|nach|nieder|teil|um|vor|voran|weiter|wieder|zurück|zusammen|entgegen|aufrecht)zu[a-zäöüß]{3,}(en|ern|eln)$/.test(
        word.lower,
      )
    )
      return true
  }
  return (
    lexicon.grammar.infinitiveOpeners.includes(words[segment.from]?.lower ?? '') &&
    /en$/.test(words[segment.to - 1]?.lower ?? '') &&
    words[segment.to - 1]?.capital === false
  )
}
