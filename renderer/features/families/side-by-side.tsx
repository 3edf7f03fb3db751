import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import { useKeys } from '../../app/keyboard.ts'
import { useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { changesOf, piecesOf, type Piece } from './pieces.ts'

/** Two articles beside one another: what differs is marked and gone through by key, what is masked is dimmed. */
export function SideBySide(props: { readonly a: ArticleId; readonly b: ArticleId }): ReactNode {
  const { t, tn, language } = useLocale()
  const compared = useQuery('families.compare', { a: props.a, b: props.b })
  const value = compared.value
  const changes = useMemo(() => (value === undefined ? 0 : changesOf(value.parts)), [value])
  const pieces = useMemo(
    () =>
      value === undefined
        ? null
        : { a: piecesOf(value.a, value.parts, 'a'), b: piecesOf(value.b, value.parts, 'b') },
    [value],
  )
  const [at, setAt] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const shown = Math.min(at, Math.max(0, changes - 1))
  const go = (by: number): void => {
    if (changes === 0) return
    const next = (shown + by + changes) % changes
    setAt(next)
    announce(t('family.changeAt', { at: next + 1, count: changes }))
  }
  useKeys('family', { 'change.next': () => go(1), 'change.previous': () => go(-1) })
  useEffect(() => {
    for (const mark of box.current?.querySelectorAll(`[data-change="${String(shown)}"]`) ?? [])
      mark.scrollIntoView({ block: 'center' })
  }, [shown, pieces])
  if (compared.error !== null)
    return (
      <p className="screen-error" role="alert">
        {errorMessage(compared.error, language)}
      </p>
    )
  if (value === undefined || pieces === null) return <p className="quiet">…</p>
  return (
    <div className="sides" ref={box}>
      <p className="sides-count small numbers" role="status">
        {changes === 0
          ? t('family.noChange')
          : `${tn('family.changes', changes)} · ${t('family.changeAt', { at: shown + 1, count: changes })}`}
      </p>
      <Side label={t('family.left', { title: value.a.title })} pieces={pieces.a} shown={shown} />
      <Side label={t('family.right', { title: value.b.title })} pieces={pieces.b} shown={shown} />
    </div>
  )
}

function Side(props: {
  readonly label: string
  readonly pieces: readonly Piece[]
  readonly shown: number
}): ReactNode {
  return (
    <section className="side" aria-label={props.label} tabIndex={0} lang="de">
      {props.pieces.map((piece) => {
        const dim = piece.masked ? ' side-masked' : ''
        return piece.change === null ? (
          <span key={piece.start} className={dim.trim()}>
            {piece.words}
          </span>
        ) : (
          <mark
            key={`${String(piece.start)} ${String(piece.change)}`}
            data-change={piece.change}
            className={`side-change${piece.words === '' ? ' side-gap' : ''}${dim}`}
            aria-current={piece.change === props.shown ? 'true' : undefined}
          >
            {piece.words}
          </mark>
        )
      })}
    </section>
  )
}
