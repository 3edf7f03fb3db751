import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import './codebook.css'
import { checkCodebook } from '../../../shared/model/codebook-check.ts'
import { codebookDifferences } from '../../../shared/model/codebook-diff.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { useExternal } from '../../app/external.ts'
import { useProject, useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button, Choice } from '../../ui/index.ts'
import { CommonForm } from './common-form.tsx'
import { addType, draftInWork, type CodebookDraft } from './draft.ts'
import { ExportDialog, ImportButton, ProblemList } from './files-part.tsx'
import { LookView } from './look-view.tsx'
import { RulesForm } from './rules-form.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { TypeForm } from './type-form.tsx'
import { TypeList } from './type-list.tsx'
import { VersionsView } from './versions-view.tsx'

const views = ['types', 'common', 'rules', 'versions', 'look'] as const
type View = (typeof views)[number]

/** The codebook of the project: edited as a draft, saved as the next version after a look at what that touches. */
export function CodebookScreen(): ReactNode {
  const { t } = useLocale()
  const project = useProject()
  const codebook = useQuery('codebook.current', {}, { keep: true }).value
  const versions = useQuery('codebook.versions', {}, { keep: true }).value
  const newest = versions?.[0]
  if (codebook === undefined || newest === undefined || project == null)
    return <p className="empty">{t('ui.loading')}</p>
  return (
    <Editor
      projectId={project.id}
      saved={codebook}
      versions={versions ?? []}
      newest={newest.number}
      readOnly={project.readOnly !== null}
    />
  )
}

function Editor(props: {
  readonly projectId: string
  readonly saved: Codebook
  readonly versions: Parameters<typeof VersionsView>[0]['versions']
  readonly newest: number
  readonly readOnly: boolean
}): ReactNode {
  const { projectId, saved, versions, newest, readOnly } = props
  const { t, tn } = useLocale()
  const kept = useExternal(draftInWork)
  const [view, setView] = useState<View>('types')
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState<'save' | 'export' | null>(null)
  const draft: CodebookDraft =
    kept !== null && kept.projectId === projectId ? kept : { projectId, base: newest, saved, codebook: saved }
  const { codebook } = draft
  const looked = useDeferredValue(codebook)
  const differences = useMemo(() => codebookDifferences(saved, looked), [saved, looked])
  const problems = useMemo(() => {
    const checked = checkCodebook(looked)
    return checked.ok ? [] : checked.problems
  }, [looked])
  const changed = new Set(
    differences.flatMap(({ subject, id, of }) => (subject === 'type' ? [id] : of === null ? [] : [of])),
  )
  const change = (next: Codebook, choose?: string): void => {
    draftInWork.set({ ...draft, codebook: next })
    if (choose !== undefined) setChosen(choose)
  }
  const type = codebook.factTypes.find(({ id }) => id === chosen) ?? codebook.factTypes[0]
  const overtaken = draft.base !== newest
  return (
    <div className="codebook-screen">
      <header className="codebook-head">
        <Choice
          label={t('codebook.show')}
          value={view}
          options={views.map((value) => ({ value, label: t(`codebook.view.${value}`) }))}
          onChange={setView}
        />
        <p className="codebook-state quiet small" role="status">
          {t('codebook.numbered', { number: newest, version: saved.version })}
          {differences.length === 0 ? '' : ` · ${tn('codebook.unsaved', differences.length)}`}
          {readOnly ? ` · ${t('codebook.readOnly')}` : ''}
        </p>
        <div className="codebook-ways">
          <ImportButton
            disabled={readOnly}
            onRead={(read) => {
              draftInWork.set({ projectId, base: newest, saved, codebook: read })
              setOpen('save')
            }}
          />
          <Button icon="export" onClick={() => setOpen('export')}>
            {t('codebook.export')} …
          </Button>
          <Button disabled={differences.length === 0} onClick={() => draftInWork.set(null)}>
            {t('codebook.discard')}
          </Button>
          <Button
            look="main"
            disabled={readOnly || differences.length === 0 || problems.length > 0}
            onClick={() => setOpen('save')}
          >
            {t('codebook.save')} …
          </Button>
        </div>
      </header>
      {problems.length === 0 ? null : (
        <details className="codebook-wrong">
          <summary>{tn('codebook.problems', problems.length)}</summary>
          <ProblemList problems={problems} />
        </details>
      )}
      {overtaken && differences.length > 0 ? (
        <p className="codebook-warning">{t('codebook.overtaken', { base: draft.base, newest })}</p>
      ) : null}
      {view === 'types' ? (
        <div className="codebook">
          <TypeList
            codebook={codebook}
            chosen={type?.id ?? null}
            changed={changed}
            readOnly={readOnly}
            onChoose={setChosen}
            onAdd={() => {
              const made = addType(codebook)
              change(made.codebook, made.id)
            }}
          />
          {type === undefined ? null : (
            <TypeForm
              key={codebook.factTypes.indexOf(type)}
              draft={draft}
              type={type}
              readOnly={readOnly}
              onChange={change}
            />
          )}
        </div>
      ) : null}
      {view === 'common' ? <CommonForm draft={draft} readOnly={readOnly} onChange={change} /> : null}
      {view === 'rules' ? <RulesForm codebook={codebook} readOnly={readOnly} onChange={change} /> : null}
      {view === 'versions' ? <VersionsView key={newest} versions={versions} /> : null}
      {view === 'look' ? <LookView codebook={saved} /> : null}
      {open === 'save' ? (
        <SaveDialog
          codebook={codebook}
          saved={saved}
          onSaved={() => {
            draftInWork.set(null)
            setOpen(null)
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open === 'export' ? <ExportDialog number={newest} onClose={() => setOpen(null)} /> : null}
    </div>
  )
}
