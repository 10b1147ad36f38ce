"""The first released store: the tables of the whole mission.

Frozen: a store of version 1 has exactly these. Triggers are made by migration.py after all scripts.
"""

from alembic import op

revision = "0001"
down_revision = None

_STATEMENTS = (
    """
    CREATE TABLE application (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        company TEXT NOT NULL CONSTRAINT ck_application_company CHECK (company <> ''),
        role TEXT NOT NULL CONSTRAINT ck_application_role CHECK (role <> ''),
        playbook TEXT DEFAULT 'generic' NOT NULL,
        role_group TEXT DEFAULT 'other' NOT NULL CONSTRAINT ck_application_role_group CHECK (role_group in ('software_engineer', 'backend_infrastructure_sre', 'data_engineer', 'data_scientist', 'machine_learning_engineer', 'product_manager', 'technical_program_manager', 'engineering_manager', 'other')),
        stage TEXT NOT NULL CONSTRAINT ck_application_stage CHECK (stage in ('saved', 'resume_screen', 'recruiter_call', 'hm_screen', 'technical_screen', 'onsite', 'hiring_committee', 'negotiation')),
        step TEXT DEFAULT '' NOT NULL,
        rank INTEGER NOT NULL,
        outcome TEXT CONSTRAINT ck_application_outcome CHECK (outcome in ('accepted', 'declined', 'rejected', 'withdrawn', 'ghosted')),
        closed_at TEXT,
        close_reason TEXT DEFAULT '' NOT NULL,
        on_hold INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_application_on_hold CHECK (on_hold in (0, 1)),
        whose_move TEXT DEFAULT 'none' NOT NULL CONSTRAINT ck_application_whose_move CHECK (whose_move in ('mine', 'theirs', 'scheduled', 'none')),
        next_action TEXT DEFAULT '' NOT NULL,
        next_on TEXT,
        starred INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_application_starred CHECK (starred in (0, 1)),
        needs_sponsorship INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_application_needs_sponsorship CHECK (needs_sponsorship in (0, 1)),
        url TEXT DEFAULT '' NOT NULL,
        location TEXT DEFAULT '' NOT NULL,
        source TEXT DEFAULT '' NOT NULL,
        applied_on TEXT,
        created_at TEXT NOT NULL,
        stage_since TEXT NOT NULL,
        trashed_at TEXT
    )
    """,
    "CREATE INDEX ix_application_stage_rank ON application (stage, rank)",
    """
    CREATE TABLE calendar_entry (
        interview_id INTEGER NOT NULL,
        uid TEXT NOT NULL,
        sequence INTEGER DEFAULT '0' NOT NULL,
        created_at TEXT NOT NULL,
        modified_at TEXT NOT NULL,
        exported_at TEXT,
        exported_sequence INTEGER,
        exported_as TEXT,
        CONSTRAINT pk_calendar_entry PRIMARY KEY (interview_id),
        CONSTRAINT uq_calendar_entry_uid UNIQUE (uid)
    )
    """,
    """
    CREATE TABLE change (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        label TEXT NOT NULL,
        state TEXT DEFAULT 'done' NOT NULL CONSTRAINT ck_change_state CHECK (state in ('done', 'undone', 'dropped'))
    )
    """,
    "CREATE INDEX ix_change_state ON change (state)",
    """
    CREATE TABLE change_context (
        mode TEXT CONSTRAINT ck_change_context_mode CHECK (mode in ('logged', 'quiet')),
        change_id INTEGER,
        at TEXT
    )
    """,
    """
    CREATE TABLE contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL CONSTRAINT ck_contact_name CHECK (name <> ''),
        company TEXT DEFAULT '' NOT NULL,
        relationship TEXT DEFAULT 'other' NOT NULL CONSTRAINT ck_contact_relationship CHECK (relationship in ('recruiter', 'agency_recruiter', 'hiring_manager', 'interviewer', 'peer', 'referrer', 'other')),
        zone TEXT DEFAULT '' NOT NULL,
        note TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        trashed_at TEXT
    )
    """,
    """
    CREATE TABLE document_content (
        content_hash TEXT NOT NULL,
        content BLOB NOT NULL,
        CONSTRAINT pk_document_content PRIMARY KEY (content_hash)
    )
    """,
    """
    CREATE TABLE own_playbook (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        "key" TEXT NOT NULL,
        toml TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        CONSTRAINT uq_own_playbook_key UNIQUE ("key")
    )
    """,
    """
    CREATE TABLE story (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        title TEXT NOT NULL,
        situation TEXT DEFAULT '' NOT NULL,
        task TEXT DEFAULT '' NOT NULL,
        action TEXT DEFAULT '' NOT NULL,
        result TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        trashed_at TEXT
    )
    """,
    """
    CREATE TABLE activity (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        contact_id INTEGER NOT NULL,
        application_id INTEGER,
        channel TEXT NOT NULL CONSTRAINT ck_activity_channel CHECK (channel in ('email', 'call', 'message', 'meeting')),
        direction TEXT NOT NULL CONSTRAINT ck_activity_direction CHECK (direction in ('in', 'out')),
        summary TEXT DEFAULT '' NOT NULL,
        happened_at TEXT NOT NULL,
        promised_by TEXT CONSTRAINT ck_activity_promised_by CHECK (promised_by in ('mine', 'theirs', 'scheduled', 'none')),
        due_on TEXT,
        CONSTRAINT fk_activity_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
        CONSTRAINT fk_activity_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_activity_application_id ON activity (application_id)",
    "CREATE INDEX ix_activity_contact_id ON activity (contact_id)",
    "CREATE INDEX ix_activity_happened_at ON activity (happened_at)",
    """
    CREATE TABLE application_contact (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        relationship TEXT DEFAULT 'other' NOT NULL CONSTRAINT ck_application_contact_relationship CHECK (relationship in ('recruiter', 'agency_recruiter', 'hiring_manager', 'interviewer', 'peer', 'referrer', 'other')),
        CONSTRAINT fk_application_contact_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
        CONSTRAINT fk_application_contact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_application_contact_application_id ON application_contact (application_id)",
    "CREATE INDEX ix_application_contact_contact_id ON application_contact (contact_id)",
    "CREATE UNIQUE INDEX uq_application_contact ON application_contact (application_id, contact_id)",
    """
    CREATE TABLE application_tag (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        tag TEXT NOT NULL,
        CONSTRAINT fk_application_tag_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_application_tag_application_id ON application_tag (application_id)",
    "CREATE UNIQUE INDEX uq_application_tag ON application_tag (application_id, tag)",
    """
    CREATE TABLE change_row (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        change_id INTEGER NOT NULL,
        table_name TEXT NOT NULL,
        row_id INTEGER NOT NULL,
        application_id INTEGER,
        "before" TEXT,
        "after" TEXT,
        CONSTRAINT fk_change_row_change_id FOREIGN KEY(change_id) REFERENCES change (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_change_row_application_id ON change_row (application_id)",
    "CREATE INDEX ix_change_row_change_id ON change_row (change_id)",
    "CREATE INDEX ix_change_row_table_row ON change_row (table_name, row_id)",
    """
    CREATE TABLE checklist_item (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        stage TEXT NOT NULL CONSTRAINT ck_checklist_item_stage CHECK (stage in ('saved', 'resume_screen', 'recruiter_call', 'hm_screen', 'technical_screen', 'onsite', 'hiring_committee', 'negotiation')),
        "key" TEXT,
        text TEXT DEFAULT '' NOT NULL,
        position INTEGER DEFAULT '0' NOT NULL,
        ticked_at TEXT,
        CONSTRAINT fk_checklist_item_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_checklist_item_application_id ON checklist_item (application_id)",
    'CREATE UNIQUE INDEX uq_checklist_item ON checklist_item (application_id, stage, "key")',
    """
    CREATE TABLE contact_handle (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        contact_id INTEGER NOT NULL,
        kind TEXT NOT NULL CONSTRAINT ck_contact_handle_kind CHECK (kind in ('email', 'phone', 'url')),
        value TEXT NOT NULL,
        CONSTRAINT fk_contact_handle_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_contact_handle_contact_id ON contact_handle (contact_id)",
    """
    CREATE TABLE document (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER,
        kind TEXT DEFAULT 'other' NOT NULL,
        name TEXT DEFAULT '' NOT NULL,
        label TEXT DEFAULT '' NOT NULL,
        media_type TEXT DEFAULT '' NOT NULL,
        content_hash TEXT NOT NULL,
        size_bytes INTEGER DEFAULT '0' NOT NULL,
        added_at TEXT NOT NULL,
        sent_at TEXT,
        trashed_at TEXT,
        CONSTRAINT fk_document_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_document_application_id ON document (application_id)",
    "CREATE INDEX ix_document_content_hash ON document (content_hash)",
    """
    CREATE TABLE figure_said (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        contact_id INTEGER,
        amount_minor INTEGER NOT NULL,
        currency TEXT NOT NULL,
        said_at TEXT NOT NULL,
        CONSTRAINT fk_figure_said_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
        CONSTRAINT fk_figure_said_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE SET NULL
    )
    """,
    "CREATE INDEX ix_figure_said_application_id ON figure_said (application_id)",
    "CREATE INDEX ix_figure_said_contact_id ON figure_said (contact_id)",
    """
    CREATE TABLE interview (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        uid TEXT NOT NULL,
        application_id INTEGER NOT NULL,
        stage TEXT NOT NULL CONSTRAINT ck_interview_stage CHECK (stage in ('saved', 'resume_screen', 'recruiter_call', 'hm_screen', 'technical_screen', 'onsite', 'hiring_committee', 'negotiation')),
        round INTEGER,
        title TEXT NOT NULL CONSTRAINT ck_interview_title CHECK (title <> ''),
        starts_at TEXT NOT NULL,
        zone TEXT NOT NULL,
        minutes INTEGER NOT NULL CONSTRAINT ck_interview_minutes CHECK (minutes > 0),
        link TEXT DEFAULT '' NOT NULL,
        place TEXT DEFAULT '' NOT NULL,
        status TEXT DEFAULT 'confirmed' NOT NULL CONSTRAINT ck_interview_status CHECK (status in ('tentative', 'confirmed', 'done', 'cancelled')),
        is_locked INTEGER DEFAULT '0' NOT NULL CONSTRAINT ck_interview_is_locked CHECK (is_locked in (0, 1)),
        went TEXT,
        debrief TEXT DEFAULT '' NOT NULL,
        debriefed_at TEXT,
        created_at TEXT NOT NULL,
        trashed_at TEXT,
        CONSTRAINT uq_interview_uid UNIQUE (uid),
        CONSTRAINT fk_interview_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_interview_application_id ON interview (application_id)",
    "CREATE INDEX ix_interview_starts_at ON interview (starts_at)",
    """
    CREATE TABLE note (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        body TEXT DEFAULT '' NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        trashed_at TEXT,
        CONSTRAINT fk_note_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_note_application_id ON note (application_id)",
    """
    CREATE TABLE offer (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER NOT NULL,
        currency TEXT NOT NULL,
        base_minor INTEGER,
        bonus_minor INTEGER,
        equity_per_year_minor INTEGER,
        sign_on_minor INTEGER,
        level TEXT DEFAULT '' NOT NULL,
        deadline_on TEXT,
        trust TEXT CONSTRAINT ck_offer_trust CHECK (trust in ('contract', 'letter', 'mail', 'verbal', 'own')),
        created_at TEXT NOT NULL,
        trashed_at TEXT,
        CONSTRAINT fk_offer_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_offer_application_id ON offer (application_id)",
    """
    CREATE TABLE question (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER,
        "key" TEXT,
        text TEXT DEFAULT '' NOT NULL,
        stage TEXT CONSTRAINT ck_question_stage CHECK (stage in ('saved', 'resume_screen', 'recruiter_call', 'hm_screen', 'technical_screen', 'onsite', 'hiring_committee', 'negotiation')),
        role_group TEXT CONSTRAINT ck_question_role_group CHECK (role_group in ('software_engineer', 'backend_infrastructure_sre', 'data_engineer', 'data_scientist', 'machine_learning_engineer', 'product_manager', 'technical_program_manager', 'engineering_manager', 'other')),
        kind TEXT NOT NULL CONSTRAINT ck_question_kind CHECK (kind in ('asked', 'ask_back', 'avoid')),
        answer TEXT DEFAULT '' NOT NULL,
        confidence INTEGER,
        trashed_at TEXT,
        CONSTRAINT fk_question_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_question_application_id ON question (application_id)",
    """
    CREATE TABLE story_pillar (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        story_id INTEGER NOT NULL,
        pillar TEXT NOT NULL,
        strength TEXT NOT NULL CONSTRAINT ck_story_pillar_strength CHECK (strength in ('touches', 'strong')),
        CONSTRAINT fk_story_pillar_story_id FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_story_pillar_story_id ON story_pillar (story_id)",
    """
    CREATE TABLE follow_up (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        application_id INTEGER,
        contact_id INTEGER,
        activity_id INTEGER,
        due_on TEXT NOT NULL,
        why TEXT DEFAULT '' NOT NULL,
        rule TEXT DEFAULT 'own' NOT NULL,
        snoozed_from TEXT,
        done_at TEXT,
        retired_at TEXT,
        CONSTRAINT fk_follow_up_application_id FOREIGN KEY(application_id) REFERENCES application (id) ON DELETE CASCADE,
        CONSTRAINT fk_follow_up_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
        CONSTRAINT fk_follow_up_activity_id FOREIGN KEY(activity_id) REFERENCES activity (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_follow_up_activity_id ON follow_up (activity_id)",
    "CREATE INDEX ix_follow_up_application_id ON follow_up (application_id)",
    "CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id)",
    "CREATE INDEX ix_follow_up_due_on ON follow_up (due_on)",
    """
    CREATE TABLE interview_panel (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        interview_id INTEGER NOT NULL,
        contact_id INTEGER NOT NULL,
        role TEXT DEFAULT '' NOT NULL,
        CONSTRAINT fk_interview_panel_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE,
        CONSTRAINT fk_interview_panel_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_interview_panel_contact_id ON interview_panel (contact_id)",
    "CREATE INDEX ix_interview_panel_interview_id ON interview_panel (interview_id)",
    "CREATE UNIQUE INDEX uq_interview_panel ON interview_panel (interview_id, contact_id)",
    """
    CREATE TABLE question_asked (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        question_id INTEGER NOT NULL,
        interview_id INTEGER NOT NULL,
        went TEXT DEFAULT '' NOT NULL,
        CONSTRAINT fk_question_asked_question_id FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE,
        CONSTRAINT fk_question_asked_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_question_asked_interview_id ON question_asked (interview_id)",
    "CREATE INDEX ix_question_asked_question_id ON question_asked (question_id)",
    """
    CREATE TABLE rehearsal (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        question_id INTEGER NOT NULL,
        rehearsed_at TEXT NOT NULL,
        grade INTEGER NOT NULL CONSTRAINT ck_rehearsal_grade CHECK (grade between 1 and 4),
        partner TEXT DEFAULT '' NOT NULL,
        feedback TEXT DEFAULT '' NOT NULL,
        CONSTRAINT fk_rehearsal_question_id FOREIGN KEY(question_id) REFERENCES question (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_rehearsal_question_id ON rehearsal (question_id)",
    """
    CREATE TABLE story_use (
        id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        story_id INTEGER NOT NULL,
        interview_id INTEGER NOT NULL,
        CONSTRAINT fk_story_use_story_id FOREIGN KEY(story_id) REFERENCES story (id) ON DELETE CASCADE,
        CONSTRAINT fk_story_use_interview_id FOREIGN KEY(interview_id) REFERENCES interview (id) ON DELETE CASCADE
    )
    """,
    "CREATE INDEX ix_story_use_interview_id ON story_use (interview_id)",
    "CREATE INDEX ix_story_use_story_id ON story_use (story_id)",
)


def upgrade() -> None:
    """Create every table and index."""
    for statement in _STATEMENTS:
        op.execute(statement)
