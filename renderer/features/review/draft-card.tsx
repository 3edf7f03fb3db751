import { useMemo, type ReactNode } from 'react'
import { Button, KeysOf } from '../../ui/index.ts'
import { draftView, type Draft } from './draft.ts'
import { FactEditor } from './fact-editor.tsx'
import { FactLineView } from './fact-line-view.tsx'
import { shorten } from './fact-line.ts'
import { typeLabel } from './reading.ts'
import { useReview } from './review-context.ts'
import { TypePanel } from './type-panel.tsx'

/** The fact being made by hand, above the list until it is complete or given up. */
export function DraftCard(props: { readonly draft: Draft }): ReactNode {
  const { draft } = props
  const { article, reading, desk, change, focusFacts } = useReview()
  const { t } = reading.locale
  const fact = useMemo(() => draftView(reading, article, draft), [reading, article, draft])
  return (
    <section className="rv-desk rv-draft" aria-label={t('review.draft')}>
      <p className="rv-panel-title">
        {t('review.draft')} <span className="rv-panel-now">{typeLabel(reading, draft.type)}</span>
      </p>
      <p>
        <FactLineView reading={reading} fact={fact} />
      </p>
      <p className="rv-quote">{shorten(fact.evidence.map((span) => span.surface).join(' … '), 200)}</p>
      {desk.panel?.kind === 'editor' ? (
        <FactEditor fact={fact} start={desk.panel.row} />
      ) : desk.panel?.kind === 'type' ? (
        <TypePanel fact={fact} />
      ) : (
        <div className="rv-deeds">
          <Button
            look="main"
            onClick={() => change({ panel: { kind: 'editor', row: null } })}
            hint={<KeysOf action="fact.edit" />}
          >
            {t('review.draft.continue')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              change({ draft: null, panel: null })
              requestAnimationFrame(focusFacts)
            }}
          >
            {t('review.draft.discard')}
          </Button>
        </div>
      )}
    </section>
  )
}
