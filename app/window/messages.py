"""What is said in the banner: refusals, notes and errors."""

from collections.abc import Callable

from app.compare.controller import CompareController
from app.errors import log
from app.files.open_points import note_on
from app.widgets.banner import Banner
from app.window.board_page import BoardPage
from app.words.notices import refusal
from app.words.translate import tr
from core.runs.recipe import Recipe
from core.runs.run import Run
from core.session.background import RefusedError
from core.session.session import Session


class Messages:
    """The banner of the page that is shown, and the commands that it may have to refuse."""

    def __init__(self, session: Session, page: BoardPage, compare: CompareController) -> None:
        self._session, self._page, self._compare = session, page, compare

    @property
    def banner(self) -> Banner:
        """The banner of the page that is shown."""
        page = self._compare.page
        return self._page.banner if page is None else page.banner

    def attempt(self, command: Callable[[], object]) -> bool:
        """Do ``command`` and return True; or say why it is refused.

        Whatever goes wrong, the choices are shown as they still are.
        """
        banner = self.banner
        try:
            command()
        except RefusedError as error:
            self.tell_refusal(error)
            return False
        except Exception:
            self._page.choices.draw(self._session.state)
            raise
        banner.close_refusal()
        return True

    def tell_refusal(self, error: RefusedError) -> None:
        """Say why a command is refused, and show the choices as they still are."""
        if self._compare.tell(error):
            return
        log.info("refused: %s", error)
        self._page.banner.tell(refusal(error), "refusal")
        self._page.choices.draw(self._session.state)

    def tell_error(self, message: str) -> None:
        """Say that something went wrong inside."""
        self.banner.tell(tr("Something went wrong: {error}").format(error=message), "error")

    def tell_of_file(self, asked: Recipe, run: Run, more: str = "") -> None:
        """Say what is to be known of a file that was opened, and ``more``."""
        if note := f"{more} {note_on(run, asked.k)}".strip():
            self._page.banner.tell(note, "note")
