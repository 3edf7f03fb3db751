import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { Button, Kbd } from '../../ui/index.ts'
import { slotText } from './fact-line.ts'
import { roleLabel } from './reading.ts'
import { useReview } from './review-context.ts'

const places = ['stays', 'moves', 'both'] as const
type Place = (typeof places)[number]

/**
 * Two facts out of one: every slot stays, moves to the new fact, or stands in both. A repeated role suggests what is
 * parted: its last filler moves, everything else stands in both.
 */
export function SplitPanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { reading, act, closePanel, select } = useReview()
  const { t } = reading.locale
  const slots = fact.slots.filter((slot) => !slot.notStated)
  const [placed, setPlaced] = useState<ReadonlyMap<string, Place>>(() => suggest(slots))
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const placeOf = (id: string): Place => placed.get(id) ?? 'both'
  const turn = (id: string): void => {
    const next = places[(places.indexOf(placeOf(id)) + 1) % places.length] ?? 'both'
    setPlaced(new Map(placed).set(id, next))
    announce(t(`parts.${next}`))
  }
  const moved = slots.filter(({ id }) => placeOf(id) === 'moves').map(({ id }) => id)
  const copied = slots.filter(({ id }) => placeOf(id) === 'both').map(({ id }) => id)
  const split = async (): Promise<void> => {
    if (moved.length === 0) {
      announce(t('parts.nothing'))
      return
    }
    closePanel()
    const answer = await act([{ type: 'fact.split', payload: { factId: fact.id, moved, copied } }], t('parts.said'))
    const made = answer.ok ? answer.value[0]?.created?.['fact']?.[0] : undefined
    if (made !== undefined) setTimeout(() => select(made, { focus: true }), 300)
  }
  const press = (event: KeyboardEvent): void => {
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : null
    const slot = digit === null ? undefined : slots[digit - 1]
    if (slot !== undefined) turn(slot.id)
    else if (event.key === 'Escape') closePanel()
    else if (event.key === 'Enter' && event.target === box.current) void split()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={box} className="rv-panel" role="group" aria-label={t('parts.title')} data-keys="editor" tabIndex={0} onKeyDown={press}>
      <p className="rv-panel-title">{t('parts.title')}</p>
      <p className="rv-more">{t('parts.how')}</p>
      <ul className="rv-parts">
        {slots.map((slot, index) => (
          <li key={slot.id}>
            <button type="button" className="rv-carried-fact" onClick={() => turn(slot.id)}>
              {index < 9 ? <Kbd name={String(index + 1)} /> : null}
              <span className="rv-line">
                <b>{roleLabel(reading, fact.type, slot.role)}</b> {slotText(reading, fact.type, slot)}
              </span>
              <span className={`rv-place rv-place-${placeOf(slot.id)}`}>{t(`parts.${placeOf(slot.id)}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="rv-deeds">
        <Button look="main" disabled={moved.length === 0} onClick={() => void split()} hint={<Kbd name="Enter" />}>
          {t('parts.do')}
        </Button>
        <Button look="quiet" onClick={closePanel} hint={<Kbd name="Escape" />}>
          {t('review.close')}
        </Button>
      </div>
    </div>
  )
} // prettier-ignore

function suggest(slots: FactView['slots']): ReadonlyMap<string, Place> {
  const last = slots.findLast((slot) => slots.filter(({ role }) => role === slot.role).length > 1)
  if (last === undefined) return new Map()
  const same = slots.filter(({ role }) => role === last.role)
  const placed = new Map<string, Place>([[last.id, 'moves']])
  const [other] = same
  if (same.length === 2 && other !== undefined) placed.set(other.id, 'stays')
  return placed
}
