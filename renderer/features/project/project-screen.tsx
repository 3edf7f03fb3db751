import type { ReactNode } from 'react'
import './project.css'
import { navigate, type ProjectPart, type Route } from '../../app/routes.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { useT } from '../../locales/locale.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { CodebookScreen } from '../codebook/codebook-screen.tsx'
import { OpinionsPart } from '../opinions/opinions-part.tsx'
import { QualityPart } from '../review/quality-part.tsx'
import { HistoryScreen } from '../history/history-screen.tsx'
import { AboutProject } from './about-project.tsx'
import { BackupsPart } from './backups-part.tsx'
import { IntegrityCheck } from './integrity-check.tsx'
import { RemovalPart } from './removal-part.tsx'

/** History, keeping, checking, removing, the codebook, and the project itself. */
export function ProjectScreen(props: { readonly route: Extract<Route, { readonly screen: 'project' }> }): ReactNode {
  const t = useT()
  const { part, subject } = props.route
  useWindowTitle(t('screen.project'))
  return (
    <div className="project">
      <h1 className="sr-only">{t('screen.project')}</h1>
      <Tabs<ProjectPart>
        label={t('screen.project')}
        current={part}
        onChange={(next) => navigate({ screen: 'project', part: next }, { replace: true })}
        tabs={[
          { id: 'history', label: t('project.history') },
          { id: 'quality', label: t('project.quality') },
          { id: 'opinions', label: t('project.opinions') },
          { id: 'backups', label: t('project.backups') },
          { id: 'check', label: t('project.check') },
          { id: 'removal', label: t('project.removal') },
          { id: 'codebook', label: t('project.codebook') },
          { id: 'about', label: t('project.about') },
        ]}
      >
        {part === 'history' ? (
          <HistoryScreen key={subject === undefined ? 'all' : `${subject.kind} ${subject.id}`} subject={subject ?? null} />
        ) : null}
        {part === 'quality' ? <QualityPart /> : null}
        {part === 'opinions' ? <OpinionsPart /> : null}
        {part === 'backups' ? <BackupsPart /> : null}
        {part === 'check' ? <IntegrityCheck /> : null}
        {part === 'removal' ? <RemovalPart /> : null}
        {part === 'codebook' ? <CodebookScreen /> : null}
        {part === 'about' ? <AboutProject /> : null}
      </Tabs>
    </div>
  )
} // prettier-ignore
