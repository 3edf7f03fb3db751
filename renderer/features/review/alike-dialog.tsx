import { useEffect, useRef, useState, type ReactNode } from 'react'
import { alikeKinds, hiddenByKinds, type AlikeKind } from '../../../shared/commands/index.ts'
import { errorMessage } from '../../../shared/errors.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { rejectReasons, type RejectReason } from '../../../shared/model/vocabulary.ts'
import { announce } from '../../app/announce.tsx'
import { useQuery, useStore } from '../../app/store.ts'
import { Button, Check, Choice, Dialog } from '../../ui/index.ts'
import { FactLineView } from './fact-line-view.tsx'
import { JudgeFact, useReading } from './judge-facts.tsx'
import { useReview } from './review-context.ts'

const sampleSize = 5
const shown = 100

/**
 * One verdict on every undecided fact that is like the selected one: what they share, a sample to look at first, the
 * list with exceptions, one step to undo.
 */
export function AlikeDialog(props: {
  readonly fact: FactView
  readonly verdict: 'accept' | 'reject'
  readonly onClose: () => void
}): ReactNode {
  const { fact, verdict, onClose } = props
  const store = useStore()
  const { reading: here, held, focusFacts } = useReview()
  const { t, tn, language } = here.locale
  const [seed] = useState(() => crypto.randomUUID())
  const [by, setBy] = useState<AlikeKind>('rule')
  const [reason, setReason] = useState<RejectReason>('not_in_text')
  const [judged, setJudged] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [except, setExcept] = useState<ReadonlySet<string>>(new Set())
  const [hide, setHide] = useState(false)
  const [busy, setBusy] = useState(false)
  const alike = useQuery('facts.alike', { factId: fact.id, by, verdict, seed, sampleSize, limit: shown })
  const reading = useReading(alike.value?.entities)
  const next = alike.value?.sample.find(({ id }) => !judged.has(id))
  const spared = new Set([...except, ...held, ...[...judged].filter(([, ok]) => !ok).map(([id]) => id)])
  const reached = (alike.value?.factIds ?? []).filter((id) => !spared.has(id))
  const failed = [...judged.values()].filter((ok) => !ok).length
  // What holds is judged of the verdict: for a rejection, a sampled fact that holds speaks against it.
  const judge = (holds: boolean): void => {
    if (next !== undefined) setJudged(new Map(judged).set(next.id, verdict === 'accept' ? holds : !holds))
  }
  // When the sample is through, the next Enter decides.
  const main = useRef<HTMLButtonElement>(null)
  const sampled = next === undefined && judged.size > 0
  useEffect(() => {
    if (sampled) main.current?.focus()
  }, [sampled])
  const close = (): void => {
    onClose()
    requestAnimationFrame(focusFacts)
  }
  const hiddenBy = hiddenByKinds.find((kind) => kind === by) ?? null
  const decide = async (): Promise<void> => {
    if (alike.value === undefined || reached.length === 0) return
    setBusy(true)
    const sampled = alike.value.sample.map(({ id }) => id)
    const answer = await store.apply([
      {
        type: 'facts.decide',
        payload: {
          factIds: reached,
          verdict,
          ...(verdict === 'reject' ? { reason } : {}),
          by,
          of: alike.value.of,
          except: alike.value.factIds.filter((id) => spared.has(id)),
          sample: { seed, factIds: sampled, failed: sampled.filter((id) => judged.get(id) === false) },
        },
      },
      ...(hide && hiddenBy !== null
        ? [{ type: 'learning.hide', payload: { by: hiddenBy, of: alike.value.of, hidden: true } } as const]
        : []),
    ])
    setBusy(false)
    const refused = !answer.ok || answer.value.some((one) => !one.ok)
    if (refused) return
    const said = tn(verdict === 'accept' ? 'alike.said.accepted' : 'alike.said.rejected', reached.length)
    announce(said)
    store.notify({ tone: 'success', text: said })
    close()
  }
  const leftOut = (why: 'incomplete' | 'conflict' | 'touched'): number =>
    alike.value?.leftOut.filter((one) => one.why === why).length ?? 0
  return (
    <Dialog
      title={t(verdict === 'accept' ? 'alike.accept' : 'alike.reject')}
      onClose={close}
      size="wide"
      foot={
        <>
          <span className="apart soft numbers">
            {next !== undefined || alike.value === undefined
              ? t('alike.sampleFirst')
              : judged.size === 0
                ? t('alike.noSample')
                : failed === 0
                  ? tn('alike.sampleGood', judged.size)
                  : t('alike.sampleBad', { failed, count: judged.size })}
          </span>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button
            ref={main}
            look="main"
            disabled={next !== undefined || busy || reached.length === 0}
            onClick={() => void decide()}
          >
            {tn(verdict === 'accept' ? 'alike.doAccept' : 'alike.doReject', reached.length)}
          </Button>
        </>
      }
    >
      <div className="ql-check">
        <Choice
          label={t('alike.by')}
          value={by}
          options={alikeKinds.map((value) => ({ value, label: t(`alike.by.${value}`) }))}
          onChange={(value) => {
            setBy(value)
            setExcept(new Set())
          }}
        />
        {verdict === 'accept' ? null : (
          <Choice
            label={t('review.whyRejected')}
            value={reason}
            options={rejectReasons.map((value) => ({ value, label: t(`rejectReason.${value}`) }))}
            onChange={setReason}
          />
        )}
        {verdict === 'reject' && hiddenBy !== null ? (
          <Check label={t('alike.hide')} checked={hide} onChange={setHide} />
        ) : null}
        {alike.error === null ? null : <p role="alert">{errorMessage(alike.error, language)}</p>}
        {alike.value === undefined || reading === undefined ? (
          <p className="soft">{t('ui.loading')}</p>
        ) : (
          <>
            <p className="numbers">
              <b>{alike.value.of}</b> · {tn('alike.reach', reached.length)}
              {(['incomplete', 'conflict', 'touched'] as const).map((why) =>
                leftOut(why) === 0 ? null : (
                  <span key={why} className="soft">
                    {' '}
                    · {t(`alike.leftOut.${why}`, { count: leftOut(why) })}
                  </span>
                ),
              )}
            </p>
            {next === undefined ? (
              <div className="ql-facts" role="group" aria-label={t('alike.list')}>
                {alike.value.rows.map((one) => (
                  <Check
                    key={one.id}
                    label={<FactLineView reading={reading} fact={one} />}
                    checked={!spared.has(one.id)}
                    onChange={(checked) => {
                      const after = new Set(except)
                      if (checked) after.delete(one.id)
                      else after.add(one.id)
                      setExcept(after)
                    }}
                  />
                ))}
                {alike.value.total > shown ? (
                  <p className="soft">{t('alike.more', { count: alike.value.total - shown })}</p>
                ) : null}
              </div>
            ) : (
              <>
                <p className="soft numbers">
                  {t('alike.sample', {
                    at: sampleAt(judged, alike.value.sample) + 1,
                    count: alike.value.sample.length,
                  })}
                </p>
                <JudgeFact reading={reading} fact={next} onVerdict={judge} />
              </>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

const sampleAt = (judged: ReadonlyMap<string, boolean>, sample: readonly FactView[]): number =>
  sample.filter(({ id }) => judged.has(id)).length
