"""Every command: its name, its words, its keys, its menu. What it does is the window's wire."""

from dataclasses import dataclass

from app.board.touch import Tool
from app.choices.look_switches import switches
from app.words.translate import tr


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do."""

    name: str
    """Object name of its QAction."""
    menu: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    repeats: bool = False
    """Whether a held key goes on."""
    checkable: bool = False


def file_commands() -> list[Command]:
    """Commands of the menu File."""
    menu = tr("&File")
    return [
        Command(
            "new_board",
            menu,
            tr("Ne&w empty board"),
            tr("A board without points and centroids, to draw on"),
            ("Ctrl+N",),
        ),
        Command("open_file", menu, tr("&Open…"), tr("Open points from a file"), ("Ctrl+O",)),
        Command(
            "gallery",
            menu,
            tr("&Demonstrations…"),
            tr("Prepared examples for the classroom"),
            ("Ctrl+D",),
        ),
        Command(
            "next_demonstration",
            menu,
            tr("&Next demonstration"),
            tr("The next example in the order of the gallery"),
            ("Ctrl+PgDown",),
        ),
        Command(
            "previous_demonstration",
            menu,
            tr("Pre&vious demonstration"),
            tr("The example before it in the gallery"),
            ("Ctrl+PgUp",),
        ),
        Command("quit", menu, tr("&Quit"), tr("Close the window"), ("Ctrl+Q",)),
    ]


def edit_commands() -> list[Command]:
    """Commands of the menu Edit."""
    menu = tr("&Edit")
    return [
        Command("undo", menu, tr("&Undo"), tr("Undo the last edit"), ("Ctrl+Z",), True),
        Command(
            "redo",
            menu,
            tr("&Redo"),
            tr("Redo the edit that was undone last"),
            ("Ctrl+Shift+Z", "Ctrl+Y"),
            True,
        ),
        Command(
            "cancel_work",
            menu,
            tr("&Cancel"),
            tr("Stop the computation; the board stays as it is"),
            ("Esc",),
        ),
        *tool_commands(menu),
        *centroid_commands(menu),
        Command("more_clusters", menu, tr("One more cluster"), tr("K + 1"), ("Shift+Up",), True),
        Command(
            "fewer_clusters", menu, tr("One fewer cluster"), tr("K − 1"), ("Shift+Down",), True
        ),
        *clearing_commands(menu),
        Command("new_points", menu, tr("New &points"), tr("Same settings, next seed"), ("N",)),
        Command(
            "new_starts", menu, tr("New &initial centroids"), tr("Same method, next seed"), ("S",)
        ),
    ]


def clearing_commands(menu: str) -> list[Command]:
    """What takes all points or all centroids away."""
    return [
        Command(
            "clear_points",
            menu,
            tr("Clear points"),
            tr("Erase all points; the centroids stay"),
            ("Ctrl+Del", "Ctrl+Backspace"),
        ),
        Command(
            "clear_centroids",
            menu,
            tr("Clear centroids"),
            tr("Remove all centroids; the points stay"),
            ("Ctrl+Shift+Del", "Ctrl+Shift+Backspace"),
        ),
    ]


def tool_commands(menu: str) -> list[Command]:
    """What the pointer does on the board."""
    said = {
        Tool.LOOK: (
            tr("&Select and move"),
            tr("Drag the board to pan; drag a centroid to move it"),
            "V",
        ),
        Tool.PLACE: (
            tr("Place cen&troids"),
            tr("Click to add a centroid; click a centroid to remove it"),
            "P",
        ),
        Tool.DRAW: (tr("&Draw points"), tr("Drag to draw points; drag a point to move it"), "D"),
        Tool.ERASE: (tr("&Erase points"), tr("Drag over points to erase them"), "E"),
    }
    return [
        Command(f"tool_{tool.value}", menu, text, tip, (key,), checkable=True)
        for tool, (text, tip, key) in said.items()
    ]


def centroid_commands(menu: str) -> list[Command]:
    """Edits of centroids by the keyboard."""
    move = tr("Move the selected centroid a little and start a run from there")
    return [
        Command("select_next", menu, tr("Ne&xt centroid"), "", (".", "Ctrl+Right"), True),
        Command("select_previous", menu, tr("Pre&vious centroid"), "", (",", "Ctrl+Left"), True),
        Command(
            "add_centroid", menu, tr("&Add a centroid"), tr("At the centre of the view"), ("Ins",)
        ),
        Command(
            "remove_centroid",
            menu,
            tr("Re&move a centroid"),
            tr("Remove the selected centroid"),
            ("Del", "Backspace"),
        ),
        Command("nudge_left", menu, tr("Move centroid left"), move, ("Alt+Left",), True),
        Command("nudge_right", menu, tr("Move centroid right"), move, ("Alt+Right",), True),
        Command("nudge_up", menu, tr("Move centroid up"), move, ("Alt+Up",), True),
        Command("nudge_down", menu, tr("Move centroid down"), move, ("Alt+Down",), True),
    ]


def run_commands() -> list[Command]:
    """Commands of the menu Run."""
    menu = tr("&Run")
    return [
        Command("play", menu, tr("&Play or pause"), tr("Play, or pause"), ("Space",)),
        Command(
            "step_forward", menu, tr("Step &forward"), tr("One half-step forward"), ("Right",), True
        ),
        Command("step_back", menu, tr("Step &back"), tr("One half-step back"), ("Left",), True),
        Command(
            "iteration_forward",
            menu,
            tr("&Next iteration"),
            tr("Go to the end of the next iteration"),
            ("Shift+Right",),
            True,
        ),
        Command(
            "iteration_back",
            menu,
            tr("Pre&vious iteration"),
            tr("Go to the end of the previous iteration"),
            ("Shift+Left",),
            True,
        ),
        Command(
            "go_to_start", menu, tr("Go to the &start"), tr("Go to the first half-step"), ("Home",)
        ),
        Command("go_to_end", menu, tr("Go to the &end"), tr("Go to the last half-step"), ("End",)),
        Command(
            "show_best",
            menu,
            tr("Sho&w the best run"),
            tr("Open the best run found so far for these points"),
        ),
        Command("slower", menu, tr("S&lower"), tr("Play at half the speed"), ("[", "Ctrl+Down")),
        Command("faster", menu, tr("Fas&ter"), tr("Play at twice the speed"), ("]", "Ctrl+Up")),
    ]


def explore_commands() -> list[Command]:
    """Commands of the menu Explore: the experiments."""
    menu = tr("E&xplore")
    return [
        Command(
            "compare",
            menu,
            tr("&Compare"),
            tr("Runs from other initial centroids, side by side"),
            ("C",),
            checkable=True,
        ),
        Command(
            "restarts",
            menu,
            tr("&Restarts"),
            tr("How often does each initialisation fail?"),
            ("R",),
            checkable=True,
        ),
        Command(
            "basin_map",
            menu,
            tr("&Basin map"),
            tr("Colour the plane by the optimum reached when one centroid starts there"),
            ("B",),
            checkable=True,
        ),
        Command(
            "choose_k",
            menu,
            tr("Choose &K"),
            tr("How many clusters are there? Several criteria side by side"),
            ("K",),
            checkable=True,
        ),
    ]


def view_commands() -> list[Command]:
    """Commands of the menu View: zoom, what is shown, theme."""
    menu = tr("&View")
    looks = [
        Command(f"toggle_{field}", menu, text, tip, checkable=True)
        for field, (text, tip) in switches().items()
    ]
    themes = [
        Command(
            "theme_system",
            menu,
            tr("System theme"),
            tr("Follow the system's setting"),
            (),
            False,
            True,
        ),
        Command(
            "theme_light",
            menu,
            tr("Light theme"),
            tr("Dark text on a light background"),
            (),
            False,
            True,
        ),
        Command(
            "theme_dark",
            menu,
            tr("Dark theme"),
            tr("Light text on a dark background"),
            (),
            False,
            True,
        ),
    ]
    return [
        Command("fit", menu, tr("&Fit the board"), tr("Show all points"), ("F",)),
        Command("zoom_in", menu, tr("Zoom &in"), "", ("+", "=")),
        Command("zoom_out", menu, tr("Zoom &out"), "", ("-",)),
        *looks,
        *themes,
        Command("interface_larger", menu, tr("&Larger interface"), "", ("Ctrl++", "Ctrl+=")),
        Command("interface_smaller", menu, tr("&Smaller interface"), "", ("Ctrl+-",)),
        Command("interface_normal", menu, tr("&Normal interface"), "", ("Ctrl+0",)),
        Command("full_screen", menu, tr("&Present"), tr("Full screen (Esc to leave)"), ("F11",)),
    ]


def help_commands() -> list[Command]:
    """Commands of the menu Help."""
    menu = tr("&Help")
    return [
        Command("keyboard_shortcuts", menu, tr("&Keyboard shortcuts"), tr("All keys"), ("?", "F1")),
        Command("about", menu, tr("&About Lloydscope"), tr("Version and licence")),
    ]


def all_commands() -> list[Command]:
    """Every command, in the order of the menus."""
    return [
        *file_commands(),
        *edit_commands(),
        *run_commands(),
        *explore_commands(),
        *view_commands(),
        *help_commands(),
    ]


SEPARATED = frozenset(
    {
        "quit", "tool_look", "select_next", "more_clusters", "clear_points", "new_points",
        "go_to_start", "slower", "toggle_cells", "theme_system", "interface_larger", "full_screen",
        "about",
    }
)  # fmt: skip
"""Commands with a line above them in their menu."""
