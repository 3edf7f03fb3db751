import { useRef } from 'react'
import { rejectReasons, type RejectReason } from '../../../shared/model/vocabulary.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useStore, type Applied } from '../../app/store.ts'
import { factLine, lineText } from './fact-line.ts'
import { roleLabel } from './reading.ts'
import type { ReviewBase } from './review-context.ts'
import { fasterThanReading, type PacedDecision } from './reading-pace.ts'
import { nextOpen } from './step-between-facts.ts'

export interface Decisions {
  readonly accept: () => void
  readonly reject: () => void
  readonly later: () => void
  readonly reopen: () => void
  readonly reason: (reason: RejectReason) => boolean
  readonly reasonByDigit: (digit: number) => boolean
}

/** Accept, reject, later, reopen: one key each, on to the next fact at once, said aloud, saved behind it. */
export function useDecisions(review: ReviewBase): Decisions {
  const store = useStore()
  /** Said once per article: a notice that nags is not read. */
  const warned = useRef(false)
  const rejection = useRef<Promise<Applied> | null>(null)
  const rejectedAfter = useRef(0)
  const paced = useRef<readonly PacedDecision[]>([])
  const { desk, change, reading, order, fact, act, select, advance } = review
  const { t } = reading.locale

  const said = (one: FactView): string => lineText(reading, factLine(reading, one))

  const watchPace = (one: FactView): void => {
    const length = one.evidence.reduce((sum, span) => sum + (span.end - span.start), 0)
    paced.current = [...paced.current.slice(-20), { durationMs: review.spent(), length }]
    if (warned.current || !fasterThanReading(paced.current)) return
    warned.current = true
    store.notify({ tone: 'info', text: t('review.pace') })
  }

  /** A fact of another article is changed there; here it is only attested, or no longer. */
  const isElsewhere = (one: FactView): boolean => {
    if (one.home === undefined) return false
    announce(t('carry.elsewhere'))
    store.notify({ tone: 'info', text: t('carry.elsewhere') })
    return true
  }
  const uncarry = (one: FactView): void => {
    void act(
      [{ type: 'fact.uncarry', payload: { factId: one.id, articleId: review.article.row.id } }],
      t('carry.uncarrySaid'),
    )
  }

  /**
   * The reason replaces the bare rejection: that step is taken back and made again with it, so that one undo takes
   * back both.
   */
  const giveReason = (reason: RejectReason): boolean => {
    const factId = desk.reasonFor
    if (factId === null) return false
    change({ reasonFor: null })
    announce(t('review.said.reason', { reason: t(`rejectReason.${reason}`) }))
    void Promise.resolve(rejection.current).then((answer) => {
      const seq = answer?.ok === true ? answer.value[0]?.seq : undefined
      return act([
        ...(seq === undefined ? [] : [{ type: 'history.undo', payload: { seq } } as const]),
        { type: 'fact.reject', payload: { factId, reason, durationMs: rejectedAfter.current } },
      ])
    })
    return true
  }

  return {
    accept: () => {
      if (fact === null || isElsewhere(fact)) return
      if (fact.missing.length > 0) {
        const roles = fact.missing.map((role) => roleLabel(reading, fact.type, role)).join(', ')
        announce(t('review.said.incomplete', { roles }))
        change({
          panel: { kind: 'editor', row: `empty:${fact.missing[0]?.split('|')[0] ?? ''}` },
          chip: `gap:${fact.missing[0] ?? ''}`,
        })
        return
      }
      watchPace(fact)
      void act(
        [{ type: 'fact.accept', payload: { factId: fact.id, durationMs: review.spent() } }],
        t('review.said.accepted', { fact: said(fact) }),
      )
      advance(fact.id)
    },
    reject: () => {
      if (fact === null) return
      if (fact.home !== undefined) {
        uncarry(fact)
        return
      }
      rejectedAfter.current = review.spent()
      rejection.current = act(
        [{ type: 'fact.reject', payload: { factId: fact.id, durationMs: review.spent() } }],
        t('review.said.rejected', { fact: said(fact) }),
      )
      advance(fact.id, { reasonFor: fact.id })
    },
    later: () => {
      if (fact === null) return
      const later = new Set(desk.later).add(fact.id)
      change({ later })
      const next = nextOpen(order, fact.id, later)
      announce(t('review.said.later', { fact: said(fact) }))
      if (next !== null && next !== fact.id) select(next, { focus: true })
    },
    reopen: () => {
      if (fact === null || fact.state === 'proposed') return
      if (fact.home !== undefined) {
        uncarry(fact)
        return
      }
      void act(
        [{ type: 'fact.reopen', payload: { factId: fact.id } }],
        t('review.said.reopened', { fact: said(fact) }),
      )
    },
    reason: giveReason,
    reasonByDigit: (digit) => {
      const reason = rejectReasons[digit - 1]
      return reason !== undefined && giveReason(reason)
    },
  }
}
