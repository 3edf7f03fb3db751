/**
 * Where an article stands now. *In progress* is not decided by anybody: an article to do of which a fact is decided is
 * just that, so that taking the decision back needs no second step.
 */
export const triageNow =
  "CASE WHEN article.triage = 'todo' AND coalesce(d.decided, 0) > 0 THEN 'in_progress' ELSE article.triage END"
