import type { EntityType, MentionForm, MentionType } from '../../../../shared/model/vocabulary.ts'
import type { SentenceTokens, Token } from '../document.ts'
import type { GazetteerEntry, MentionPack } from './pack.ts'

/** What is known about a person from the words around one mention. */
export interface PersonClue {
  readonly words: readonly string[]
  readonly gender?: 'm' | 'f' | undefined
  /** ISO 3166-1 alpha-3 of the country the office belongs to. */
  readonly country?: string | undefined
  readonly sector?: string | undefined
  /** Key of the office the person is said to hold here. */
  readonly office?: string | undefined
}

export type GroupKind = 'countries' | 'persons' | 'ministries'

/** What a mention refers to, before the article as a whole is seen. */
export type Target =
  | { readonly kind: 'gazetteer'; readonly entry: GazetteerEntry }
  | { readonly kind: 'person'; readonly clue: PersonClue }
  /** An office holder without a name: to be found among the persons of the article. */
  | {
      readonly kind: 'holder'
      readonly office: string
      readonly label: string
      readonly country?: string | undefined
      readonly gender?: 'm' | 'f' | undefined
      readonly sector?: string | undefined
      readonly plural: boolean
    }
  | { readonly kind: 'label'; readonly label: LabelTarget }
  | {
      readonly kind: 'group'
      readonly of: GroupKind
      readonly members?: readonly GazetteerEntry[]
      readonly noun: string
    }
  | { readonly kind: 'pronoun'; readonly pronoun: string }
  /** A noun that stands for something named before ("das westafrikanische Land", "die Gemeinschaft"). */
  | { readonly kind: 'anaphor'; readonly anaphor: Anaphor }
  | {
      readonly kind: 'learned'
      readonly entity: string
      readonly canonical: string
      readonly type: EntityType
    }

/** What the words of an anaphor say about what they stand for. */
export interface Anaphor {
  readonly of: 'country' | 'neighbour' | 'own-country' | 'body' | 'government' | 'person' | 'partner' | 'list'
  /** The noun, lower case and nominative. */
  readonly noun: string
  readonly gender?: 'm' | 'f' | undefined
  /** Countries one of which it is, or one of which the person comes from. */
  readonly among?: readonly string[] | undefined
  /** How many "die drei Länder" are. */
  readonly count?: number | undefined
}

/** An entity that only this article knows, told apart by `key`. */
export interface LabelTarget {
  readonly type: EntityType
  readonly key: string
  readonly canonical: string
  readonly subtype?: string | undefined
  readonly country?: string | undefined
  readonly sector?: string | undefined
  readonly english?: string | undefined
  readonly nil?: boolean | undefined
}

/** A proposed mention: characters `[start, end)`, tokens `[from, to)` of its sentence. */
export interface Item {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
  readonly type: MentionType
  readonly form: MentionForm
  readonly target: Target
  readonly rule: string
  readonly prior: number
}

/** An office noun with its modifiers and what it is the office of. */
export interface RoleItem {
  /** First token of the office with its rank modifiers. */
  readonly from: number
  /** The office noun. */
  readonly head: number
  /** After the office noun and a complement with "für". */
  readonly to: number
  /** First token of the noun phrase: articles, status words and adjectives of origin included. */
  readonly phraseFrom: number
  /** After the country or organisation the office belongs to. */
  readonly phraseTo: number
  /** After a genitive that names no known body ("des Handelsausschusses"); `phraseTo` where there is none. */
  readonly looseTo: number
  readonly key: string
  readonly label: string
  readonly level: string
  readonly feminine: boolean
  readonly plural: boolean
  readonly country: string | undefined
  /** All countries of a plural office, in order ("Die Präsidenten Russlands und Vietnams"). */
  readonly countries: readonly string[]
  readonly sector: string | undefined
  readonly status: 'former' | 'current' | 'designated' | undefined
  readonly definite: boolean
  readonly counterpart: boolean
}

/** One sentence while its mentions are found. Items are added once and may nest, never cross. */
export class SentenceWork {
  readonly text: string
  readonly index: number
  readonly sentence: SentenceTokens
  readonly tokens: readonly Token[]
  readonly pack: MentionPack
  readonly items: Item[] = []
  readonly roles: RoleItem[] = []
  /** Who is named as the holder of an office; one person may hold several. */
  readonly holders = new Map<RoleItem, Item>()
  /** Abbreviations that stand in brackets behind what they are short for. */
  readonly abbreviations = new Map<string, Target>()
  /** What the lists say of each token, as bits of `wordKind`. */
  private readonly kinds: readonly number[]
  /** Outermost item that covers a whole token. */
  private readonly cover: (Item | undefined)[]

  /** Names of people that decisions taught. */
  private readonly taught: ReadonlySet<string>

  constructor(
    text: string,
    index: number,
    sentence: SentenceTokens,
    pack: MentionPack,
    taught: ReadonlySet<string> = new Set(),
  ) {
    this.text = text
    this.index = index
    this.sentence = sentence
    this.tokens = sentence.tokens
    this.pack = pack
    this.taught = taught
    this.cover = new Array<Item | undefined>(sentence.tokens.length)
    this.kinds = sentence.tokens.map((token) => pack.kinds.of(token))
  }

  token(at: number): Token | undefined {
    return this.tokens[at]
  }

  /** A place in front of the first token is asked for often; engines are slow to find nothing there. */
  private within(at: number): Token | undefined {
    return at >= 0 && at < this.tokens.length ? this.tokens[at] : undefined
  }

  /** Whether decisions taught that people are called so; a genitive counts. */
  isTaughtName(word: string): boolean {
    return this.taught.size > 0 && (this.taught.has(word) || this.taught.has(word.replace(/(?:s|’)$/, '')))
  }

  /** Whether the token is of one of the kinds, given as bits of `wordKind`. */
  is(at: number, kinds: number): boolean {
    return ((this.kinds[at] ?? 0) & kinds) !== 0
  }

  lower(at: number): string {
    return this.within(at)?.lower ?? ''
  }

  word(at: number): string {
    return this.within(at)?.text ?? ''
  }

  /** The outermost item over the whole token. */
  at(index: number): Item | undefined {
    return index >= 0 && index < this.cover.length ? this.cover[index] : undefined
  }

  /** Adds an item over whole tokens unless it would cross another; returns whether it was added. */
  add(item: Omit<Item, 'start' | 'end'>): boolean {
    const first = this.tokens[item.from]
    const last = this.tokens[item.to - 1]
    if (first === undefined || last === undefined) return false
    const { from, to, type, form, target, rule, prior } = item
    // Items are made in one shape here and in `addSpan`'s callers: reading them costs half as much as with several.
    return this.addSpan({ from, to, start: first.start, end: last.end, type, form, target, rule, prior })
  }

  /** Adds an item with its own character offsets, which may lie inside a token. */
  addSpan(item: Item): boolean {
    for (const other of this.items) {
      const apart = other.end <= item.start || item.end <= other.start
      const nested =
        (other.start <= item.start && item.end <= other.end) ||
        (item.start <= other.start && other.end <= item.end)
      if (!apart && !nested) return false
      if (other.start === item.start && other.end === item.end && other.type === item.type) return false
    }
    this.items.push(item)
    if (item.form === 'nominal' || item.form === 'pronoun') return true
    const first = this.tokens[item.from]
    const last = this.tokens[item.to - 1]
    if (first === undefined || last === undefined || first.start !== item.start || last.end !== item.end)
      return true
    for (let at = item.from; at < item.to; at += 1) {
      const known = this.cover[at]
      if (known === undefined || item.end - item.start >= known.end - known.start) this.cover[at] = item
    }
    return true
  }

  /** Takes an item back, for instance a city that turns out to be a given name. */
  remove(item: Item): void {
    const position = this.items.indexOf(item)
    if (position >= 0) this.items.splice(position, 1)
    for (let at = item.from; at < item.to; at += 1) if (this.cover[at] === item) this.cover[at] = undefined
  }

  /** Whether a sentence, a quotation or a line with a colon begins at the token. */
  opens(at: number): boolean {
    if (at === 0) return true
    const before = this.tokens[at - 1]
    return (
      before?.kind === 'quote-open' ||
      before?.text === ':' ||
      before?.text === '–' ||
      before?.text === '(' ||
      before?.text === '…'
    )
  }
}

const upper = /^\p{Lu}/u
const arabicArticle = /^(?:al|el|as|ad|an|ar|at|az|ez|es|asch|ash|ul|el)-\p{Lu}/u

/** A capitalised word, or a name with an Arabic article ("al-Sisi"). */
export function isCapitalised(token: Token | undefined): boolean {
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'abbreviation')) return false
  const unit = token.text.charCodeAt(0)
  if (unit >= 0x61 && unit <= 0x7a)
    return (
      (unit === 0x61 || unit === 0x65 || unit === 0x75) &&
      token.text.includes('-') &&
      arabicArticle.test(token.text)
    )
  return (unit >= 0x41 && unit <= 0x5a) || upper.test(token.text)
}

/** "UNMISS", "SBU": two to eight capitals or digits. */
export function isAcronym(text: string): boolean {
  if (text.length < 2 || text.length > 8) return false
  const second = text.charCodeAt(1)
  // Most words are told by a small second letter.
  if (second >= 0x61 && second <= 0x7a) return false
  return /^\p{Lu}[\p{Lu}\d]{1,7}$/u.test(text)
}

/** ISO code of the country an entry stands for or lies in. */
export function countryOf(entry: GazetteerEntry | undefined): string | undefined {
  return entry?.iso3 ?? entry?.country
}

/** Gazetteer entry of an item, if it has one. */
export function entryOf(item: Item | undefined): GazetteerEntry | undefined {
  return item?.target.kind === 'gazetteer' ? item.target.entry : undefined
}
