import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { Button, Combobox, Kbd } from '../../ui/index.ts'
import { factLine, lineText, slotText } from './fact-line.ts'
import { joinable, joinConflicts } from './join-facts.ts'
import { roleLabel } from './reading.ts'
import { useReview } from './review-context.ts'

/** One fact out of two: which one comes here, and, where the two disagree, whose word stays. */
export function JoinPanel(props: { readonly fact: FactView }): ReactNode {
  const { fact } = props
  const { reading, order, act, closePanel } = useReview()
  const { t } = reading.locale
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const [chosen, setChosen] = useState<FactView | null>(null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const join = (from: FactView, drop: readonly string[]): void => {
    closePanel()
    void act(
      [{ type: 'fact.join', payload: { into: fact.id, from: from.id, drop: [...drop] } }],
      t('join.said'),
    )
  }
  if (chosen !== null) return <Conflicts into={fact} from={chosen} onJoin={(drop) => join(chosen, drop)} />
  const options = joinable(order, fact)
    .map((one) => ({ id: one.id, label: lineText(reading, factLine(reading, one)), one }))
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
  return (
    <div ref={box} className="rv-panel" role="group" aria-label={t('join.title')}>
      <p className="rv-panel-title">{t('join.title')}</p>
      <Combobox
        label={t('join.title')}
        query={query}
        onQuery={(words) => {
          setQuery(words)
          setActive(0)
        }}
        options={options}
        active={Math.min(active, options.length - 1)}
        onActive={setActive}
        onTake={({ one }) => {
          if (joinConflicts(reading.codebook, fact, one).length === 0) join(one, [])
          else setChosen(one)
        }}
        onLeave={closePanel}
        digits="whenEmpty"
        placeholder={t('join.search')}
        empty={t('join.none')}
      />
    </div>
  )
}

function Conflicts(props: {
  readonly into: FactView
  readonly from: FactView
  readonly onJoin: (drop: readonly string[]) => void
}): ReactNode {
  const { into, from, onJoin } = props
  const { reading, closePanel } = useReview()
  const { t } = reading.locale
  const conflicts = joinConflicts(reading.codebook, into, from)
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(new Set())
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const turn = (role: string): void => {
    const next = new Set(theirs)
    if (!next.delete(role)) next.add(role)
    setTheirs(next)
  }
  const done = (): void => {
    const dropped = conflicts.flatMap(({ role, theirs: other }) =>
      theirs.has(role) ? into.slots.filter((slot) => slot.role === role).map(({ id }) => id) : [other.id],
    )
    onJoin(dropped)
  }
  const press = (event: KeyboardEvent): void => {
    const conflict = /^[1-9]$/.test(event.key) ? conflicts[Number(event.key) - 1] : undefined
    if (conflict !== undefined) turn(conflict.role)
    else if (event.key === 'Escape') closePanel()
    else if (event.key === 'Enter' && event.target === box.current) done()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div ref={box} className="rv-panel" role="group" aria-label={t('join.conflicts')} data-keys="editor" tabIndex={0} onKeyDown={press}>
      <p className="rv-panel-title">{t('join.conflicts')}</p>
      <ul className="rv-parts">
        {conflicts.map(({ role, ours, theirs: other }, index) => (
          <li key={role}>
            <button type="button" className="rv-carried-fact" onClick={() => turn(role)}>
              {index < 9 ? <Kbd name={String(index + 1)} /> : null}
              <span className="rv-line">
                <b>{roleLabel(reading, into.type, role)}</b>{' '}
                {theirs.has(role) ? <s>{slotText(reading, into.type, ours)}</s> : slotText(reading, into.type, ours)}
                {' / '}
                {theirs.has(role) ? slotText(reading, from.type, other) : <s>{slotText(reading, from.type, other)}</s>}
              </span>
              <span className="rv-carried-state">{t(theirs.has(role) ? 'join.theirs' : 'join.ours')}</span>
            </button>
          </li>
        ))}
      </ul>
      <div className="rv-deeds">
        <Button look="main" onClick={done} hint={<Kbd name="Enter" />}>
          {t('join.do')}
        </Button>
        <Button look="quiet" onClick={closePanel} hint={<Kbd name="Escape" />}>
          {t('review.close')}
        </Button>
      </div>
    </div>
  )
} // prettier-ignore
