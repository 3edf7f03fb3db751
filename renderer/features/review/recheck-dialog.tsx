import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { announce } from '../../app/announce.tsx'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Dialog, Meter } from '../../ui/index.ts'
import { JudgeFact, useReading } from './judge-facts.tsx'

type Sample = ChannelOutput<'review.sample'>

/** A sample of the coder's own decisions, shown again without them. Each verdict is kept at once, so leaving loses nothing. */
export function RecheckDialog(props: { readonly onClose: () => void }): ReactNode {
  const store = useStore()
  const { t, tn } = useLocale()
  const [sample, setSample] = useState<Sample | null>(null)
  const [at, setAt] = useState(0)
  const since = useRef(0)
  const reading = useReading(sample?.entities)
  useEffect(() => {
    let gone = false
    // Another sample each time; which one is kept with nothing, as every verdict names its fact.
    void store.call('review.sample', { seed: crypto.randomUUID(), size: 20 }).then((answer) => {
      if (gone) return
      if (answer.ok) setSample(answer.value)
      else store.fail(answer.error)
    })
    return () => {
      gone = true
    }
  }, [store])
  useEffect(() => {
    since.current = performance.now()
  }, [at, sample])
  const fact = sample?.rows[at]
  const verdict = (holds: boolean): void => {
    if (fact === undefined) return
    const durationMs = Math.round(Math.min(86_400_000, performance.now() - since.current))
    void store.apply([
      { type: 'fact.recheck', payload: { factId: fact.id, verdict: holds ? 'holds' : 'fails', durationMs } },
    ])
    announce(t(holds ? 'quality.said.holds' : 'quality.said.fails'))
    setAt(at + 1)
  }
  return (
    <Dialog title={t('quality.recheckTitle')} onClose={props.onClose} size="wide">
      {sample === null || reading === undefined ? (
        <p className="soft">{t('ui.loading')}</p>
      ) : fact === undefined ? (
        <div className="ql-check">
          <p>
            {sample.rows.length === 0 ? t('quality.noSample') : tn('quality.checkedAll', sample.rows.length)}
          </p>
          <div className="rv-deeds">
            <Button look="main" data-autofocus="" onClick={props.onClose}>
              {t('ui.close')}
            </Button>
          </div>
        </div>
      ) : (
        <>
          <p className="soft numbers">
            {t('quality.checkAt', { at: at + 1, count: sample.rows.length })} {t('quality.checkHow')}
          </p>
          <Meter done={at} total={sample.rows.length} />
          <JudgeFact reading={reading} fact={fact} onVerdict={verdict} />
        </>
      )}
    </Dialog>
  )
}
