/**
 * What reports count (docs/decisions/025-reports.md): whom to fold, the groups of each person, one row for each milestone, and
 * what stays of who was erased, under nobody's name. `create mark` makes every change of a row mark its learner
 * (platform/marks.ts); whoever is there already is marked once. Frozen in time once released; it only adds.
 */
export const ddl = `
create table report_dirty (learner_id text not null, since {int} not null, primary key (learner_id)) {learner};
create index report_dirty_oldest on report_dirty (since);
create table report_person (learner_id text not null, organisation_id text not null, gender text not null, district text not null, age text not null, disability text not null, business text not null, language text not null, due_at {int}, folded_at {int} not null, primary key (learner_id, organisation_id)) {learner};
create index report_person_by_organisation on report_person (organisation_id);
create index report_person_due on report_person (due_at) where due_at is not null;
create table report_fact (learner_id text not null, organisation_id text not null, indicator text not null, part text not null, period text not null, at {int} not null, value {real}, band text not null, cohort_id text not null, programme_id text not null, primary key (learner_id, organisation_id, indicator, part, period)) {learner};
create index report_fact_by_quarter on report_fact (organisation_id, period, indicator, part);
create table report_contribution (organisation_id text not null, contribution_id text not null, groups text not null, facts text not null, primary key (organisation_id, contribution_id)) {organisation};
create index safeguarding_report_by_learner on safeguarding_report (organisation_id, learner_id);
create index event_own_work on event (learner_id, happened_at) where actor = 'self' and outcome = 'accepted';
create marks;
create mark on learner when kind, locale, merged_into, deleted_at;
create mark on learner_merge;
create mark on learner_head;
create mark on consent;
create mark on about_me;
create mark on enrolment;
create mark on enrolment_change;
create mark on cohort_member;
create mark on lesson_progress when started_at, finished_at;
create mark on attendance;
create mark on prepost;
create mark on practical;
create mark on help_request when answered_at;
create mark on award when awarded_at, state;
create mark on award_history;
create mark on seller when unlocked_at;
create mark on shop when category, opened_at;
create mark on product when created_at;
create mark on shop_order when state, total, delivery_fee;
create mark on shop_order_history;
create mark on draft_part;
create mark on safeguarding_report when at;
create mark on cohort by organisation_id, cohort_id when programme_id;
create mark on meeting by organisation_id, cohort_id when held_on, cancelled_at;
create mark on organisation by organisation_id when zone;
insert into report_dirty (learner_id, since) select learner_id, {now} from learner;
`;
