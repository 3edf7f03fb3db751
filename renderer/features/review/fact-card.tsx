import { memo, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { rejectReasons } from '../../../shared/model/vocabulary.ts'
import type { Locale } from '../../locales/locale.tsx'
import { Button, Kbd, KeysOf } from '../../ui/index.ts'
import { rulesOn } from './coding-rules.ts'
import { Attestations } from './attestations.tsx'
import { FactChips } from './fact-chips.tsx'
import { factLine, lineText, shorten } from './fact-line.ts'
import { FactPanel } from './fact-panel.tsx'
import { restsOnText } from './panel.ts'
import { nameOf, typeLabel } from './reading.ts'
import { useReview } from './review-context.ts'
import type { Decisions } from './use-decisions.ts'

/**
 * The selected fact in full: its slots, its evidence, why it was proposed, what it is coded as, and what can be done. That
 * the list around it moves is no reason to draw it anew.
 */
export const FactCard = memo(function FactCard(props: {
  readonly fact: FactView
  readonly decisions: Decisions
}): ReactNode {
  const { fact, decisions } = props
  const { reading, desk, change, select, order, hideConfidence, pane } = useReview()
  const { t, format } = reading.locale
  const editing = desk.panel !== null && !restsOnText(desk.panel)
  const codes = [
    fact.plover === null
      ? null
      : [fact.plover.event, fact.plover.mode].filter((part) => part !== null).join(':'),
    fact.cameo,
  ].filter((code): code is string => code !== null)
  const open = fact.state === 'proposed'
  return (
    <div className="rv-card">
      <div className="rv-card-codes">
        <span>{typeLabel(reading, fact.type)}</span>
        {codes.length === 0 ? null : (
          <span className="numbers" title={t('review.codes')}>
            {codes.join(' · ')}
          </span>
        )}
      </div>
      {desk.panel?.kind === 'editor' && desk.draft === null ? null : (
        <FactChips fact={fact} active={desk.chip} />
      )}
      <FactWords fact={fact} />
      <ul className="rv-quotes">
        {fact.evidence.map((span, at) => {
          const again = fact.evidence.findIndex(({ surface }) => surface === span.surface) < at
          return (
            <li key={span.start}>
              <button
                type="button"
                tabIndex={-1}
                className={again ? 'rv-quote rv-quote-again' : 'rv-quote'}
                title={t('review.showEvidence')}
                onClick={() => pane.current?.reveal(span, { caret: true })}
              >
                {again ? t('review.sameWords') : shorten(span.surface, 240)}
              </button>
            </li>
          )
        })}
      </ul>
      <WhyProposed fact={fact} showPrior={!hideConfidence || !open} />
      <CodingRules fact={fact} />
      {fact.note === null && !fact.flag ? null : (
        <p className="rv-note">
          {fact.flag ? <b className="rv-flag">⚑ {t('review.flagged')} </b> : null}
          {fact.note}
        </p>
      )}
      {fact.conflictsWith.map((id) => {
        const other = order.find((one) => one.id === id)
        return other === undefined ? null : (
          <p key={id} className="rv-conflict">
            <b>{t('review.conflict')}</b>{' '}
            <button
              type="button"
              tabIndex={-1}
              className="rv-quiet"
              onClick={() => select(id, { reveal: true, focus: true })}
            >
              {lineText(reading, factLine(reading, other))}
            </button>{' '}
            <KeysOf action="conflict.open" />
          </p>
        )
      })}
      <Attestations fact={fact} />
      {open ? null : (
        <p className="rv-more">
          {[
            fact.state === 'rejected' && fact.rejectReason !== null ? reasonText(fact.rejectReason, t) : null,
            fact.coder,
            fact.decidedAt === null ? null : format.instant(fact.decidedAt),
            fact.durationMs === null ? null : t('review.took', { time: format.duration(fact.durationMs) }),
          ]
            .filter((part): part is string => part !== null)
            .join(' · ')}
        </p>
      )}
      {editing && desk.draft === null ? (
        <FactPanel fact={fact} />
      ) : (
        <div className="rv-deeds">
          {fact.missing.length > 0 && open ? (
            <Button look="main" onClick={() => decisions.accept()} hint={<KeysOf action="fact.accept" />}>
              {t('review.fillGap')}
            </Button>
          ) : open ? (
            <Button look="main" onClick={() => decisions.accept()} hint={<KeysOf action="fact.accept" />}>
              {t('review.accept')}
            </Button>
          ) : (
            <Button onClick={() => decisions.reopen()} hint={<KeysOf action="fact.reopen" />}>
              {t('review.reopen')}
            </Button>
          )}
          {fact.state === 'rejected' ? null : (
            <Button onClick={() => decisions.reject()} hint={<KeysOf action="fact.reject" />}>
              {t('review.reject')}
            </Button>
          )}
          <Button
            look="quiet"
            onClick={() => change({ panel: { kind: 'editor', row: desk.chip } })}
            hint={<KeysOf action="fact.edit" />}
          >
            {t('review.edit')}
          </Button>
          <Button
            look="quiet"
            onClick={() => change({ panel: { kind: 'type' } })}
            hint={<KeysOf action="fact.type" />}
          >
            {t('review.type')}
          </Button>
          <Button
            look="quiet"
            onClick={() => change({ panel: { kind: 'note' } })}
            hint={<KeysOf action="fact.note" />}
          >
            {t('review.note')}
          </Button>
        </div>
      )}
    </div>
  )
})

function reasonText(reason: string, t: ReturnType<typeof useReview>['reading']['locale']['t']): string {
  const known = rejectReasons.find((one) => one === reason)
  return known === undefined ? reason : t(`rejectReason.${known}`)
}

/** Coding rules the fact breaks, and those that explain how it is coded, in the codebook's words. */
function CodingRules(props: { readonly fact: FactView }): ReactNode {
  const { reading } = useReview()
  const { t, language } = reading.locale
  const rules = rulesOn(reading.codebook, props.fact)
  if (rules.length === 0) return null
  return (
    <ul className="rv-rules" aria-label={t('review.rules')}>
      {rules.map(({ rule, broken }) => (
        <li key={rule.id} className={broken ? `rv-rule rv-rule-${rule.severity}` : 'rv-rule'}>
          <b>{t(broken ? 'review.rule.breaks' : 'review.rule.because')}</b> {rule.text[language]}
        </li>
      ))}
    </ul>
  )
}

/** Who says so, and what of it the line does not show. */
function FactWords(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { reading } = useReview()
  const { t } = reading.locale
  const speaker = nameOf(reading, fact.attribution?.speaker ?? null)
  const chain = (fact.attribution?.chain ?? []).flatMap((id) => nameOf(reading, id) ?? [])
  const words = [
    fact.polarity === 'neg' ? t('polarity.neg') : null,
    speaker === null
      ? null
      : t('review.saysSpeaker', { speaker: chain.length > 1 ? chain.join(' → ') : speaker }),
    fact.attribution?.outlet == null ? null : t('review.saysOutlet', { outlet: fact.attribution.outlet }),
    fact.temporalStatus === null || fact.temporalStatus === 'current'
      ? null
      : t(`review.status.${fact.temporalStatus}`),
  ].filter((part): part is string => part !== null)
  return words.length === 0 ? null : <p className="rv-words">{words.join(' · ')}</p>
}

/** What a time rests on: the two days that extraction falls back to in words, a rule by its name. */
function timeRuleWords(rule: string, { t }: Locale): string {
  if (rule === 'day of publication') return t('review.timeOfPublication')
  if (rule === 'day of the reported event') return t('review.timeOfReport')
  return t('review.timeRule', { rule })
}

/** Who proposed the fact and on which words: reasons, not verdicts. */
function WhyProposed(props: { readonly fact: FactView; readonly showPrior: boolean }): ReactNode {
  const { fact, showPrior } = props
  const { reading } = useReview()
  const { t, format } = reading.locale
  if (fact.rule === null) return <p className="rv-why">{t('review.byHand')}</p>
  return (
    <p className="rv-why">
      {fact.trigger === null ? null : <span>{t('review.restsOn', { words: fact.trigger.surface })} · </span>}
      <span>{t('review.rule', { rule: fact.rule })}</span>
      {fact.time?.rule === undefined ? null : <span> · {timeRuleWords(fact.time.rule, reading.locale)}</span>}
      {fact.prior !== null && showPrior ? (
        <span className="numbers"> · {t('review.prior', { share: format.percent(fact.prior) })}</span>
      ) : null}
      {showPrior ? <RecordOfRule fact={fact} /> : null}
    </p>
  )
}

/** What was decided about other proposals of the rule, and how likely that makes this one; nothing while nobody decided. */
function RecordOfRule(props: { readonly fact: FactView }): ReactNode {
  const { ruleRecord, confidence } = props.fact
  const { t, format } = useReview().reading.locale
  if (ruleRecord === undefined || confidence === undefined) return null
  const { accepted, edited, rejected } = ruleRecord
  if (accepted + edited + rejected === 0) return null
  const share = format.percent(confidence)
  return <span className="numbers"> · {t('review.ruleRecord', { accepted, edited, rejected, share })}</span>
}

/** Reasons for the rejection just made; one more key, or none. */
export function ReasonStrip(props: { readonly decisions: Decisions }): ReactNode {
  const { desk, reading } = useReview()
  const { t } = reading.locale
  if (desk.reasonFor === null) return null
  return (
    <div className="rv-reasons" role="group" aria-label={t('review.whyRejected')}>
      <span>{t('review.whyRejected')}</span>
      {rejectReasons.map((reason, index) => (
        <button
          key={reason}
          type="button"
          tabIndex={-1}
          className="rv-reason"
          onClick={() => props.decisions.reason(reason)}
        >
          <Kbd name={String(index + 1)} /> {t(`rejectReason.${reason}`)}
        </button>
      ))}
    </div>
  )
}
