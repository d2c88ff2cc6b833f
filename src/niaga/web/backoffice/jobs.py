"""What the back office leaves to the worker: looking at files, and loading them."""

from datetime import timedelta

from niaga.kernel.work import job, scheduled


@job(retries=1, priority=10)
def check_import(draft_id: str) -> None:
    """Look at a file as a load would read it. The engine is loaded with the first one."""
    from niaga.web.backoffice.imports.checking import check, recognise
    from niaga.web.backoffice.imports.drafts import NoSuchDraft, answer, draft_of

    try:
        draft = draft_of(draft_id)
    except NoSuchDraft:  # thrown away in the meantime
        return
    if not draft.kind:
        draft = recognise(draft)
    if answer(draft, "check") is None:
        check(draft)


@job(retries=2, priority=5)
def load_import(draft_id: str) -> None:
    """Load a file; done twice it is loaded once."""
    from niaga.web.backoffice.imports.drafts import NoSuchDraft, draft_of
    from niaga.web.backoffice.imports.loading import load

    try:
        draft = draft_of(draft_id)
    except NoSuchDraft:
        return
    load(draft)


@scheduled(every=timedelta(hours=6), name="backoffice.forget_imports")
def forget_imports() -> None:
    from niaga.web.backoffice.imports.drafts import forget_old

    forget_old()
