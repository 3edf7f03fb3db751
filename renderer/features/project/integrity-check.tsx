import { useState, type ReactNode } from 'react'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { errorMessage, type BelegFailure } from '../../../shared/errors.ts'
import { announce } from '../../app/announce.tsx'
import { navigate } from '../../app/routes.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { countedInWords, damageInWords } from './check-words.ts'
import { Working } from './working.tsx'

const shownProblems = 200

/** Checking that everything on disk is what it says: texts, journal, snapshots, every span's quote. */
export function IntegrityCheck(): ReactNode {
  const store = useStore()
  const locale = useLocale()
  const { t, tn, format, language } = locale
  const [found, setFound] = useState<ChannelOutput<'project.verify'> | null>(null)
  const [error, setError] = useState<BelegFailure | null>(null)
  const [running, setRunning] = useState(false)
  const check = async (): Promise<void> => {
    // A button that is switched off would lose the focus.
    if (running) return
    setRunning(true)
    setFound(null)
    setError(null)
    const answer = await store.call('project.verify', {})
    setRunning(false)
    if (!answer.ok) {
      setError(answer.error)
      return
    }
    setFound(answer.value)
    announce(answer.value.ok ? t('check.good') : tn('check.bad', answer.value.problems.length))
  }
  return (
    <div className="page-inner stack">
      <h2 className="section-title">{t('check.title')}</h2>
      <p className="soft">{t('check.text')}</p>
      <div>
        <Button look="main" icon="shield" aria-disabled={running} onClick={() => void check()}>
          {t('check.do')}
        </Button>
      </div>
      {running ? <Working label={t('check.running')} kind="verify" /> : null}
      {error === null ? null : (
        <p className="field-error" role="alert">
          {errorMessage(error, language)}
        </p>
      )}
      {found === null ? null : (
        <section className="check-result" data-ok={found.ok} aria-label={t('check.title')}>
          <p className="check-verdict">
            <Icon name={found.ok ? 'check' : 'warning'} size={20} />
            {found.ok ? t('check.good') : tn('check.bad', found.problems.length)}
          </p>
          {found.problems.length === 0 ? null : (
            <ul className="check-problems" tabIndex={0} aria-label={t('check.list')}>
              {found.problems.slice(0, shownProblems).map((problem, index) => {
                const damage = damageInWords(problem, locale)
                return (
                  <li key={index}>
                    <b>{damage.what}</b>
                    {damage.about.length === 0 ? null : (
                      <span>{t('check.about', { articles: format.list(damage.about.map((title) => t('check.quoted', { title }))) })}</span>
                    )}
                    <span>{damage.advice}</span>
                    <span className="quiet small selectable">
                      {damage.where} · {damage.detail}
                    </span>
                  </li>
                )
              })}
            </ul>
          )}
          {found.problems.length > shownProblems ? (
            <p className="quiet">{tn('check.more', found.problems.length - shownProblems)}</p>
          ) : null}
          {found.ok ? null : (
            <>
              <p>{t('check.advice')}</p>
              <div>
                <Button onClick={() => navigate({ screen: 'project', part: 'backups' })}>{t('check.toBackups')}</Button>
              </div>
            </>
          )}
          <dl className="facts-list">
            {Object.entries(found.checked).map(([what, count]) => (
              <div key={what} className="facts-pair">
                <dt>{countedInWords(what, locale)}</dt>
                <dd className="numbers">{format.number(count)}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
} // prettier-ignore
