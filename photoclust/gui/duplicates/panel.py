"""The page of duplicates: three tiers, their groups, and what can be done about them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from photoclust.core.duplicates import Tier
from photoclust.gui import wording
from photoclust.gui.duplicates import words
from photoclust.gui.duplicates.grid import DuplicateGrid
from photoclust.gui.duplicates.listing import Listing
from photoclust.gui.duplicates.model import DuplicateModel
from photoclust.gui.duplicates.search_bar import SearchBar
from photoclust.gui.look import Look
from photoclust.gui.panels.flow_layout import FlowLayout
from photoclust.gui.panels.notice_card import notice_card
from photoclust.gui.panels.segmented_box import SegmentedBox
from photoclust.gui.panels.themed import Hairline, button, styled
from photoclust.gui.session import LibrarySession
from photoclust.gui.theme import Measure


class DuplicatesPanel(QWidget):
    """objectName "duplicatesPanel".

    Signals:
        tierChosen(Tier): The person looks at another tier.
        findRequested: Search, for the first time or again.
        rulesRequested: The rules of the keeper are to be seen.
        trashAllRequested: What the rules don't keep of the whole tier is to go.
    """

    tierChosen = Signal(object)
    findRequested = Signal()
    rulesRequested = Signal()
    trashAllRequested = Signal()

    def __init__(self, look: Look, session: LibrarySession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("duplicatesPanel")
        self.setAccessibleName(self.tr("Duplicates"))
        self._next: int | None = None
        self._photos: int | None = None
        self._searching = False
        self.listing: Listing | None = None
        self.photos = DuplicateModel(session.paths_of, session.taken_of, session.companions_of, self)
        self.grid = DuplicateGrid(look.theme, self.photos)
        self.tiers = SegmentedBox(look)
        self.tiers.setObjectName("tierBox")
        self.tiers.setAccessibleName(self.tr("What counts as duplicates"))
        self.tiers.setAccessibleDescription(self.tr("What counts as duplicates"))
        for tier in Tier:
            self.tiers.addItem(words.tier_name(tier, None), tier)
            self.tiers.setItemData(self.tiers.count() - 1, words.meaning(tier), Qt.ItemDataRole.ToolTipRole)
        self.trash_all = button(self.tr("All by my rules…"), "trashAllButton")
        self.trash_all.setToolTip(
            self.tr("Keeps one photo of each group of this tier, and shows what would go to the trash")
        )
        self.rules = button(self.tr("Keeper rules…"), "keeperRulesButton")
        self.rules.setToolTip(self.tr("What decides which photo of a group is suggested to be kept"))
        self.again = button(self.tr("Search again"), "findAgainButton", "quiet")
        self.summary = styled("", "dim")
        self.summary.setObjectName("duplicateSummary")
        self.hint = styled("", "dim", wrap=True)
        self.hint.setObjectName("duplicateHint")
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.foot = SearchBar()
        self._invitation = self._make_invitation(look)
        self._lay_out()
        self.tiers.activated.connect(lambda _row: self.tierChosen.emit(self.tier))
        self.trash_all.clicked.connect(self.trashAllRequested)
        self.rules.clicked.connect(self.rulesRequested)
        self.again.clicked.connect(self.findRequested)
        look.changed.connect(lambda: self.grid.set_theme(look.theme))
        self._show_page()

    def _make_invitation(self, look: Look) -> QWidget:
        page = QWidget()
        title = styled(self.tr("Find photos that are there more than once."), wrap=True)
        title.setProperty("title", True)
        promise = styled(
            self.tr(
                "The same file, the same picture edited, or the next shot of a burst: each apart. "
                "Nothing is removed without a plan that you have seen, and nothing leaves this computer."
            ),
            "dim",
            wrap=True,
        )
        self.find_button = button(self.tr("Find duplicates"), "findDuplicatesButton", "primary")
        self.find_button.clicked.connect(self.findRequested)
        notice_card(look, "duplicates", (title, promise), (self.find_button,), page)
        return page

    def _lay_out(self) -> None:
        tools = FlowLayout(gap=Measure.SMALL, row_gap=Measure.SMALL)
        for tool in (self.tiers, self.trash_all, self.rules, self.again):
            tools.addWidget(tool)
        head = QVBoxLayout()
        head.setContentsMargins(Measure.LARGE, Measure.SMALL, Measure.LARGE, Measure.SMALL)
        head.setSpacing(Measure.TINY)
        head.addLayout(tools)
        head.addWidget(self.summary)
        self._head = QWidget()
        self._head.setLayout(head)
        self._line = Hairline(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        for page in (self._invitation, self.grid, self.hint):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._line)
        column.addWidget(self._pages, 1)
        column.addWidget(self.foot)

    @property
    def tier(self) -> Tier:
        """The tier that is looked at."""
        return Tier(self.tiers.currentData())

    def choose_tier(self, tier: Tier) -> None:
        """Looks at a tier, without `tierChosen`."""
        self.tiers.choose(tier)

    # ---- what the window says

    def show_photo_count(self, photos: int) -> None:
        """So many photos are in the library."""
        self._photos = photos
        self._show_page()

    def show_started(self) -> None:
        """A search begins."""
        self._searching = True
        self.foot.show_started()
        self._show_page()

    def show_idle(self) -> None:
        """No search is under way."""
        self._searching = False
        self.foot.show_idle()
        self._show_page()

    def show_nothing(self) -> None:
        """What was found does not hold any more."""
        self.listing = None
        self.photos.set_sections([])
        self.photos.groups = []
        self._show_page()

    def go_on_at(self, section: int) -> None:
        """With the next listing the person is to be at the group that is in this place then."""
        self._next = section

    def show_listing(self, listing: Listing) -> None:
        """Shows what a tier has; whoever was at a group that is still there stays at it."""
        if listing.tier is not self.tier:
            return
        self.listing = listing
        self.photos.show_listing(listing)
        section, self._next = self._next, None
        if section is not None:
            self.grid.go_to_group(section)
        for row, tier in enumerate(Tier):
            self.tiers.setItemText(row, words.tier_name(tier, listing.counts.get(tier)))
        self.tiers.updateGeometry()
        self.foot.show_notes(listing.decided, listing.missing)
        self.summary.setText(self._summary(listing))
        self._show_page()

    def _summary(self, listing: Listing) -> str:
        parts = [words.meaning(listing.tier)]
        if listing.groups:
            parts.insert(0, wording.counted(len(listing.groups), "group"))
            files = wording.counted(listing.others, "file")
            free = self.tr("{files} could go, {size}").format(files=files, size=wording.size(listing.size))
            parts.append(free)
        text = " · ".join(parts)
        return text[:1].upper() + text[1:]

    def _show_page(self) -> None:
        listing = self.listing
        known = listing is not None
        if not self._photos and not known:
            self.hint.setText(self.tr("There are no photos to compare yet. Add a folder first."))
            page: QWidget = self.hint
        elif self._searching and (listing is None or listing.tier not in listing.counts):
            self.hint.setText(self.tr("Groups appear here once the photos have been compared."))
            page = self.hint
        elif listing is None or listing.tier not in listing.counts:
            page = self._invitation
        elif not listing.groups:
            decided = self.tr("Groups on which you have decided are not shown.") if listing.decided else ""
            self.hint.setText(f"{words.none_of(listing.tier)} {decided}".rstrip())
            page = self.hint
        else:
            page = self.grid
        came = page is self.grid and self._pages.currentWidget() is not self.grid
        if came and QApplication.focusWidget() in (self.find_button, self.foot.cancel, self.foot.bring_back):
            self.grid.setFocus()  # what had the focus of a page without groups is of no use now
        self._pages.setCurrentWidget(page)
        self._head.setVisible(known)
        self._line.setVisible(known)
        # Similar shots are different photos: each is decided on by itself.
        self.trash_all.setEnabled(bool(listing and listing.groups and listing.tier is not Tier.SIMILAR))
        self.again.setEnabled(not self._searching)
