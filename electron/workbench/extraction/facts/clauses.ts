import type { FactGrammar } from './compile.ts'
import type { VerbForm } from './verb-forms.ts'
import type { SentenceWords, Word } from './words.ts'

export type ClauseKind = 'main' | 'subordinate' | 'relative' | 'infinitive' | 'fragment'

/** A predication: one finite verb or infinitive with its words, possibly in several stretches. */
export interface Predication {
  readonly id: number
  kind: ClauseKind
  /** Stretches of words `[from, to)` in order; a clause inside it leaves a gap. */
  readonly ranges: { from: number; to: number }[]
  /** Lower-case word that opens a dependent clause. */
  readonly opener: string | undefined
  /** Clause it depends on or continues; -1 for none. */
  parent: number
  /** Whether it continues its parent after "und" and may leave the subject out. */
  coordinated: boolean
  /** Direct speech it stands in, -1 for none. */
  readonly speech: number
  /** Whether the finite verb stands first, as in ", sagte Wang". */
  verbFirst: boolean
  finite: number
  /** Words that carry the lexical verb: the finite verb itself, participles, infinitives. */
  verbs: readonly { readonly at: number; readonly lemma: string; readonly kind: VerbForm['kind'] }[]
  /** Separated prefix, -1 for none. */
  prefix: number
  tense: VerbForm['tense']
  plural: boolean | undefined
  passive: boolean
  future: boolean
  modal: string | undefined
  auxiliary: string | undefined
}

interface Segment {
  readonly from: number
  readonly to: number
  /** Mark before it. */
  readonly mark: string
  readonly speech: number
}

/** The predications of a sentence. Cuts at marks and before the second finite verb; an interrupted clause is put together again. */
export function readClauses(sentence: SentenceWords, lexicon: FactGrammar): Predication[] {
  const { words } = sentence
  const clauses: Predication[] = []
  let open: Predication | undefined
  for (const segment of cut(words, lexicon)) {
    const finite = finiteIn(words, segment.from, segment.to, lexicon)
    const opened = openerOf(words, segment, finite, lexicon)
    // "…, dem Minister A und dem Kanzler B zusammentreffen": a list that a helper waits for is no relative clause.
    const list =
      opened?.kind === 'relative' &&
      !isSureFinite(words, finite) &&
      words[segment.from + 1]?.capital === true &&
      helperWaiting(clauses, open, words, segment.speech) !== undefined
    const opener = list ? undefined : opened
    const infinitive = finite < 0 && hasInfinitive(words, segment, lexicon)
    const sameSpeech = open === undefined || open.speech === segment.speech
    const bare = opener === undefined && !infinitive
    if (bare && finite < 0) {
      const home =
        sameSpeech && segment.mark !== ':' ? homeOf(clauses, open, words, segment, lexicon) : undefined
      if (home === undefined) open = make(clauses, 'fragment', segment, undefined, open)
      else {
        home.ranges.push({ from: segment.from, to: segment.to })
        if (home.kind !== 'main' || open === undefined || open.kind === 'main') open = home
      }
      continue
    }
    if (bare) {
      // A participle or infinitive that an earlier helper waits for: "haben …, wie geplant, vereinbart".
      const helped = isSureFinite(words, finite)
        ? undefined
        : helperWaiting(clauses, open, words, segment.speech)
      const waiting = helped ?? waitingFor(clauses, open, segment.speech)
      if (waiting !== undefined && segment.mark !== ':') {
        waiting.ranges.push({ from: segment.from, to: segment.to })
        if (waiting.kind === 'fragment') waiting.kind = 'main'
        if (helped === undefined) waiting.finite = finite
        open = waiting
        continue
      }
      const starts = finite <= firstContent(words, segment.from, lexicon)
      const coordinated = segment.mark === '' || lexicon.coordinators.has(words[segment.from]?.lower ?? '')
      // After a comma, or with the verb early, "und" goes on with the main clause, not with what hangs on it.
      const early = finite <= segment.from + 2 && finite < segment.to - 1
      const beside = coordinated && (segment.mark !== '' || early) ? mainAbove(clauses, open, words) : open
      const follows = coordinated && beside !== undefined && beside.kind !== 'fragment'
      // "…, sollten sie nicht einlenken": the verb first makes a condition.
      const condition =
        starts && !coordinated && open !== undefined && segment.mark === ',' && isCondition(words, finite)
      const kind = condition ? 'subordinate' : follows ? beside.kind : 'main'
      const clause = make(
        clauses,
        kind,
        segment,
        condition ? 'falls' : follows ? beside.opener : undefined,
        beside,
        coordinated,
      )
      clause.finite = finite
      clause.verbFirst = starts && !coordinated && !condition
      open = clause
      continue
    }
    if (infinitive && opener === undefined) {
      const clause = make(clauses, 'infinitive', segment, undefined, open)
      takeBack(clause, open, words, lexicon)
      open = clause
      continue
    }
    const kind = opener?.kind ?? 'subordinate'
    const clause = make(clauses, kind, segment, opener?.word, open)
    clause.finite = finite >= 0 ? finite : unknownFinite(words, segment)
    open = clause
  }
  for (const clause of clauses) {
    readVerbs(words, clause, lexicon)
    // "traf A, besuchte B und …": verb first after a comma goes on with the subject, unless it reports (", sagte A").
    const parent = clause.parent < 0 ? undefined : clauses[clause.parent]
    const says = clause.verbs.some(
      (verb) =>
        lexicon.reportingVerbs.has(verb.lemma) &&
        !(
          parent?.speech === clause.speech &&
          lexicon.framesByVerb.has(verb.lemma) &&
          hasObject(words, clause)
        ),
    )
    if (
      clause.verbFirst &&
      clause.kind === 'main' &&
      parent?.kind === 'main' &&
      parent.finite >= 0 &&
      parent.speech === clause.speech &&
      !says
    ) {
      clause.coordinated = true
      clause.verbFirst = false
    }
  }
  return clauses
}

/** The first parts of a list belong to the infinitive at its end: "…, ihre Rolle, die Reform und den Handel zu fördern". */
function takeBack(
  clause: Predication,
  before: Predication | undefined,
  words: readonly Word[],
  lexicon: FactGrammar,
): void {
  const first = words[clause.ranges[0]?.from ?? 0]?.lower ?? ''
  if (before === undefined || before.finite < 0 || lexicon.grammar.infinitiveOpeners.includes(first)) return
  while (before.ranges.length > 1) {
    const last = before.ranges.at(-1)
    if (last === undefined || last.from <= before.finite || (words[last.from - 1]?.text ?? '') !== ',') return
    before.ranges.pop()
    clause.ranges.unshift(last)
  }
}

/** A verb no lexicon lists closes a dependent clause all the same: "dass sich die Lage verschlimmert". */
function unknownFinite(words: readonly Word[], segment: Segment): number {
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

function make(
  clauses: Predication[],
  kind: ClauseKind,
  segment: Segment,
  opener: string | undefined,
  parent: Predication | undefined,
  coordinated = false,
): Predication {
  const clause: Predication = {
    id: clauses.length, kind, ranges: [{ from: segment.from, to: segment.to }], opener, parent: parent?.id ?? -1, coordinated,
    speech: segment.speech, verbFirst: false, finite: -1, verbs: [], prefix: -1, tense: 'pres', plural: undefined,
    passive: false, future: false, modal: undefined, auxiliary: undefined,
  } // prettier-ignore
  clauses.push(clause)
  return clause
}

/** The clause that still lacks its verb: the one before an inserted clause, in the same speech. */
function waitingFor(
  clauses: readonly Predication[],
  open: Predication | undefined,
  speech: number,
): Predication | undefined {
  let at: Predication | undefined = open
  while (at !== undefined) {
    if (at.finite < 0 && at.kind !== 'infinitive' && at.speech === speech) return at
    at = at.parent >= 0 ? clauses[at.parent] : undefined
  }
  return undefined
}

/** Where a stretch without verb belongs: a separated prefix with its verb, all else with the clause still going on. */
function homeOf(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
  segment: Segment,
  lexicon: FactGrammar,
): Predication | undefined {
  let at = open
  const last = words[segment.to - 1]
  if (segment.to - segment.from <= 2 && last !== undefined && lexicon.prefixes.has(last.lower)) {
    for (
      let up: Predication | undefined = open;
      up !== undefined;
      up = up.parent >= 0 ? clauses[up.parent] : undefined
    ) {
      const finite = words[up.finite]
      if (finite?.forms.some((form) => lexicon.lemmas.has(`${last.lower}|${form.base}`)) === true) return up
    }
  }
  // A dependent clause is complete with its verb; what follows goes on with the clause above.
  while (
    at !== undefined &&
    (at.kind === 'relative' || at.kind === 'subordinate') &&
    at.finite >= 0 &&
    at.parent >= 0
  ) {
    at = clauses[at.parent]
  }
  return at
}

function isCondition(words: readonly Word[], finite: number): boolean {
  return (
    words[finite]?.forms.some(
      (form) => form.kind === 'finite' && form.tense === 'k2' && form.role !== 'full',
    ) === true
  )
}

function isSureFinite(words: readonly Word[], at: number): boolean {
  const forms = words[at]?.forms ?? []
  return (
    forms.some((form) => form.kind === 'finite' && form.role !== 'full') ||
    forms.every((form) => form.kind === 'finite')
  )
}

/** A clause above whose helper still lacks its participle or infinitive. */
function helperWaiting(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
  speech: number,
): Predication | undefined {
  for (let at = open; at !== undefined; at = at.parent >= 0 ? clauses[at.parent] : undefined) {
    if (at.speech !== speech || at.finite < 0) continue
    const helper =
      words[at.finite]?.forms.some((form) => form.kind === 'finite' && form.role !== 'full') === true
    if (!helper) continue
    const full = wordsOf(at).some(
      (i) =>
        i !== at.finite &&
        words[i]?.capital === false &&
        words[i]?.forms.some((form) => form.kind !== 'finite') === true &&
        !isAttributiveParticiple(words, i, undefined),
    )
    return full ? undefined : at
  }
  return undefined
}

/** The narrator's main clause above: neither dependent nor in the subjunctive of reported speech. */
function mainAbove(
  clauses: readonly Predication[],
  open: Predication | undefined,
  words: readonly Word[],
): Predication | undefined {
  let at = open
  while (at !== undefined && at.parent >= 0) {
    const reported =
      words[at.finite]?.forms.every(
        (form) => form.kind !== 'finite' || form.tense === 'k1' || form.tense === 'k2',
      ) === true
    if (at.kind === 'main' && !reported) return at
    at = clauses[at.parent]
  }
  return at
}

const cutMarks = new Set([',', ';', ':', '–', '—', '-', '(', ')', '.', '!', '?', '…', '/', '[', ']'])

function cut(words: readonly Word[], lexicon: FactGrammar): readonly Segment[] {
  const segments: Segment[] = []
  let from = 0
  let mark = '^'
  const close = (to: number, next: string): void => {
    if (to > from)
      splitCoordinated(words, { from, to, mark, speech: words[from]?.speech ?? -1 }, lexicon, segments)
    mark = next
  }
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]
    if (word === undefined) continue
    const speechChanges = i > from && word.speech !== words[from]?.speech && !word.punctuation
    if (word.punctuation && cutMarks.has(word.text)) {
      close(i, word.text)
      from = i + 1
    } else if (speechChanges) {
      close(i, '„')
      from = i
    }
  }
  close(words.length, '')
  return segments
}

/** Two finite verbs between two marks are two clauses: "begrüßte die Gäste und erklärte …". */
function splitCoordinated(
  words: readonly Word[],
  segment: Segment,
  lexicon: FactGrammar,
  out: Segment[],
): void {
  let { from, mark } = segment
  const verbs = surelyFinite(words, segment.from, segment.to, lexicon)
  for (let k = 0; k + 1 < verbs.length; k += 1) {
    const first = verbs[k] ?? 0
    const second = verbs[k + 1] ?? 0
    let at = -1
    // After a verb at the end of its clause the conjunction follows at once; else the last one before the second verb counts.
    if (lexicon.coordinators.has(words[first + 1]?.lower ?? '') && first + 1 < second) at = first + 1
    else
      for (let i = first + 1; i < second; i += 1) if (lexicon.coordinators.has(words[i]?.lower ?? '')) at = i
    if (at <= from) continue
    out.push({ from, to: at, mark, speech: segment.speech })
    from = at
    mark = ''
  }
  const [only] = verbs
  // "…, dem Staat und dem Volk und sagte": what comes before the conjunction ends the clause before.
  if (
    verbs.length === 1 &&
    only !== undefined &&
    mark === ',' &&
    only - 1 > from &&
    lexicon.coordinators.has(words[only - 1]?.lower ?? '')
  ) {
    out.push({ from, to: only - 1, mark, speech: segment.speech })
    from = only - 1
    mark = ''
  }
  if (segment.to > from) out.push({ from, to: segment.to, mark, speech: segment.speech })
}

/** Indices of the words that can only be finite verbs where they stand. */
function surelyFinite(
  words: readonly Word[],
  from: number,
  to: number,
  lexicon: FactGrammar,
): readonly number[] {
  const found: number[] = []
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (
      word === undefined ||
      word.forms.length === 0 ||
      (word.capital && i > 0 && words[i - 1]?.text !== ':')
    )
      continue
    if (word.capital && word.mentions.length > 0) continue
    const helper = word.forms.some((form) => form.kind === 'finite' && form.role !== 'full')
    const closes =
      lexicon.subordinators.has(words[from]?.lower ?? '') && closesClause(words, from, i, lexicon)
    if (
      helper
        ? isHelperInfinitive(words, from, to, i)
        : !closes && !word.forms.every((form) => form.kind === 'finite')
    )
      continue
    if (!isAttributive(words, i, to, lexicon)) found.push(i)
  }
  return found
}

/** "dass A und B den Tag feiern und im Juni …": an ambiguous form before "und" and more words closes its clause. */
function closesClause(words: readonly Word[], from: number, at: number, lexicon: FactGrammar): boolean {
  const forms = words[at]?.forms ?? []
  if (!forms.some((form) => form.kind === 'finite') || !lexicon.coordinators.has(words[at + 1]?.lower ?? ''))
    return false
  if (words[at - 1]?.lower === 'zu' || hasHelperAround(words, from, at, -1)) return false
  const next = words[at + 2]
  return next !== undefined && !next.punctuation && next.forms.length === 0
}

/** "geführt werden müsse": a helper that another helper governs is an infinitive. */
function isHelperInfinitive(words: readonly Word[], from: number, to: number, at: number): boolean {
  const word = words[at]
  if (word?.forms.some((form) => form.kind === 'infinitive') !== true || at === from) return false
  if (words[at - 1]?.lower === 'zu') return true
  const after = (words[at - 1]?.forms ?? []).some(
    (form) => form.kind === 'participle' || form.kind === 'infinitive',
  )
  return after && hasHelperAround(words, from, to, at)
}

/** Index of the finite verb among the words, -1 without one. Auxiliaries and modals outrank ambiguous forms. */
function finiteIn(
  words: readonly Word[],
  from: number,
  to: number,
  lexicon: FactGrammar,
  sure = false,
): number {
  let ambiguous = -1
  let full = -1
  for (let i = from; i < to; i += 1) {
    const word = words[i]
    if (word === undefined || word.forms.length === 0) continue
    if (
      word.capital &&
      !(i === 0 || words[i - 1]?.text === ':' || (words[i - 1]?.speech ?? -1) !== word.speech)
    )
      continue
    if (word.capital && word.mentions.length > 0) continue
    const finite = word.forms.filter((form) => form.kind === 'finite')
    if (finite.length === 0 || isAttributive(words, i, to, lexicon)) continue
    const helper = finite.some((form) => form.role !== 'full')
    if (helper) {
      if (!isHelperInfinitive(words, from, to, i)) return i
      continue
    }
    const certain = word.forms.every((form) => form.kind === 'finite')
    if (certain) {
      if (full < 0) full = i
    } else if (ambiguous < 0) ambiguous = i
  }
  if (full >= 0) return full
  if (ambiguous < 0) return -1
  if (words[ambiguous - 1]?.lower === 'zu') return -1
  return ambiguous
}

function hasHelperAround(words: readonly Word[], from: number, to: number, except: number): boolean {
  for (let i = from; i < to; i += 1)
    if (
      i !== except &&
      words[i]?.forms.some((form) => form.kind === 'finite' && form.role !== 'full') === true
    )
      return true
  return false
}

/** "das unterzeichnete Abkommen": a form in -te between article and noun is an adjective. */
function isAttributive(words: readonly Word[], at: number, to: number, lexicon: FactGrammar): boolean {
  const word = words[at]
  const next = at + 1 < to ? words[at + 1] : undefined
  const before = words[at - 1]
  if (
    word === undefined ||
    next === undefined ||
    before === undefined ||
    word.forms.some((form) => form.role !== 'full')
  )
    return false
  if (
    !next.capital &&
    !(/(e|en|er|es|em)$/.test(next.lower) && words[at + 2]?.capital === true && next.forms.length === 0)
  )
    return false
  const determiner =
    before.lower in lexicon.grammar.determiners || before.lower in lexicon.grammar.contractions
  const adjective =
    !before.capital &&
    /(en|em|es|er|e)$/.test(before.lower) &&
    before.forms.length === 0 &&
    !lexicon.adverbs.has(before.lower) &&
    !(before.lower in lexicon.grammar.pronouns) &&
    !(before.lower in lexicon.grammar.prepositions)
  return determiner || (adjective && (words[at - 2]?.lower ?? '') in lexicon.grammar.determiners)
}

function openerOf(
  words: readonly Word[],
  segment: Segment,
  finite: number,
  lexicon: FactGrammar,
): { word: string; kind: ClauseKind } | undefined {
  let at = segment.from
  while (
    lexicon.coordinators.has(words[at]?.lower ?? '') ||
    ['auch', 'insbesondere', 'selbst', 'nur', 'so', 'vor', 'allem'].includes(words[at]?.lower ?? '')
  ) {
    if (lexicon.subordinators.has(words[at]?.lower ?? '') && words[at]?.lower !== 'auch') break
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
    return finite >= 0 && isLast(words, finite, segment.to, lexicon) && finite > at + 1
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
  return isLast(words, finite, segment.to, lexicon) && finite > at + 1
    ? { word: pronoun, kind: 'relative' }
    : undefined
}

/** A noun or adjective after "der" makes it an article. */
function isArticle(next: Word): boolean {
  return next.capital || /(e|en|er|es)$/.test(next.lower)
}

/** Whether the finite verb closes its stretch, as in dependent clauses; a phrase may be moved behind it. */
function isLast(words: readonly Word[], finite: number, to: number, lexicon: FactGrammar): boolean {
  const next = words[finite + 1]
  if (finite + 1 >= to || next === undefined) return true
  if (lexicon.coordinators.has(next.lower)) return true
  return next.forms.some((form) => form.kind !== 'finite') && finite + 2 >= to
}

function hasInfinitive(words: readonly Word[], segment: Segment, lexicon: FactGrammar): boolean {
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

/** Whether an accusative shows that something else than the speaker follows the verb. */
function hasObject(words: readonly Word[], clause: Predication): boolean {
  const next = words[clause.finite + 1]
  if (next === undefined) return false
  return (
    ['den', 'einen', 'keinen', 'seinen', 'ihren'].includes(next.lower) ||
    words
      .slice(clause.finite + 1, clause.finite + 4)
      .some((word) => ['aber', 'andererseits', 'zugleich', 'jedoch'].includes(word.lower))
  )
}

function firstContent(words: readonly Word[], from: number, lexicon: FactGrammar): number {
  return lexicon.coordinators.has(words[from]?.lower ?? '') ? from + 1 : from
}

function readVerbs(words: readonly Word[], clause: Predication, lexicon: FactGrammar): void {
  const indices = wordsOf(clause)
  const finite = clause.finite >= 0 ? words[clause.finite] : undefined
  const verbs: { at: number; lemma: string; kind: VerbForm['kind'] }[] = []
  const readings = finite?.forms.filter((form) => form.kind === 'finite') ?? []
  const helper = readings.find((form) => form.role !== 'full')
  const first = readings[0]
  if (first !== undefined) {
    clause.tense = (helper ?? first).tense
    // "habe" and "werde" are reported speech unless "ich" says so.
    if (clause.tense === 'k1' && indices.some((i) => words[i]?.lower === 'ich')) clause.tense = 'pres'
    clause.plural = readings.every((form) => form.plural)
      ? true
      : readings.every((form) => !form.plural)
        ? false
        : undefined
  }
  if (helper?.role === 'modal') clause.modal = helper.lemma
  if (helper?.role === 'aux') clause.auxiliary = helper.lemma
  let worden = false
  let participle = false
  let bareInfinitive = false
  for (const i of indices) {
    const word = words[i]
    if (word === undefined || i === clause.finite || (word.capital && i > 0) || word.forms.length === 0)
      continue
    for (const form of word.forms) {
      if (form.kind === 'finite') continue
      if (form.role !== 'full') {
        if (word.lower === 'worden') worden = true
        if (form.lemma === 'werden' && form.kind === 'infinitive') worden = true
        if (form.role === 'modal' && clause.modal === undefined && helper !== undefined)
          clause.modal = form.lemma
        continue
      }
      if (isAttributiveParticiple(words, i, lexicon)) continue
      if (form.kind === 'infinitive' && clause.kind !== 'infinitive' && helper === undefined) continue
      if (
        form.kind === 'participle' &&
        helper === undefined &&
        clause.kind !== 'infinitive' &&
        clause.kind !== 'fragment'
      )
        continue
      const either =
        helper?.lemma === 'werden' &&
        helper.tense !== 'past' &&
        form.kind === 'participle' &&
        word.forms.some((other) => other.kind === 'infinitive' && other.lemma === form.lemma)
      if (form.kind === 'participle' && !either) participle = true
      if (form.kind === 'infinitive') bareInfinitive = true
      if (!verbs.some((known) => known.at === i && known.lemma === form.lemma))
        verbs.push({ at: i, lemma: form.lemma, kind: form.kind })
    }
  }
  if (helper === undefined || (verbs.length === 0 && helper.role === 'aux')) {
    const base = helper ?? first
    if (base !== undefined && clause.finite >= 0) {
      const prefix = separatedPrefix(words, indices, clause.finite, readings, lexicon)
      if (prefix !== undefined) {
        clause.prefix = prefix.at
        for (const lemma of prefix.lemmas) verbs.unshift({ at: clause.finite, lemma, kind: 'finite' })
      } else {
        const lemmas = [...new Set(readings.map((form) => form.lemma))]
        for (const lemma of lemmas) verbs.push({ at: clause.finite, lemma, kind: 'finite' })
      }
    }
  }
  clause.verbs = verbs
  clause.future = helper?.lemma === 'werden' && helper.tense !== 'past' && !participle && bareInfinitive
  clause.passive = participle && (helper?.lemma === 'werden' || worden)
  if (helper?.lemma === 'werden' && helper.tense !== 'past' && participle && worden) clause.future = true
}

function isAttributiveParticiple(
  words: readonly Word[],
  at: number,
  lexicon: FactGrammar | undefined,
): boolean {
  const word = words[at]
  return (
    word !== undefined &&
    /(ene|ten|te|enen|ener|enes|enem)$/.test(word.lower) &&
    words[at + 1]?.capital === true &&
    (lexicon === undefined || (words[at - 1]?.lower ?? '') in lexicon.grammar.determiners)
  )
}

function separatedPrefix(
  words: readonly Word[],
  indices: readonly number[],
  finite: number,
  readings: readonly VerbForm[],
  lexicon: FactGrammar,
): { at: number; lemmas: readonly string[] } | undefined {
  for (let k = indices.length - 1; k >= 0; k -= 1) {
    const at = indices[k]
    if (at === undefined || at <= finite) break
    const word = words[at]
    if (word === undefined || word.capital || !lexicon.prefixes.has(word.lower)) continue
    const next = words[at + 1]
    const closes =
      next === undefined ||
      next.punctuation ||
      lexicon.coordinators.has(next.lower) ||
      indices[k + 1] === undefined ||
      indices[k + 1] !== at + 1
    if (!closes && indices.length - k > 1 && next.lower in lexicon.grammar.determiners) continue
    const lemmas = [
      ...new Set(
        readings.filter((form) => form.role === 'full' || true).map((form) => `${word.lower}|${form.base}`),
      ),
    ].filter((lemma) => lexicon.lemmas.has(lemma))
    if (lemmas.length > 0) return { at, lemmas }
  }
  return undefined
}

/** Indices of the words of a clause in order. */
export function wordsOf(clause: Predication): number[] {
  const indices: number[] = []
  for (const { from, to } of clause.ranges) for (let i = from; i < to; i += 1) indices.push(i)
  return indices
}

export function holdsWord(clause: Predication, at: number): boolean {
  return clause.ranges.some((range) => range.from <= at && at < range.to)
}
