import { useEffect, type ReactNode } from 'react'
import { errorMessage } from '../../shared/errors.ts'
import { useExternal } from '../app/external.ts'
import { useStore, type Notice } from '../app/store.ts'
import { useLocale } from '../locales/locale.tsx'
import { Button, IconButton } from './button.tsx'
import { Icon } from './icon.tsx'

/** How long good news stays. Failures stay until they are read. */
const shownMs = 6000

function Toast(props: { readonly notice: Notice }): ReactNode {
  const { notice } = props
  const store = useStore()
  const { t, language } = useLocale()
  const failed = notice.tone === 'failure'
  useEffect(() => {
    if (failed) return undefined
    const timer = setTimeout(() => store.dismiss(notice.id), shownMs)
    return () => clearTimeout(timer)
  }, [store, notice.id, failed])
  const text = notice.error === undefined ? (notice.text ?? '') : errorMessage(notice.error, language)
  const way = notice.way
  return (
    <div className={`toast toast-${notice.tone}`} role={failed ? 'alert' : 'status'}>
      <Icon name={failed ? 'warning' : notice.tone === 'success' ? 'check' : 'dot'} />
      <p className="toast-text">{text}</p>
      {way === undefined ? null : (
        <Button
          look="quiet"
          onClick={() => {
            store.dismiss(notice.id)
            way.act()
          }}
        >
          {way.label === 'again' ? t('ui.again') : way.label}
        </Button>
      )}
      <IconButton icon="cross" label={t('ui.dismiss')} onClick={() => store.dismiss(notice.id)} />
    </div>
  )
}

/** What the page has to say beside the screens. */
export function Toasts(): ReactNode {
  const notices = useExternal(useStore().notices)
  const { t } = useLocale()
  return (
    <div className="toasts" role="region" aria-label={t('frame.notices')}>
      {notices.map((notice) => (
        <Toast key={notice.id} notice={notice} />
      ))}
    </div>
  )
}
