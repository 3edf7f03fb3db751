import type { ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { normText, slotStanding, slotText, type SlotStanding } from './fact-line.ts'
import { mentionOf, roleLabel } from './reading.ts'
import { chipKeys } from './editor-rows.ts'
import { useReview } from './review-context.ts'

const signs: Readonly<Record<SlotStanding, string>> = {
  stated: '',
  inferred: '≈',
  notStated: '∅',
  missing: '!',
  unlinked: '?',
}

/** A fact's slots with how well each is answered. The one keys mean is marked; a click opens it in the editor. */
export function FactChips(props: { readonly fact: FactView; readonly active: string | null }): ReactNode {
  const { fact, active } = props
  const { reading, change, article } = useReview()
  const { t } = reading.locale
  return (
    <ul className="rv-chips">
      {chipKeys(reading, fact).map((key) => {
        const slot = fact.slots.find((one) => `slot:${one.id}` === key)
        const role = slot?.role ?? key.slice('gap:'.length)
        const standing: SlotStanding = slot === undefined ? 'missing' : slotStanding(reading, fact.type, slot)
        const text = slot === undefined ? t('review.standing.missing') : slotText(reading, fact.type, slot)
        const mention = mentionOf(article.mentions, slot?.mentionId ?? null)
        const norm =
          slot?.surface !== null && slot?.norm !== null && slot?.norm !== undefined && slot.entityId === null
            ? normText(reading, slot.norm)
            : ''
        const also =
          slot?.surface !== null && slot?.surface !== undefined && slot.surface !== text
            ? `‘${slot.surface}’`
            : norm !== '' && norm !== text
              ? norm
              : ''
        const why = [
          standing === 'stated' ? '' : t(`review.standing.${standing}`),
          slot?.rule ?? '',
          slot?.note ?? '',
        ]
          .filter((part) => part !== '')
          .join(' · ')
        return (
          <li key={key}>
            <button
              type="button"
              tabIndex={-1}
              className={`rv-chip rv-chip-${standing}${key === active ? ' rv-chip-active' : ''}`}
              data-mention-type={mention?.type}
              title={[roleLabel(reading, fact.type, role), text, also, why]
                .filter((part) => part !== '')
                .join(' · ')}
              onClick={() =>
                change({
                  chip: key,
                  panel: {
                    kind: 'editor',
                    row: slot === undefined ? `empty:${role.split('|')[0] ?? role}` : key,
                  },
                })
              }
            >
              <span className="rv-chip-role">{roleLabel(reading, fact.type, role)}</span>
              <span className="rv-chip-text">
                {signs[standing] === '' ? null : (
                  <span className="rv-sign" aria-hidden="true">
                    {signs[standing]}
                  </span>
                )}
                {text}
                {standing === 'stated' || standing === 'missing' ? null : (
                  <span className="sr-only"> ({t(`review.standing.${standing}`)})</span>
                )}
                {also === '' ? null : <span className="rv-chip-also">{also}</span>}
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
