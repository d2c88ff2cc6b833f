"""What the back office leaves to the worker: looking at files, loading them, taking them back."""

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


@job(retries=3, priority=5)
def undo_load(shop: str, source: str, load_id: str) -> None:
    """Take back a load; done twice it is taken back once."""
    from niaga.web.backoffice.imports.undoing import carry_out

    carry_out(shop, source, load_id)


@scheduled(every=timedelta(hours=6), name="backoffice.forget_imports")
def forget_imports() -> None:
    from niaga.web.backoffice.imports import drafts, undoing

    drafts.forget_old()
    undoing.forget_old()
