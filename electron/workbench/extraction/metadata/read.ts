import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import type { SentenceTokens, SourceText, ValueMention, Zones } from '../document.ts'
import { findValues } from '../values/find.ts'
import { isAhead } from '../values/tense.ts'
import { readPage, type MetadataLexicon } from './page.ts'

/** German running text has at least this share of the words that open German sentences and phrases. */
const germanShare = 0.12

/** Stage 2: what is known about the article. The dates of the text are read on the way. */
export function readMetadata(
  source: SourceText,
  zones: Zones,
  sentences: readonly SentenceTokens[],
  lexicon: MetadataLexicon,
): ArticleMetadata {
  const page = readPage(source, zones, lexicon)
  return completeMetadata(page, sentences, findValues(source, sentences, page, lexicon.values), lexicon)
}

/**
 * Adds what only the text tells: its language, the day of what it reports, and, where the page gave no day of
 * publication, the reported day as its lower bound.
 */
export function completeMetadata(
  page: ArticleMetadata,
  sentences: readonly SentenceTokens[],
  values: readonly ValueMention[],
  lexicon: MetadataLexicon,
): ArticleMetadata {
  const reported = reportedDay(sentences, values, lexicon, page.publicationDate)
  const iso = reported?.norm?.iso?.slice(0, 10)
  const lang = {
    value: isGerman(sentences, lexicon) ? 'de' : 'und',
    basis: 'derived' as const,
    rule: 'function-words',
  }
  if (reported === undefined || iso === undefined) return { ...page, lang }
  const span = { start: reported.start, end: reported.end, surface: reported.surface }
  const basis = reported.norm?.basis ?? 'derived'
  const rule = reported.norm?.rule
  const eventDate = {
    value: iso,
    span,
    basis,
    precision: 'day' as const,
    ...(rule === undefined ? {} : { rule }),
  }
  const complete = { ...page, lang, eventDate }
  if (page.publicationDate !== undefined) return complete
  return {
    ...complete,
    publicationDate: {
      value: iso,
      basis: 'inferred',
      precision: 'day',
      rule: 'same-day-report',
      note: 'lower bound',
    },
  }
}

/**
 * The first day that lead, body or caption state, unless it is announced or lies behind the day of publication: the day
 * of what is reported.
 */
function reportedDay(
  sentences: readonly SentenceTokens[],
  values: readonly ValueMention[],
  lexicon: MetadataLexicon,
  publication: ArticleMetadata['publicationDate'],
): ValueMention | undefined {
  const published = typeof publication?.value === 'string' ? publication.value.slice(0, 10) : undefined
  const latest = published?.length === 10 && publication?.rule !== 'file-name' ? published : '9999'
  const days = values
    .filter(({ type, norm }) => type === 'DATE' && /^\d{4}-\d{2}-\d{2}/.test(norm?.iso ?? ''))
    .filter(({ norm }) => (norm?.iso ?? '').slice(0, 10) <= latest)
    .slice(0, 12)
  const reported = days.flatMap((value) => {
    const sentence = sentences.find(
      (candidate) => candidate.start <= value.start && value.start < candidate.end,
    )
    if (sentence === undefined) return []
    const token = sentence.tokens.findIndex((candidate) => candidate.start === value.start)
    return isAhead(sentence, token, lexicon.values) ? [] : [{ value, section: sentence.section }]
  })
  return (reported.find((day) => day.section === 'lead') ?? reported[0])?.value
}

function isGerman(sentences: readonly SentenceTokens[], lexicon: MetadataLexicon): boolean {
  let words = 0
  let known = 0
  for (const sentence of sentences.slice(0, 60)) {
    for (const token of sentence.tokens) {
      if (token.kind !== 'word') continue
      words += 1
      if (lexicon.segment.starters.has(token.lower)) known += 1
    }
  }
  return words > 0 && known / words >= germanShare
}
