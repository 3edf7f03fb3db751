import { byPosition } from '../../../../shared/offsets.ts'
import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import type { MentionType, SectionKind } from '../../../../shared/model/vocabulary.ts'
import type { NamedText, SentenceTokens, Token } from '../document.ts'
import type { FactGrammar } from './compile.ts'
import { plainWord, type ListedWord } from './listed-words.ts'
import type { VerbForm } from './verb-forms.ts'

/** A token of a sentence with all that later steps ask of it. Marks of scare quotes are no words. */
export interface Word {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly lower: string
  readonly punctuation: boolean
  readonly capital: boolean
  readonly number: boolean
  readonly forms: readonly VerbForm[]
  /** What it is among determiners, pronouns and prepositions. */
  readonly listed: ListedWord
  /** Mentions that cover the word, the longest first. */
  readonly mentions: readonly ExtractedMention[]
  /** Number of the direct speech it stands in, -1 outside. */
  readonly speech: number
}

export interface SentenceWords {
  readonly start: number
  readonly end: number
  readonly index: number
  readonly section: SectionKind
  readonly words: readonly Word[]
  readonly mentions: readonly ExtractedMention[]
}

/** A stretch of direct speech; it may run over several sentences. */
export interface Speech {
  readonly start: number
  readonly end: number
}

const noForms: readonly VerbForm[] = []
const noMentions: readonly ExtractedMention[] = []
const actorTypes: ReadonlySet<MentionType> = new Set(['PER', 'ORG', 'GPE', 'LOC', 'GROUP', 'DEM'])

export function isActorType(type: MentionType): boolean {
  return actorTypes.has(type)
}

/** The sentences of a text as words, and the direct speech in it. */
export function readWords(
  named: NamedText,
  lexicon: FactGrammar,
): { sentences: readonly SentenceWords[]; speeches: readonly Speech[] } {
  const mentions = inOrder(named.mentions)
  const speeches = findSpeeches(named.sentences, lexicon)
  const sentences: SentenceWords[] = []
  let first = 0
  let speechFrom = 0
  for (const sentence of named.sentences.flatMap(pieces)) {
    const index = sentences.length
    while (first < mentions.length && (mentions[first]?.start ?? 0) < sentence.start) first += 1
    const inside: ExtractedMention[] = []
    for (let at = first; at < mentions.length; at += 1) {
      const mention = mentions[at]
      if (mention === undefined || mention.start >= sentence.end) break
      if (mention.end <= sentence.end) inside.push(mention)
    }
    while (speechFrom < speeches.length && (speeches[speechFrom]?.end ?? 0) <= sentence.start) speechFrom += 1
    sentences.push({
      start: sentence.start,
      end: sentence.end,
      index,
      section: sentence.section,
      words: wordsOf(sentence, inside, speeches, speechFrom, lexicon),
      mentions: inside,
    })
  }
  return { sentences, speeches }
}

/** Words beyond which a "sentence" is a table or a lost full stop; it is read in pieces, so that time stays bounded. */
const longest = 300
/** Words of such a piece: what is asked of a sentence grows with the square of its length. */
const pieceLength = 100

function pieces(sentence: SentenceTokens): readonly SentenceTokens[] {
  if (sentence.tokens.length <= longest) return [sentence]
  const found: SentenceTokens[] = []
  for (let from = 0; from < sentence.tokens.length; from += pieceLength) {
    const tokens = sentence.tokens.slice(from, from + pieceLength)
    const first = tokens[0]
    const last = tokens.at(-1)
    if (first !== undefined && last !== undefined)
      found.push({ ...sentence, start: first.start, end: last.end, tokens, clauses: [] })
  }
  return found
}

/** "Salim bin Hamad": what stands between the first and the last word of a name is no verb. */
function isInsideName({ type, form, start, end }: ExtractedMention, token: Token): boolean {
  return type === 'PER' && form === 'name' && start < token.start && token.end < end
}

/** Mentions come in the order of the text; they are sorted only where they do not. */
function inOrder(mentions: readonly ExtractedMention[]): readonly ExtractedMention[] {
  for (let at = 1; at < mentions.length; at += 1) {
    const [before, mention] = [mentions[at - 1], mentions[at]]
    if (before !== undefined && mention !== undefined && byPosition(before, mention) > 0)
      return [...mentions].sort(byPosition)
  }
  return mentions
}

/** The mentions that go on behind the offset. */
function stillOpen(open: ExtractedMention[], offset: number): ExtractedMention[] {
  return open.every((mention) => mention.end > offset) ? open : open.filter((mention) => mention.end > offset)
}

/** Those that cover part of the token. */
function covering(open: readonly ExtractedMention[], token: Token): readonly ExtractedMention[] {
  return open.filter((mention) => mention.start < token.end && mention.end > token.start)
}

function insideName(open: readonly ExtractedMention[], token: Token): boolean {
  return open.some((mention) => isInsideName(mention, token))
}

function isOpening(token: Token): boolean {
  return token.text === '('
}

function wordsOf(
  sentence: SentenceTokens,
  mentions: readonly ExtractedMention[],
  speeches: readonly Speech[],
  speechFrom: number,
  lexicon: FactGrammar,
): readonly Word[] {
  const words: Word[] = []
  let next = 0
  let open: ExtractedMention[] = []
  let speech = speechFrom
  const body = datelineEnd(sentence)
  const bracketed = sentence.tokens.some(isOpening)
  for (let at = 0; at < sentence.tokens.length; at += 1) {
    const token = sentence.tokens[at]
    if (token === undefined) break
    if (at < body || (bracketed && inBracketedAbbreviation(sentence.tokens, at))) continue
    if (token.kind === 'quote-open' || token.kind === 'quote-close') continue
    while (next < mentions.length && (mentions[next]?.start ?? 0) < token.end) {
      const mention = mentions[next]
      if (mention !== undefined) open.push(mention)
      next += 1
    }
    if (open.length > 0) open = stillOpen(open, token.start)
    while (speech < speeches.length && (speeches[speech]?.end ?? 0) <= token.start) speech += 1
    const known = lexicon.words.get(token.lower)
    const current = speeches[speech]
    const inSpeech = current !== undefined && current.start <= token.start && token.end <= current.end
    words.push({
      start: token.start,
      end: token.end,
      text: token.text,
      lower: token.lower,
      punctuation: token.kind === 'punctuation',
      capital: isCapital(token),
      number: token.kind === 'number' || token.kind === 'ordinal',
      forms:
        open.length > 0 && insideName(open, token) ? noForms : (known?.forms ?? guessForms(token, lexicon)),
      mentions: open.length === 0 ? noMentions : covering(open, token),
      speech: inSpeech ? speech : -1,
      listed: known?.listed ?? plainWord,
    })
  }
  return words
}

/** "Berlin (dpa) – ", "Peking/Taipeh (Reuters) - ": where and by whom, before the sentence begins. */
function datelineEnd(sentence: SentenceTokens): number {
  const { tokens } = sentence
  let end = 0
  for (let at = 0; at < Math.min(tokens.length, 14); at += 1) {
    const token = tokens[at]
    if (token === undefined) break
    if (at > 0 && /^[–—-]{1,2}$/.test(token.text)) {
      // "(Xinhua) -- Der Minister": two hyphens stand for a dash.
      const last = tokens[at + 1]?.text === '-' ? at + 1 : at
      const spaced =
        (tokens[at - 1]?.end ?? 0) < token.start && (tokens[last + 1]?.start ?? 0) > (tokens[last]?.end ?? 0)
      if (spaced) end = last + 1
      break
    }
    const mark = token.kind === 'punctuation' && /^[/,().]$/.test(token.text)
    const before = at === 0 ? undefined : tokens[at - 1]?.text
    const agency = before === '(' || before === '/'
    if (!isCapital(token) && token.kind !== 'number' && token.kind !== 'ordinal' && !mark && !agency) break
  }
  if (end === 0) return 0
  const brackets = tokens
    .slice(0, end)
    .some((token) => token.text === '(' || token.text === '/' || token.text === ',')
  return brackets || end <= 4 ? end : 0
}

/** "die Internationale Atomenergiebehörde (IAEA)": the abbreviation is no part of the grammar. */
function inBracketedAbbreviation(tokens: readonly Token[], at: number): boolean {
  for (let open = Math.max(0, at - 2); open <= at; open += 1) {
    const name = tokens[open + 1]
    if (
      tokens[open]?.text === '(' &&
      tokens[open + 2]?.text === ')' &&
      name !== undefined &&
      /^\p{Lu}[\p{L}-]*\p{Lu}\p{L}*$/u.test(name.text)
    )
      return true
  }
  return false
}

function isCapital(token: Token): boolean {
  if (token.kind === 'punctuation' || token.kind === 'number') return false
  const unit = token.text.charCodeAt(0)
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a
  const first = token.text.charAt(0)
  return first !== first.toLowerCase()
}

/** Verbs in -ieren are regular and open-ended: their forms are known without a lexicon. */
function guessForms(token: Token, lexicon: FactGrammar): readonly VerbForm[] {
  if (token.kind !== 'word' || token.lower.indexOf('ier', 2) < 0 || isCapital(token)) return noForms
  const match = /^(.{2,}ier)(t|te|ten|en)$/.exec(token.lower)
  if (match === null || lexicon.adverbs.has(token.lower)) return noForms
  const [, stem = '', ending = ''] = match
  const lemma = `${stem}en`
  const make = (kind: VerbForm['kind'], tense: VerbForm['tense'], plural: boolean): VerbForm => ({
    lemma,
    base: lemma,
    kind,
    tense,
    plural,
    role: 'full',
  })
  if (ending === 't') return [make('finite', 'pres', false), make('participle', 'past', false)]
  if (ending === 'en') return [make('finite', 'pres', true), make('infinitive', 'pres', true)]
  return [make('finite', 'past', ending === 'ten')]
}

/**
 * Direct speech, as against single quoted words: a quotation with a finite verb that opens a sentence,
 * follows a colon, comma or "dass", or runs over more than one sentence.
 */
function findSpeeches(sentences: readonly SentenceTokens[], lexicon: FactGrammar): readonly Speech[] {
  const found = new Map<number, Speech>()
  for (const sentence of sentences) {
    for (const quote of sentence.quotes) {
      if (found.has(quote.start)) continue
      const runsOn = quote.start < sentence.start || quote.end > sentence.end
      if (runsOn || speaks(sentence, quote, lexicon))
        found.set(quote.start, { start: quote.start, end: quote.end })
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end)
}

function speaks(sentence: SentenceTokens, quote: Speech, lexicon: FactGrammar): boolean {
  let before: Token | undefined
  let finite = false
  let count = 0
  for (const token of sentence.tokens) {
    if (token.end <= quote.start) before = token
    else if (token.start >= quote.start && token.end <= quote.end && token.kind === 'word') {
      count += 1
      finite ||= (lexicon.forms.get(token.lower) ?? []).some((form) => form.kind === 'finite')
    }
  }
  if (!finite || count < 3) return false
  return before === undefined || [':', ',', '–', '—', '-'].includes(before.text)
}
