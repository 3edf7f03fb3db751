import { memo, useEffect, useState, type ReactNode } from 'react'
import { errorMessage } from '../../shared/errors.ts'
import { KinDialogs } from '../features/families/kin-dialogs.tsx'
import { ImportDialogs } from '../features/import/import-dialogs.tsx'
import { JobStrip } from '../features/import/job-strip.tsx'
import { useLocale } from '../locales/locale.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Toasts } from '../ui/toast.tsx'
import type { ActionId } from './actions.ts'
import { Announcer } from './announce.tsx'
import { Banners } from './banners.tsx'
import { ChooserHost } from './folder-chooser.tsx'
import { CoderQuestion } from './coder-question.tsx'
import { Header } from './header.tsx'
import { KeySheet } from './key-sheet.tsx'
import { GoTo, Palette } from './palette.tsx'
import { useRoute, type Route } from './routes.ts'
import { ScreenBoundary } from './screen-boundary.tsx'
import { CurrentScreen, Handbook, preloadScreens, RecheckDialog, RemarksDialog } from './screens.tsx'
import { StatusBar } from './status-bar.tsx'
import { useProject, useQuery, useStore } from './store.ts'
import { useFrameKeys } from './use-frame-keys.ts'

export type Overlay =
  | { readonly kind: 'palette'; readonly available: readonly ActionId[] }
  | { readonly kind: 'go' | 'keys' | 'handbook' | 'recheck' | 'remarks' }

/** The frame around every screen. */
export const App = memo(function App(): ReactNode {
  const store = useStore()
  const { t, language } = useLocale()
  const route = useRoute()
  const info = useQuery('app.info', {})
  const project = useProject()
  const [overlay, setOverlay] = useState<Overlay | null>(null)
  const [lastArticle, setLastArticle] = useState<string | null>(null)
  const projectId = project?.id ?? null
  const [articleOf, setArticleOf] = useState(projectId)
  if (route.screen === 'review' && route.articleId !== lastArticle) setLastArticle(route.articleId)
  if (articleOf !== projectId) {
    setArticleOf(projectId)
    if (route.screen !== 'review') setLastArticle(null)
  }
  useFrameKeys({ lastArticle, onOverlay: setOverlay })
  const screen = route.screen
  useEffect(() => {
    // A screen that takes no focus itself leaves it to its content: the next Tab is inside, not in the header.
    const timer = setTimeout(() => {
      if (document.activeElement === document.body) document.getElementById('main')?.focus()
    })
    return () => clearTimeout(timer)
  }, [screen])
  useEffect(() => store.listen(), [store])
  useEffect(() => {
    // When the first screen stands, the others come; nobody waits for them.
    const timer = setTimeout(() => void preloadScreens(), 1500)
    return () => clearTimeout(timer)
  }, [])

  if (info.value === undefined) {
    return info.error === null ? (
      <p className="empty">{t('boot.loading')}</p>
    ) : (
      <EmptyState icon="warning" title={t('boot.failed')} text={errorMessage(info.error, language)}>
        <Button look="main" onClick={() => store.cache.invalidateAll({ forget: false })}>
          {t('ui.again')}
        </Button>
      </EmptyState>
    )
  }
  // Without a project there is one place to be, and the settings.
  const shown: Route = project === null && route.screen !== 'settings' ? { screen: 'start' } : route
  const place = shown.screen === 'review' ? `review ${shown.articleId}` : shown.screen
  return (
    <div className="frame">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        {t('frame.skip')}
      </a>
      <Header lastArticle={lastArticle} />
      <aside className="strips" aria-label={t('frame.work')}>
        <Banners />
        <JobStrip />
      </aside>
      <main id="main" className="main" tabIndex={-1}>
        {project === undefined ? (
          <p className="empty">{t('ui.loading')}</p>
        ) : (
          <ScreenBoundary key={`${projectId ?? ''} ${place}`}>
            <CurrentScreen route={shown} />
          </ScreenBoundary>
        )}
      </main>
      <StatusBar />
      {project === null || project === undefined ? null : <CoderQuestion />}
      <ImportDialogs />
      <KinDialogs />
      <ChooserHost />
      {overlay?.kind === 'palette' ? (
        <Palette available={overlay.available} onClose={() => setOverlay(null)} />
      ) : null}
      {overlay?.kind === 'go' ? <GoTo onClose={() => setOverlay(null)} /> : null}
      {overlay?.kind === 'keys' ? <KeySheet onClose={() => setOverlay(null)} /> : null}
      {overlay?.kind === 'handbook' ? <Handbook route={shown} onClose={() => setOverlay(null)} /> : null}
      {overlay?.kind === 'recheck' ? <RecheckDialog onClose={() => setOverlay(null)} /> : null}
      {overlay?.kind === 'remarks' ? <RemarksDialog onClose={() => setOverlay(null)} /> : null}
      <Toasts />
      <Announcer />
    </div>
  )
})
