import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { announce } from '../../app/announce.tsx'
import { useStore } from '../../app/store.ts'
import { en } from '../../locales/en.ts'
import { useLocale, type MessageKey } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'

const isKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** Checking that everything on disk is what it says: texts, journal, snapshots, every span's quote. */
export function IntegrityCheck(): ReactNode {
  const store = useStore()
  const { t, tn, format } = useLocale()
  const [found, setFound] = useState<ChannelOutput<'project.verify'> | null>(null)
  const [running, setRunning] = useState(false)
  const check = async (): Promise<void> => {
    setRunning(true)
    setFound(null)
    const answer = await store.call('project.verify', {})
    setRunning(false)
    if (!answer.ok) {
      store.fail(answer.error)
      return
    }
    setFound(answer.value)
    announce(answer.value.ok ? t('check.good') : tn('check.bad', answer.value.problems.length))
  }
  const nameOf = (what: string): string => {
    const key = `check.what.${what}`
    return isKey(key) ? t(key as 'check.what.texts') : what
  }
  return (
    <div className="page-inner stack">
      <h2 className="section-title">{t('check.title')}</h2>
      <p className="soft">{t('check.text')}</p>
      <div>
        <Button look="main" icon="shield" disabled={running} onClick={() => void check()}>
          {t('check.do')}
        </Button>
      </div>
      {running ? <ProgressBar label={t('check.running')} done={0} total={null} /> : null}
      {found === null ? null : (
        <section className="check-result" data-ok={found.ok}>
          <p className="check-verdict">
            <Icon name={found.ok ? 'check' : 'warning'} size={20} />
            {found.ok ? t('check.good') : tn('check.bad', found.problems.length)}
          </p>
          <dl className="facts-list">
            {Object.entries(found.checked).map(([what, count]) => (
              <div key={what} className="facts-pair">
                <dt>{nameOf(what)}</dt>
                <dd className="numbers">{format.number(count)}</dd>
              </div>
            ))}
          </dl>
          {found.problems.length === 0 ? null : (
            <ul className="check-problems">
              {found.problems.slice(0, 500).map((problem, index) => (
                <li key={index}>
                  <b>{problem.where}</b>
                  <span>{problem.message}</span>
                </li>
              ))}
            </ul>
          )}
          {found.ok ? null : <p className="soft">{t('check.advice')}</p>}
        </section>
      )}
    </div>
  )
}
