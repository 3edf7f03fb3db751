import { useState, type ReactNode } from 'react'
import { errorCodes, errorMessage, type ErrorCode } from '../../shared/errors.ts'
import { useLocale } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { useProject, useStore, type Store } from './store.ts'

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code)

/** Opens the project anew at the state before the damage; the open one is the first of the recent ones. */
async function goOnBeforeDamage(store: Store): Promise<void> {
  const info = await store.call('app.info', {})
  const here = info.ok ? info.value.recent[0] : undefined
  if (!info.ok || here === undefined) return
  const opened = await store.call('project.open', { place: here.token, acceptDamage: true })
  if (opened.ok) await store.projectChanged()
  else store.fail(opened.error)
}

/** What holds as long as the project is open: why nothing can be changed, and what recovery did. */
export function Banners(): ReactNode {
  const project = useProject()
  const { t, tn, language, format } = useLocale()
  const store = useStore()
  const [understood, setUnderstood] = useState<string | null>(null)
  const [warned, setWarned] = useState<string | null>(null)
  if (project === null || project === undefined) return <div className="banners" />
  const { readOnly, recovered, opening = null, placeWarning = null } = project
  return (
    <div className="banners">
      {readOnly === null ? null : (
        <div className="banner" role="status">
          <Icon name="lock" />
          <p>
            {t('banner.readOnly', {
              why: isErrorCode(readOnly.code)
                ? errorMessage({ code: readOnly.code, detail: readOnly.detail }, language)
                : readOnly.code,
            })}
          </p>
          {readOnly.code === 'project.damagedJournal' ? (
            <Button onClick={() => void goOnBeforeDamage(store)}>{t('banner.beforeDamage')}</Button>
          ) : null}
        </div>
      )}
      {placeWarning === null || warned === project.id ? null : (
        <div className="banner" role="status">
          <Icon name="warning" />
          <p>{errorMessage(placeWarning, language)}</p>
          <Button look="quiet" onClick={() => setWarned(project.id)}>
            {t('banner.dismiss')}
          </Button>
        </div>
      )}
      {(recovered === null && opening === null) || understood === project.id ? null : (
        <div className="banner" role="status">
          <Icon name="history" />
          <p>
            {opening !== null ? errorMessage(opening, language) : null}
            {opening === null && recovered !== null ? (
              <>
                {t('banner.recovered', { bytes: format.bytes(recovered.bytes), file: recovered.file })}{' '}
                {recovered.frames === 0 ? null : tn('banner.recoveredFrames', recovered.frames)}
              </>
            ) : null}
          </p>
          <Button look="quiet" onClick={() => setUnderstood(project.id)}>
            {t('banner.dismiss')}
          </Button>
        </div>
      )}
    </div>
  )
}
