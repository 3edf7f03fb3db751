import { findDocument } from './documents.ts'
import { namedParts } from './gazetteer.ts'
import { dictionaryForm, label, nominativeNoun, relationEnd, withAttributes } from './labels.ts'
import { findLevels } from './levels.ts'
import { belongingAt } from './phrases.ts'
import { quotedEvent, wordKind } from './word-kinds.ts'
import { isCapitalised, type SentenceWork } from './work.ts'

/** Partnership grades, events and formats, documents, policies and works. */
export function findThings(work: SentenceWork): void {
  findLevels(work)
  for (let at = 0; at < work.tokens.length; at += 1) {
    const token = work.tokens[at]
    if (!work.is(at, wordKind.thing) && (at === 0 || !work.is(at - 1, wordKind.eventAdjective))) continue
    if (token === undefined || !isCapitalised(token)) continue
    const covering = work.at(at)
    if (covering !== undefined && covering.type !== 'GPE' && covering.type !== 'ORG') continue
    if (
      covering !== undefined &&
      covering.to - covering.from === 1 &&
      covering.end - covering.start === token.end - token.start
    )
      continue
    findQuotedEvent(work, at)
    findEvent(work, at)
    findDocument(work, at)
    findPolicy(work, at)
    findWork(work, at)
  }
}

/** "Manöver „Freedom Shield“", "die Operation „Xyz“": the noun announces the name of what is done. */
function findQuotedEvent(work: SentenceWork, at: number): void {
  if (work.tokens[at + 1]?.kind !== 'quote-open' || !isCapitalised(work.tokens[at + 2])) return
  if (!quotedEvent.test(work.lower(at))) return
  let end = at + 2
  while (end < at + 8 && ['word', 'number', 'abbreviation'].includes(work.tokens[end]?.kind ?? '')) end += 1
  if (work.tokens[end]?.kind !== 'quote-close') return
  for (let inside = at + 2; inside < end; inside += 1) {
    const item = work.at(inside)
    if (item !== undefined && item.from >= at + 2 && item.to <= end) work.remove(item)
  }
  label(work, {
    from: at + 2,
    to: end,
    type: 'EVT',
    form: 'name',
    rule: 'mention.event.quoted',
    prior: 0.8,
    canonical: work.text.slice(work.tokens[at + 2]?.start, work.tokens[end - 1]?.end),
  })
}

function findEvent(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined) return
  const { eventHeads, eventAdjectives } = work.pack.words
  const lower = token.lower
  const compound = work.is(at, wordKind.hyphen)
  const last = compound ? lower.slice(lower.lastIndexOf('-') + 1) : lower
  const adjective = eventAdjectives.get(work.lower(at - 1))
  if (adjective !== undefined && [...adjective].some((head) => lower.endsWith(head))) {
    const to = relationEnd(work, at + 1)
    const canonical = dictionaryForm([work.word(at - 1), nominativeNoun(token.text)], 'er')
    label(work, {
      from: withAttributes(work, at - 1),
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.format',
      prior: 0.85,
      canonical: canonical.charAt(0).toUpperCase() + canonical.slice(1),
    })
    return
  }
  if (compound && eventHeads.has(last)) {
    const parts = namedParts(work, token)
    const first = token.text.slice(0, token.text.indexOf('-'))
    const adjectival = parts.length > 0 && parts.every((part) => part.demonym)
    if (parts.length === 0 && !/^\p{Lu}[\p{Lu}\d]+$/u.test(first) && !isPersonPart(work, first)) return
    if (adjectival) return
    const from = withAttributes(work, at)
    const to = relationEnd(work, at + 1)
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.compound',
      prior: 0.85,
      canonical: nominativeNoun(token.text),
    })
    return
  }
  const tail = work.pack.words.eventTails.ends(lower)
  if (!eventHeads.has(lower) && !tail) return
  const from = withAttributes(work, at)
  let to = relationEnd(work, at + 1)
  const held = work.at(at + 2)
  if (/kulturtagen?$/.test(lower) && work.lower(at + 1) === 'in' && held?.type === 'GPE') to = held.to
  const citizens = from < at && work.pack.citizens.has(work.word(from))
  const proper = from < at && work.at(from) === undefined
  const festival =
    /(?:kulturtage|kulturtagen|regierungskonsultationen|mechanismus|gipfel|gipfels|gipfeltreffen|gipfeltreffens|sicherheitskonferenz|dialogs?|manövern?|forums?)$/.test(
      lower,
    )
  if (to > at + 1 && /mechanismus|dialog|gipfel|konsultationen|forum|format/.test(lower)) {
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.between',
      prior: 0.8,
      canonical: nominativeNoun(token.text),
    })
  } else if (from < at && (citizens || proper || festival)) {
    label(work, {
      from,
      to,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.attribute',
      prior: 0.75,
      canonical: work.text.slice(work.tokens[from]?.start, token.end),
    })
  } else if (
    /^(?:friedens|wiederaufbau|geber|klima|sicherheits|wirtschafts|welt|sonder|regierungs|impf|afrika|westbalkan|ostasien|korea)/.test(
      lower,
    ) &&
    /(?:gipfel|gipfels|konferenz|forum|forums|konsultationen|konsultationsmechanismus)$/.test(lower)
  ) {
    label(work, {
      from: at,
      to: at + 1,
      type: 'EVT',
      form: 'name',
      rule: 'mention.event.noun',
      prior: 0.6,
      canonical: nominativeNoun(token.text),
    })
  }
}

function isPersonPart(work: SentenceWork, part: string): boolean {
  return work.pack.names.family(part).length > 0 && !work.pack.nouns.likely(part)
}

function findPolicy(work: SentenceWork, at: number): void {
  const token = work.tokens[at]
  if (token === undefined) return
  const { policyCompounds } = work.pack.words
  if (work.is(at, wordKind.hyphen)) {
    const last = token.lower.slice(token.lower.lastIndexOf('-') + 1)
    if (
      !work.pack.words.policyTails.ends(last) ||
      (namedParts(work, token).length === 0 && !/^\p{Lu}/u.test(token.text))
    )
      return
    if (namedParts(work, token).length === 0) return
    label(work, {
      from: at,
      to: at + 1,
      type: 'POLICY',
      form: 'name',
      rule: 'mention.policy.compound',
      prior: 0.75,
      canonical: token.text,
    })
  } else if (policyCompounds.has(token.lower)) {
    const belonging = belongingAt(work, at + 1)
    label(work, {
      from: at,
      to: belonging?.to ?? at + 1,
      type: 'POLICY',
      form: 'nominal',
      rule: 'mention.policy.noun',
      prior: 0.6,
      canonical: token.text,
    })
  }
}

/** "Atomkraftwerk Saporischschja", "Windpark Xyz". */
function findWork(work: SentenceWork, at: number): void {
  if (!work.pack.words.works.has(work.word(at))) return
  const next = work.at(at + 1)
  const end =
    next?.type === 'GPE' && next.from === at + 1
      ? next.to
      : isCapitalised(work.tokens[at + 1]) &&
          !work.pack.nouns.likely(work.word(at + 1)) &&
          work.at(at + 1) === undefined
        ? at + 2
        : at
  if (end === at) return
  const to = /^\d+$/.test(work.word(end)) || /^I{1,3}$/.test(work.word(end)) ? end + 1 : end
  const canonical = `${work.word(at).replace(/e?s$/, '')} ${work.text.slice(work.tokens[at + 1]?.start, work.tokens[to - 1]?.end)}`
  label(work, {
    from: at,
    to,
    type: 'PROJECT',
    form: 'name',
    rule: 'mention.work',
    prior: 0.8,
    canonical,
  })
}
