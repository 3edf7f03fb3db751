import { useState, type ReactNode } from 'react'
import { triageStates } from '../../../shared/model/vocabulary.ts'
import { setPreferences } from '../../app/preferences.ts'
import { useKeyboard } from '../../app/keyboard.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Figures } from './figures.tsx'

/** Name, place, coder and figures of the project. */
export function AboutProject(): ReactNode {
  const project = useProject()
  // Another project, or a name changed elsewhere, begins the form anew.
  if (project === null || project === undefined) return null
  return <AboutForm key={`${project.id} ${project.name} ${project.coder?.name ?? ''}`} project={project} />
}

function AboutForm(props: { readonly project: NonNullable<ReturnType<typeof useProject>> }): ReactNode {
  const { project } = props
  const store = useStore()
  const keyboard = useKeyboard()
  const { t, format } = useLocale()
  const version = useQuery('app.info', {}).value?.version
  const [name, setName] = useState(project.name)
  const [coder, setCoder] = useState(project.coder?.name ?? '')
  const readOnly = project.readOnly !== null
  const rename = (): void => {
    const given = name.trim()
    if (given !== '' && given !== project.name)
      void store.apply([{ type: 'project.rename', payload: { name: given } }])
  }
  const sign = (): void => {
    const given = coder.trim()
    if (given === '' || given === project.coder?.name) return
    setPreferences(store, { coderName: given })
    void store.apply([
      {
        type: 'coder.set',
        payload: { name: given, ...(project.coder === null ? {} : { coderId: project.coder.id }) },
      },
    ])
  }
  const figures = [
    [t('about.articles'), project.articles],
    [t('about.facts'), project.facts],
    [t('about.decided'), project.decided],
    ...triageStates.map((state) => [t(`triage.${state}`), project.triage[state] ?? 0] as const),
  ] as const
  return (
    <div className="page-inner about">
      <section className="stack">
        <form
          className="about-line"
          onSubmit={(event) => {
            event.preventDefault()
            rename()
          }}
        >
          <Field label={t('newProject.name')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                maxLength={120}
                disabled={readOnly}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
              />
            )}
          </Field>
          <Button type="submit" disabled={readOnly || name.trim() === '' || name.trim() === project.name}>
            {t('ui.save')}
          </Button>
        </form>
        <form
          className="about-line"
          onSubmit={(event) => {
            event.preventDefault()
            sign()
          }}
        >
          <Field label={t('coder.name')} hint={t('about.coderHint')}>
            {(ids) => (
              <input
                {...ids}
                className="input"
                maxLength={200}
                disabled={readOnly}
                value={coder}
                onChange={(event) => setCoder(event.currentTarget.value)}
              />
            )}
          </Field>
          <Button
            type="submit"
            disabled={readOnly || coder.trim() === '' || coder.trim() === project.coder?.name}
          >
            {t('ui.save')}
          </Button>
        </form>
        <dl className="facts-list">
          <dt>{t('newProject.place')}</dt>
          <dd className="selectable">{project.place}</dd>
          <dt>{t('about.lastSaved')}</dt>
          <dd className="numbers">
            {project.lastSavedAt === null ? '–' : format.instant(project.lastSavedAt)}
          </dd>
          <dt>{t('about.revision')}</dt>
          <dd className="numbers">{format.number(project.revision)}</dd>
          <dt>{t('about.version')}</dt>
          <dd className="numbers">{version ?? '–'}</dd>
        </dl>
        <div>
          <Button onClick={() => keyboard.run('project.close')}>{t('action.project.close')}</Button>
        </div>
      </section>
      <section>
        <Figures figures={figures} />
      </section>
    </div>
  )
}
