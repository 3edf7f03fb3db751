import type { Span } from '../../../../shared/model/span.ts'
import type { Clause, Token } from '../document.ts'
import { cut, type Stretch } from './stretches.ts'
import type { SegmentLexicon } from './lexicon.ts'
import { awaitsInfinitive, endsInInfinitive, endsInVerb, holdsFiniteVerb, openingOf } from './openings.ts'

interface Draft {
  readonly from: number
  to: number
  readonly kind: Clause['kind']
  readonly opener: string | undefined
  readonly depth: number
  readonly parent: number
  /** Whether this is a later part of the clause at `parent`. */
  readonly continues: boolean
}

/**
 * Splits a sentence into clauses at commas, semicolons, dashes, parentheses, quotations and conjunctions.
 * The clauses cover all tokens in order; a comma belongs to the clause before it. A clause that goes on
 * after an insertion appears again with the same kind and depth, its first part as parent and no opener.
 */
export function splitClauses(
  tokens: readonly Token[],
  quotes: readonly Span[],
  lexicon: SegmentLexicon,
): readonly Clause[] {
  const builder = new ClauseBuilder(tokens, lexicon)
  for (const stretch of cut(tokens, quotes, lexicon)) builder.take(stretch)
  return builder.clauses()
}

class ClauseBuilder {
  private readonly tokens: readonly Token[]
  private readonly lexicon: SegmentLexicon
  private readonly drafts: Draft[] = []
  /** Open clauses from the top down; the last one is the one that a new stretch may continue. */
  private readonly open: number[] = []
  /** Number of open clauses outside the current quotation: what is below must not be continued from inside. */
  private floor = 0
  private quote = -1

  constructor(tokens: readonly Token[], lexicon: SegmentLexicon) {
    this.tokens = tokens
    this.lexicon = lexicon
  }

  take(stretch: Stretch): void {
    this.enterOrLeaveQuote(stretch.quote)
    if (stretch.parenthesis) {
      this.begin(stretch, 'parenthesis', undefined)
      return
    }
    const host = this.host()
    const waiting = host !== undefined && awaitsInfinitive(this.tokens, host.from, host.to, this.lexicon)
    const opening = openingOf(this.tokens, stretch.from, stretch.to, waiting, this.lexicon)
    if (opening?.kind === 'infinitive' && opening.opener === undefined && this.takeBackEnumeration(stretch))
      return
    if (opening === null) this.continueOrBegin(stretch)
    else if (!opening.coordinated || !this.putBeside(stretch, opening.kind, opening.opener)) {
      this.begin(stretch, opening.kind, opening.opener)
    }
  }

  /** Clauses in front of their main clause hang on it once it is known. */
  clauses(): readonly Clause[] {
    const main = this.drafts.findIndex((draft) => draft.kind === 'main' && !draft.continues)
    return this.drafts.map((draft) => {
      const parent = draft.parent === -1 && draft.kind !== 'main' ? main : draft.parent
      const { from, to, kind, depth, opener } = draft
      return { from, to, kind, depth, parent, opener }
    })
  }

  private enterOrLeaveQuote(quote: number): void {
    if (quote === this.quote) return
    if (this.quote >= 0) this.open.length = this.floor
    this.floor = quote >= 0 ? this.open.length : 0
    this.quote = quote
  }

  private host(): Draft | undefined {
    const index = this.open.at(-1)
    return index === undefined ? undefined : this.drafts[index]
  }

  private begin(stretch: Stretch, kind: Clause['kind'], opener: string | undefined): void {
    const parent = this.open.at(-1) ?? -1
    const depth = kind === 'main' ? 0 : (this.drafts[parent]?.depth ?? 0) + 1
    this.push({ from: stretch.from, to: stretch.to, kind, opener, depth, parent, continues: false })
  }

  /** "…, und dass …": closes everything down to the last clause of the same kind and stands beside it. */
  private putBeside(stretch: Stretch, kind: Clause['kind'], opener: string | undefined): boolean {
    const position = this.open.findLastIndex(
      (index, at) => at >= this.floor && this.drafts[index]?.kind === kind,
    )
    const sister = this.drafts[this.open[position] ?? -1]
    if (position < 0 || sister === undefined) return false
    this.open.length = position
    const parent = sister.continues ? (this.drafts[sister.parent]?.parent ?? -1) : sister.parent
    this.push({
      from: stretch.from,
      to: stretch.to,
      kind,
      opener,
      depth: sister.depth,
      parent,
      continues: false,
    })
    return true
  }

  /**
   * "…, um den Frieden, die Stabilität und den Handel zu sichern": the stretches in front of the infinitive
   * looked like a continuation until the infinitive came; they belong to it.
   */
  private takeBackEnumeration(stretch: Stretch): boolean {
    const last = this.drafts.at(-1)
    if (last === undefined || last.to !== stretch.from || this.open.at(-1) !== this.drafts.length - 1)
      return false
    const first = this.tokens[last.from]?.lower ?? ''
    const opener = this.lexicon.clauses.infinitiveOpeners.has(first) ? first : undefined
    const verbal = holdsFiniteVerb(this.tokens, last.from, last.to, this.lexicon)
    if (verbal || (opener === undefined && !last.continues)) return false
    this.drafts.pop()
    this.open.pop()
    if (last.continues && last.parent >= 0) this.open.push(last.parent)
    this.begin({ ...stretch, from: last.from }, 'infinitive', opener)
    return true
  }

  /**
   * A stretch without an opener goes on with the innermost clause that still waits for its verb, or with the
   * clause that the closed ones hang on. At the top it goes on with the main clause, or begins it.
   */
  private continueOrBegin(stretch: Stretch): void {
    while (this.open.length > this.floor) {
      const clause = this.host()
      if (
        clause === undefined ||
        clause.kind === 'main' ||
        !this.isClosed(clause) ||
        this.goesOnBelow(stretch, clause)
      )
        break
      this.open.pop()
    }
    const index = this.open.length > this.floor ? this.open.at(-1) : undefined
    const host = index === undefined ? undefined : this.drafts[index]
    if (index === undefined || host === undefined) this.beginTop(stretch)
    else if (host.to === stretch.from && index === this.drafts.length - 1 && !this.mayTurnInfinitive(stretch))
      host.to = stretch.to
    else {
      const first = host.continues ? host.parent : index
      this.open.pop()
      this.push({
        from: stretch.from,
        to: stretch.to,
        kind: host.kind,
        opener: undefined,
        depth: host.depth,
        parent: first,
        continues: true,
      })
    }
  }

  /** "…, um den Frieden," stays apart until it is known whether an infinitive follows. */
  private mayTurnInfinitive(stretch: Stretch): boolean {
    return (
      stretch.from > 0 && this.lexicon.clauses.infinitiveOpeners.has(this.tokens[stretch.from]?.lower ?? '')
    )
  }

  private beginTop(stretch: Stretch): void {
    if (this.quote >= 0) {
      this.begin(stretch, 'quote', undefined)
      return
    }
    const main = this.drafts.findIndex((draft) => draft.kind === 'main' && !draft.continues)
    this.push({
      from: stretch.from,
      to: stretch.to,
      kind: 'main',
      opener: undefined,
      depth: 0,
      parent: main,
      continues: main >= 0,
    })
  }

  private push(draft: Draft): void {
    this.drafts.push(draft)
    this.open.push(this.drafts.length - 1)
  }

  private isClosed(clause: Draft): boolean {
    if (clause.kind === 'parenthesis') return true
    if (clause.kind === 'quote') return this.quote < 0
    return (
      endsInVerb(this.tokens, clause.from, clause.to, this.lexicon) ||
      endsInInfinitive(this.tokens, clause.from, clause.to, this.lexicon)
    )
  }

  /** "…, die Energien fördern, und ausbauen" – a second predicate of the same subordinate clause. */
  private goesOnBelow(stretch: Stretch, clause: Draft): boolean {
    if (clause.kind === 'quote' || clause.kind === 'parenthesis') return false
    const first = this.tokens[stretch.from]
    const second = this.tokens[stretch.from + 1]
    if (first === undefined || !this.lexicon.clauses.coordinators.has(first.lower)) return false
    // "und stimmten darin überein" begins with its verb: that is a main clause.
    if (second !== undefined && endsInVerb(this.tokens, stretch.from, stretch.from + 2, this.lexicon))
      return false
    return endsInVerb(this.tokens, stretch.from, stretch.to, this.lexicon)
  }
}
