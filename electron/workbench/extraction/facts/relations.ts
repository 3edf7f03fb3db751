import { typeOf } from './codebook-index.ts'
import type { ExtractedMention, ExtractedSlot, FactTime } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, polarityOf, timeOf } from './circumstances.ts'
import type { Predication } from './clauses.ts'
import { nounStem } from './compile.ts'
import { complementClause } from './complement.ts'
import { addSlots, fillFromSubject, type FillContext } from './fill.ts'
import { attributesOf, clauseSpans } from './match.ts'
import { phraseSpan } from './circumstances.ts'
import { actorSlot, hull, inferredSlot, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import type { Actor, Phrase } from './phrases.ts'
import type { SentenceReading } from './roles.ts'

/** Facts told by nouns, numbers and grades rather than verbs. `busy` are clauses that already say something. */
export function findRelations(
  context: FillContext,
  reading: SentenceReading,
  day: string | undefined,
  busy: ReadonlySet<number>,
): Proposal[] {
  return [
    ...anniversaries(context, reading),
    ...partnerships(context, reading, day, busy),
    ...capitals(context, reading),
    ...locations(context, reading),
    ...measures(context, reading),
    ...regimes(context, reading),
  ]
}

function base(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  type: string,
  rule: string,
  prior: number,
  slots: ExtractedSlot[],
  evidence: Span | undefined,
): Proposal {
  return {
    type, kind: typeOf(context.codebook, type)?.kind ?? 'relation', rule, ruleVersion: 1, prior, trigger: undefined,
    evidence: evidence === undefined ? [] : [evidence], slots, time: undefined, modality: modalityOf(reading, clause, context.lexicon),
    polarity: polarityOf(reading, clause, context.lexicon), voice: undefined, sentence: reading.sentence.index, clause: clause.id,
    conflictsWith: [], states: !['capital_of', 'located_in', 'relation_status'].includes(type), wording: evidence === undefined ? '' : context.text.slice(evidence.start, evidence.end),
  } // prettier-ignore
}

function clauseAt(reading: SentenceReading, phrase: Phrase): Predication | undefined {
  return reading.clauses[reading.clauseAt[phrase.head] ?? -1]
}

function wordSpan(reading: SentenceReading, from: number, to: number): Span | undefined {
  const start = reading.words[from]?.start
  const end = reading.words[to - 1]?.end
  return start === undefined || end === undefined || end <= start ? undefined : { start, end }
}

function listed(reading: SentenceReading, first: Phrase): readonly Actor[] {
  return reading.phrases
    .filter((phrase) => phrase.id === first.id || phrase.coordinatedWith === first.id)
    .flatMap((phrase) => phrase.actor ?? [])
}

/** "den 75. Jahrestag der Aufnahme diplomatischer Beziehungen", and what is commemorated as a fact of its own. */
function anniversaries(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  const stems = context.lexicon.anniversaryNouns
  for (const noun of reading.phrases) {
    const clause = clauseAt(reading, noun)
    const head = reading.words[noun.head]
    if (clause === undefined || head === undefined || noun.pronoun) continue
    const relations =
      /^beziehungen$/.test(head.lower) && /diplomatisch/.test(phraseText(context, reading, noun))
    const years = relations ? reading.phrases[noun.id - 1] : undefined
    const span =
      years !== undefined &&
      noun.genitiveOf === years.id &&
      /jahre$/.test(reading.words[years.head]?.lower ?? '')
        ? years
        : undefined
    if (nounStem(head.lower, stems) === undefined && span === undefined) continue
    const attributes = attributesOf(reading, noun)
    const ordinal = ordinalOf(reading, span ?? noun)
    const of = span === undefined ? attributes.filter((phrase) => phrase.genitiveOf >= 0) : [noun]
    const ofSpan = hull(of.flatMap((phrase) => phraseSpan(reading, phrase) ?? []))
    if (ofSpan === undefined || ordinal === undefined) continue
    const between = attributes.find((phrase) => phrase.prep === 'zwischen' && phrase.actor !== undefined)
    const slots: ExtractedSlot[] = []
    const subject = reading.subjects[clause.id]
    if (subject !== undefined)
      addSlots(
        slots,
        fillFromSubject('party', subject, reading.sentence).filter((slot) => slot.entity !== undefined),
      )
    if (slots.length === 0 && between !== undefined)
      addSlots(
        slots,
        listed(reading, between).map((actor) => actorSlot('party', actor)),
      )
    const number = ordinalValue(ordinal)
    slots.push({ ...mentionSlot('ordinal', ordinal), ...(number === undefined ? {} : { norm: number }) })
    const named = of.flatMap(
      (phrase) =>
        reading.words[phrase.head]?.mentions.filter(
          (mention) => ['DOCU', 'EVT'].includes(mention.type) && mention.entity !== null,
        ) ?? [],
    )[0]
    const plain = textSlot('of', context.text, {
      start:
        of[0] === undefined
          ? ofSpan.start
          : (reading.words[firstWord(reading, of[0])]?.start ?? ofSpan.start),
      end: ofSpan.end,
    })
    slots.push(named === undefined ? plain : mentionSlot('of', named))
    const dates = reading.sentence.mentions.filter(
      (mention) => mention.type === 'DATE' && mention.start >= ofSpan.end && mention.start - ofSpan.end < 90,
    )
    const inClause = reading.sentence.mentions.filter(
      (mention) =>
        mention.type === 'DATE' &&
        clause.ranges.some(
          (range) =>
            (reading.words[range.from]?.start ?? Infinity) <= mention.start &&
            mention.end <= (reading.words[range.to - 1]?.end ?? -1),
        ),
    )
    const [past, present] = pairOf(dates, number)
    const nearest =
      present ??
      inClause
        .filter((mention) => mention !== past)
        .sort((a, b) => Math.abs(a.start - head.start) - Math.abs(b.start - head.start))[0]
    const time = nearest === undefined ? undefined : timeOf(nearest)
    const last = Math.max(ofSpan.end, between === undefined ? 0 : (reading.words[between.to - 1]?.end ?? 0))
    const several =
      reading.phrases.filter(
        (other) =>
          nounStem(reading.words[other.head]?.lower ?? '', stems) !== undefined &&
          reading.clauseAt[other.head] === clause.id,
      ).length > 1
    const closing = dates.length > 0 ? Math.max(last, dates.at(-1)?.end ?? 0) : last
    const told = several
      ? [
          { start: reading.words[noun.from]?.start ?? head.start, end: closing },
          ...(found.length === 0
            ? clauseSpans(reading, clause).map((own) => ({ start: own.start, end: own.start + 1 }))
            : []),
        ]
      : clauseSpans(reading, clause).map((own) => ({ start: own.start, end: Math.max(last, own.end) }))
    const evidence = hull(told) ?? ofSpan
    const anniversary = base(
      context,
      reading,
      clause,
      'anniversary',
      'anniversary.noun',
      0.8,
      slots,
      evidence,
    )
    anniversary.trigger = { start: head.start, end: head.end }
    anniversary.time = time
    found.push(anniversary)
    const derived = commemorated(context, reading, clause, anniversary, ofSpan, last, past, number)
    if (derived !== undefined) found.push(derived)
  }
  return found
}

function firstWord(reading: SentenceReading, phrase: Phrase): number {
  return phrase.determiner === undefined
    ? phrase.from
    : phrase.from + 1 < phrase.to
      ? phrase.from + 1
      : phrase.from
}

function phraseText(context: FillContext, reading: SentenceReading, phrase: Phrase): string {
  const span = wordSpan(reading, phrase.from, phrase.to)
  return span === undefined ? '' : context.text.slice(span.start, span.end).toLowerCase()
}

function ordinalOf(reading: SentenceReading, phrase: Phrase): ExtractedMention | undefined {
  for (let at = phrase.from; at < phrase.to; at += 1) {
    const found = reading.words[at]?.mentions.find((mention) =>
      ['ORDINAL', 'NUM', 'DURATION', 'QUANT'].includes(mention.type),
    )
    if (found !== undefined) return found
  }
  return undefined
}

function ordinalValue(mention: ExtractedMention): number | undefined {
  const value = mention.norm?.value
  if (typeof value === 'number') return value
  const digits = /\d+/.exec(typeof value === 'string' ? value : mention.surface)?.[0]
  return digits === undefined ? undefined : Number(digits)
}

/** "(Juni 1994 – Juni 2024)": the earlier and the later date. */
function pairOf(
  dates: readonly ExtractedMention[],
  years: number | undefined,
): readonly [ExtractedMention | undefined, ExtractedMention | undefined] {
  const [first, second] = dates
  const a = Number(first?.norm?.iso?.slice(0, 4))
  const b = Number(second?.norm?.iso?.slice(0, 4))
  if (first !== undefined && second !== undefined && years !== undefined && b - a === years)
    return [first, second]
  return [undefined, undefined]
}

function commemorated(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  anniversary: Proposal,
  of: Span,
  end: number,
  past: ExtractedMention | undefined,
  years: number | undefined,
): Proposal | undefined {
  const words = context.text.slice(of.start, of.end).toLowerCase()
  const diplomatic = context.lexicon.relations.diplomaticRelations.some((name) => words.includes(name))
  const signed = /unterzeichnung|abschluss(?:es)?\b/.test(words)
  if (!diplomatic && !signed) return undefined
  const parties = anniversary.slots.filter((slot) => slot.role === 'party')
  const slots: ExtractedSlot[] = [...parties]
  if (signed) {
    const instrument = reading.sentence.mentions.find(
      (mention) =>
        mention.type === 'DOCU' && mention.start >= of.start && mention.end <= Math.max(end, of.end),
    )
    if (instrument === undefined) return undefined
    slots.push(mentionSlot('instrument', instrument))
    const inside = reading.sentence.mentions.filter(
      (mention) =>
        mention.type === 'GPE' &&
        mention.start >= instrument.start &&
        mention.end <= instrument.end &&
        mention.entity !== null,
    )
    if (inside.length > 1) {
      slots.splice(0, parties.length)
      slots.push(...inside.map((mention) => mentionSlot('party', mention)))
    }
  }
  const fact = base(
    context,
    reading,
    clause,
    signed ? 'agreement_signed' : 'diplomatic_relations',
    'anniversary.derived',
    0.7,
    slots,
    { start: of.start, end: Math.max(end, of.end) },
  )
  fact.trigger = { start: of.start, end: of.end }
  fact.modality = 'asserted'
  fact.derivedFrom = anniversary
  fact.time = past === undefined ? yearsBefore(anniversary.time, years) : timeOf(past)
  return fact
}

function yearsBefore(time: FactTime | undefined, years: number | undefined): FactTime | undefined {
  const year = Number(time?.iso.slice(0, 4))
  if (time === undefined || years === undefined || !Number.isInteger(year) || year - years < 1)
    return undefined
  const month = /^\d{4}-(\d{2})/.exec(time.iso)?.[1]
  const iso =
    String(year - years).padStart(4, '0') +
    (month !== undefined && time.precision === 'month' ? `-${month}` : '')
  return {
    iso,
    precision: iso.length > 4 ? 'month' : 'year',
    basis: 'derived',
    rule: `${time.iso} minus P${String(years)}Y`,
    inferred: ['all'],
  }
}

/** "die umfassende strategische Partnerschaft zwischen A und B" holds; raised or announced it changes. */
function partnerships(
  context: FillContext,
  reading: SentenceReading,
  day: string | undefined,
  busy: ReadonlySet<number>,
): Proposal[] {
  const { lexicon } = context
  const found: Proposal[] = []
  const stems = lexicon.partnershipNouns
  for (const noun of reading.phrases) {
    const clause = clauseAt(reading, noun)
    const head = reading.words[noun.head]
    if (
      clause === undefined ||
      head === undefined ||
      noun.pronoun ||
      nounStem(head.lower, stems) === undefined
    )
      continue
    const level = head.mentions.find((mention) => mention.type === 'LEVEL')
    const graded = gradeStart(reading, noun, lexicon.relations.partnershipGrades)
    if (level === undefined && graded < 0) continue
    const person = /partner[ns]?$/.test(head.lower)
    const attributes = attributesOf(reading, noun)
    const others = attributes.filter(
      (phrase) =>
        phrase.actor !== undefined &&
        (phrase.genitiveOf === noun.id || ['mit', 'zwischen', 'von', 'für'].includes(phrase.prep ?? '')),
    )
    const partners = others.flatMap((phrase) => listed(reading, phrase))
    const inner = innerGenitive(reading, noun)
    const subject = reading.subjects[clause.id]
    const object = (reading.phrasesOf[clause.id] ?? []).find(
      (phrase) =>
        phrase.prep === undefined &&
        phrase.genitiveOf < 0 &&
        phrase.id !== subject?.phrase?.id &&
        phrase.actor !== undefined &&
        phrase.id !== noun.id,
    )
    const changes =
      clause.verbs.some((verb) => lexicon.relations.raising.includes(verb.lemma)) ||
      (clause.auxiliary === 'werden' &&
        !clause.passive &&
        clause.verbs.every((verb) => verb.lemma === 'werden'))
    const levelSlot =
      level !== undefined
        ? mentionSlot('level', level)
        : textSlot('level', context.text, wordSpan(reading, graded, noun.head + 1) ?? head)
    const all = [
      ...(subject?.actors ?? []),
      ...(object?.actor === undefined || !person ? [] : [object.actor]),
      ...partners,
      ...inner,
    ]
    const distinct = all.filter((actor, at) => all.findIndex((other) => other.entity === actor.entity) === at)
    const spans = clauseSpans(reading, clause)
    if (changes && (distinct.length > 1 || distinct.some((actor) => actor.mention.type === 'GROUP'))) {
      const agents =
        subject?.actors.length === 0 || subject === undefined ? distinct.slice(0, 1) : subject.actors
      const slots: ExtractedSlot[] = agents.map((actor) => actorSlot('agent', actor))
      for (const actor of distinct)
        if (!agents.some((agent) => agent.entity === actor.entity))
          addSlots(slots, [actorSlot('recipient', actor)])
      slots.push(levelSlot)
      const ordinal = ordinalOf(reading, noun)
      const first = firstOrdinal(reading, noun)
      if (ordinal !== undefined) slots.push(mentionSlot('ordinal', ordinal))
      else if (first !== undefined) slots.push(textSlot('ordinal', context.text, first, 1))
      const region = attributes.find((phrase) => phrase.prep === 'in')
      const where =
        region === undefined
          ? undefined
          : reading.words[region.head]?.mentions.find(
              (mention) => mention.type === 'LOC' && mention.entity !== null,
            )
      if (where !== undefined) slots.push(mentionSlot('region', where))
      const fact = base(
        context,
        reading,
        clause,
        'relation_change',
        'partnership.raised',
        0.75,
        slots,
        spans[0],
      )
      const verb = reading.words[clause.verbs[0]?.at ?? clause.finite]
      fact.trigger = verb === undefined ? undefined : { start: verb.start, end: verb.end }
      found.push(fact)
      continue
    }
    if (busy.has(clause.id) && person) continue
    const parties = partners.length > 1 ? partners : distinct
    const group = parties.some((actor) => actor.mention.type === 'GROUP')
    if (parties.length < 2 && !group) continue
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      parties.slice(0, 6).map((actor) => actorSlot('party', actor)),
    )
    slots.push(levelSlot)
    if (day !== undefined) slots.push(inferredSlot('validAt', day, 'day of the article'))
    const own = hull([
      wordSpan(reading, noun.prep === undefined ? noun.from : noun.from - 1, noun.to) ?? head,
      ...attributes.flatMap((phrase) => wordSpan(reading, phrase.from, phrase.to) ?? []),
      ...slots.flatMap((slot) =>
        slot.start === undefined || slot.end === undefined ? [] : [{ start: slot.start, end: slot.end }],
      ),
    ])
    const fact = {
      ...base(context, reading, clause, 'relation_status', 'partnership.holds', 0.65, slots, own),
      states: noun.prep === undefined && noun.genitiveOf < 0,
    }
    fact.modality = 'asserted'
    found.push(fact)
  }
  return found
}

function innerGenitive(reading: SentenceReading, noun: Phrase): readonly Actor[] {
  if (noun.owner !== undefined) return [noun.owner]
  for (let at = noun.head + 1; at < noun.to; at += 1) {
    const mention = reading.words[at]?.mentions.find(
      (candidate) => candidate.type === 'GPE' && candidate.entity !== null,
    )
    if (mention !== undefined) return [{ entity: mention.entity ?? '', mention }]
  }
  const mention = reading.words[noun.to - 1]?.mentions.find(
    (candidate) => candidate.type === 'GPE' && candidate.entity !== null,
  )
  return mention === undefined ? [] : [{ entity: mention.entity ?? '', mention }]
}

function gradeStart(reading: SentenceReading, noun: Phrase, grades: readonly string[]): number {
  for (let at = noun.from; at < noun.head; at += 1)
    if (grades.includes(reading.words[at]?.lower ?? '')) return at
  return -1
}

function firstOrdinal(reading: SentenceReading, noun: Phrase): Span | undefined {
  for (let at = noun.from; at < noun.head; at += 1) {
    const word = reading.words[at]
    if (word !== undefined && /^erste[rsnm]?$/.test(word.lower)) return { start: word.start, end: word.end }
  }
  return undefined
}

/** "der vietnamesischen Hauptstadt Hanoi", "Hanoi, die Hauptstadt Vietnams". */
function capitals(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const [at, word] of reading.words.entries()) {
    if (!context.lexicon.relations.capital.includes(word.lower)) continue
    const clause = reading.clauses[reading.clauseAt[at] ?? -1]
    const city = reading.words[at + 1]?.mentions.find(
      (mention) =>
        mention.type === 'GPE' && mention.start === reading.words[at + 1]?.start && mention.entity !== null,
    )
    const before = reading.words[at - 1]?.mentions.find(
      (mention) => (mention.type === 'DEM' || mention.type === 'GPE') && mention.entity !== null,
    )
    if (clause === undefined || city === undefined || before === undefined || city.entity === before.entity)
      continue
    const slots = [mentionSlot('place', city), mentionSlot('of', before)]
    const fact = base(context, reading, clause, 'capital_of', 'capital.apposition', 0.85, slots, {
      start: before.start,
      end: city.end,
    })
    fact.modality = 'asserted'
    fact.polarity = 'pos'
    found.push(fact)
  }
  return found
}

/** "die Provinz X im Süden des Landes", "X im Norden Malis". */
function locations(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const head = reading.words[phrase.head]
    const before = reading.phrases[phrase.id - 1]
    const clause = clauseAt(reading, phrase)
    if (
      phrase.prep !== 'in' ||
      head === undefined ||
      before === undefined ||
      clause === undefined ||
      before.to !== phrase.from - 1
    )
      continue
    if (
      !/^(?:nord|süd|ost|west|nordost|nordwest|südost|südwest)en$|^zentrum$/.test(
        reading.words[phrase.from]?.lower ?? '',
      )
    )
      continue
    const place = reading.words[before.to - 1]?.mentions.find(
      (mention) => (mention.type === 'GPE' || mention.type === 'LOC') && mention.entity !== null,
    )
    if (place === undefined) continue
    const next = reading.phrases[phrase.id + 1]
    const whole =
      innerGenitive(reading, phrase)[0] ??
      (next !== undefined && (next.genitiveOf === phrase.id || next.prep === 'von') ? next.actor : undefined)
    if (whole === undefined || whole.entity === place.entity) continue
    const area = wordSpan(reading, phrase.from - 1, phrase.to)
    const slots: ExtractedSlot[] = [mentionSlot('place', place), actorSlot('in', whole)]
    if (area !== undefined) slots.push(textSlot('area', context.text, area))
    const fact = base(
      context,
      reading,
      clause,
      'located_in',
      'location.part',
      0.75,
      slots,
      hull([place, whole.mention, ...(area === undefined ? [] : [area])]),
    )
    fact.modality = 'asserted'
    fact.polarity = 'pos'
    found.push(fact)
  }
  return found
}

/** An indicator with an amount: reported ("erreichte", "von"), or aimed at ("auf … zu erhöhen"). */
function measures(context: FillContext, reading: SentenceReading): Proposal[] {
  const { lexicon } = context
  const found: Proposal[] = []
  const stems = lexicon.indicatorNouns
  for (const value of reading.sentence.mentions) {
    if (value.type !== 'MONEY' && value.type !== 'QUANT' && value.type !== 'NUM') continue
    const at = reading.words.findIndex((word) => word.start >= value.start)
    const clause = reading.clauses[reading.clauseAt[at] ?? -1]
    if (clause === undefined) continue
    const phrases = reading.phrasesOf[clause.id] ?? []
    const isIndicator = (phrase: Phrase): boolean =>
      !phrase.pronoun && nounStem(reading.words[phrase.head]?.lower ?? '', stems) !== undefined
    const parent =
      clause.kind === 'relative' || clause.kind === 'infinitive'
        ? (reading.phrasesOf[clause.parent] ?? [])
        : []
    const indicator = phrases.find(isIndicator) ?? parent.findLast(isIndicator)
    const raises =
      clause.kind === 'infinitive' &&
      clause.verbs.some((verb) =>
        [
          'erhöhen',
          'steigern',
          'verdoppeln',
          'verdreifachen',
          'an|heben',
          'bringen',
          'aus|bauen',
          'senken',
        ].includes(verb.lemma),
      )
    const wanted =
      raises && value.type !== 'NUM'
        ? phrases.find(
            (phrase) =>
              phrase.prep === undefined && phrase.genitiveOf < 0 && !phrase.pronoun && !phrase.value,
          )
        : undefined
    const counted = phrases.find(
      (phrase) => isIndicator(phrase) && reading.words[phrase.head]?.mentions.includes(value) === true,
    )
    const chosen = counted ?? indicator ?? wanted
    if (chosen === undefined) continue
    const aims =
      (raises || clause.verbs.some((verb) => lexicon.relations.targetVerbs.includes(verb.lemma))) &&
      (clause.modal === 'wollen' || clause.kind === 'infinitive' || clause.modal === 'sollen')
    const tells =
      clause.verbs.some((verb) => lexicon.relations.measureVerbs.includes(verb.lemma)) ||
      (clause.auxiliary === 'haben' && clause.verbs.length === 0) ||
      clause.auxiliary === 'sein'
    const attached = attributesOf(reading, chosen).some(
      (phrase) =>
        phrase.prep === 'von' &&
        reading.words.slice(phrase.from, phrase.to).some((word) => word.mentions.includes(value)),
    )
    if (!aims && !tells && !attached) continue
    if (value.type === 'NUM' && !attached && !tells) continue
    const span = phraseSpan(reading, chosen)
    if (span === undefined) continue
    const norm = lexicon.relations.indicators[nounStem(reading.words[chosen.head]?.lower ?? '', stems) ?? '']
    const subject = reading.subjects[clause.id]
    const between = [...phrases, ...parent].find(
      (phrase) => ['zwischen', 'mit'].includes(phrase.prep ?? '') && phrase.actor !== undefined,
    )
    const around = [
      ...(between === undefined ? [] : listed(reading, between)),
      ...innerGenitive(reading, chosen),
    ]
    const parties =
      aims && (subject?.actors.length ?? 0) > 0
        ? (subject?.actors ?? [])
        : [...(subject?.actors ?? []), ...around]
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      parties.map((actor) => actorSlot(aims ? 'holder' : 'party', actor)),
    )
    if (aims && slots.length === 0) continue
    if (slots.length === 0) addSlots(slots, nearbyParties(reading, clause))
    slots.push(textSlot('indicator', context.text, span, norm), mentionSlot('value', value))
    const deadline = aims
      ? reading.sentence.mentions.find(
          (mention) =>
            mention.type === 'DATE' &&
            context.text.slice(Math.max(0, mention.start - 4), mention.start) === 'bis ',
        )
      : undefined
    if (deadline !== undefined) slots.push(mentionSlot('deadline', deadline))
    const own = hull([
      ...clauseSpans(reading, clause),
      span,
      ...(clause.kind === 'infinitive' && clause.parent >= 0
        ? clauseSpans(reading, reading.clauses[clause.parent] ?? clause)
        : []),
    ])
    const fact = base(
      context,
      reading,
      clause,
      aims ? 'target' : 'measure',
      aims ? 'target.amount' : 'measure.amount',
      0.65,
      slots,
      own,
    )
    if (aims) fact.modality = 'planned'
    found.push(fact)
  }
  return [...found, ...goals(context, reading)]
}

/** Where the clause names no party, those of the main clause or the group the sentence speaks of. */
function nearbyParties(reading: SentenceReading, clause: Predication): readonly ExtractedSlot[] {
  for (const other of reading.clauses) {
    const actors = reading.subjects[other.id]?.actors ?? []
    if (other.id !== clause.id && other.kind === 'main' && actors.length > 0)
      return actors.map((actor) => actorSlot('party', actor))
  }
  return []
}

/** "Vietnams Ziel, bis 2040 … zu werden". */
function goals(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const head = reading.words[phrase.head]
    const clause = clauseAt(reading, phrase)
    if (head === undefined || clause === undefined || head.lower !== 'ziel') continue
    const complement = complementClause(reading, clause, context.lexicon)
    const subject = reading.subjects[clause.id]
    const holder =
      phrase.owner ??
      attributesOf(reading, phrase).find((attribute) => attribute.genitiveOf === phrase.id)?.actor ??
      subject?.actors[0]
    const number =
      complement === undefined
        ? undefined
        : reading.sentence.mentions.find(
            (mention) =>
              ['NUM', 'QUANT', 'MONEY', 'ORDINAL'].includes(mention.type) &&
              mention.start >= complement.start &&
              mention.end <= complement.end,
          )
    const deadline =
      complement === undefined
        ? undefined
        : reading.sentence.mentions.find(
            (mention) =>
              mention.type === 'DATE' && mention.start >= complement.start && mention.end <= complement.end,
          )
    if (complement === undefined || holder === undefined || (number === undefined && deadline === undefined))
      continue
    const slots: ExtractedSlot[] = [
      actorSlot('holder', holder),
      textSlot('measure', context.text, complement),
    ]
    if (deadline !== undefined) slots.push(mentionSlot('deadline', deadline))
    const fact = base(
      context,
      reading,
      clause,
      'target',
      'target.goal',
      0.65,
      slots,
      hull([
        ...(holder.mention.end <= head.start && phrase.owner !== undefined ? [holder.mention] : []),
        wordSpan(reading, phrase.from, phrase.to) ?? head,
        complement,
      ]),
    )
    fact.trigger = { start: head.start, end: head.end }
    fact.modality = 'planned'
    fact.time = deadline === undefined ? undefined : timeOf(deadline)
    found.push(fact)
  }
  return found
}

/** Arrangements are free of something ("visumfrei", "Freihandel") or unions: cheap to see before looking closer. */
function mayBeRegime(reading: SentenceReading, phrase: Phrase): boolean {
  for (let at = phrase.from; at < phrase.to; at += 1) {
    const lower = reading.words[at]?.lower ?? ''
    if (lower.includes('frei') || lower.includes('union')) return true
  }
  return false
}

/** "ein visumfreies Reiseregime": an arrangement that holds between the parties. */
function regimes(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const clause = clauseAt(reading, phrase)
    if (clause === undefined || phrase.pronoun || !mayBeRegime(reading, phrase)) continue
    const words = phraseText(context, reading, phrase)
    const regime = Object.entries(context.lexicon.relations.regimes).find(([stem]) => words.includes(stem))
    const subject = reading.subjects[clause.id]
    const holds =
      clause.verbs.some((verb) =>
        ['gelten', 'bestehen', 'haben', 'genießen', 'führen', 'ein|führen'].includes(verb.lemma),
      ) || clause.auxiliary === 'haben'
    if (regime === undefined || !holds) continue
    const between = (reading.phrasesOf[clause.id] ?? []).find(
      (other) => ['zwischen', 'mit'].includes(other.prep ?? '') && other.actor !== undefined,
    )
    const actors = [...(subject?.actors ?? []), ...(between === undefined ? [] : listed(reading, between))]
    const span = phraseSpan(reading, phrase)
    if (actors.length === 0 || span === undefined) continue
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      actors.map((actor) => actorSlot('party', actor)),
    )
    slots.push(textSlot('regime', context.text, span, regime[1]))
    found.push(
      base(
        context,
        reading,
        clause,
        'regime',
        'regime.holds',
        0.7,
        slots,
        hull([...actors.map((actor) => actor.mention), span]),
      ),
    )
  }
  return found
}
