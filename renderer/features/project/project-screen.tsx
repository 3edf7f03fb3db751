import type { ReactNode } from 'react'
import './project.css'
import { navigate, type Route } from '../../app/routes.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { useT } from '../../locales/locale.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AboutProject } from './about-project.tsx'
import { CodebookView } from './codebook-view.tsx'
import { HistoryList } from './history-list.tsx'
import { IntegrityCheck } from './integrity-check.tsx'

type Part = Extract<Route, { readonly screen: 'project' }>['part']

/** History, integrity, codebook, and the project itself. */
export function ProjectScreen(props: { readonly part: Part }): ReactNode {
  const t = useT()
  useWindowTitle(t('screen.project'))
  return (
    <div className="project">
      <h1 className="sr-only">{t('screen.project')}</h1>
      <Tabs<Part>
        label={t('screen.project')}
        current={props.part}
        onChange={(part) => navigate({ screen: 'project', part }, { replace: true })}
        tabs={[
          { id: 'history', label: t('project.history') },
          { id: 'check', label: t('project.check') },
          { id: 'codebook', label: t('project.codebook') },
          { id: 'about', label: t('project.about') },
        ]}
      >
        {props.part === 'history' ? <HistoryList /> : null}
        {props.part === 'check' ? <IntegrityCheck /> : null}
        {props.part === 'codebook' ? <CodebookView /> : null}
        {props.part === 'about' ? <AboutProject /> : null}
      </Tabs>
    </div>
  )
}
